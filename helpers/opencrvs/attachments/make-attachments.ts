import type { Browser, Page } from '@playwright/test';
import { pageOf } from './drawing.ts';

/** A file made for a run, not yet stored anywhere. */
export interface MadeFile {
  field: string;
  option?: string;
  filename: string;
  mediaType: string;
  bytes: Buffer;
}

interface Wanted extends Omit<MadeFile, 'bytes'> {
  caption: string;
  width: number;
  height: number;
  noise: number;
}

const SIGNATURE_FIELD = 'review.signature';

/**
 * The files of a test birth, in the order of the form's fields: a PNG, a JPEG, a PDF and a PNG of more than 1 MB (and less
 * than the 5 MiB that the form allows), and the informant's signature.
 */
const WANTED: readonly Wanted[] = [
  { field: 'documents.proofOfBirth', filename: 'notification-of-birth.png', mediaType: 'image/png',
    caption: 'Notification of birth (test)', width: 900, height: 600, noise: 0.1 },
  { field: 'documents.proofOfMother', option: 'NATIONAL_ID', filename: 'national-id.jpg', mediaType: 'image/jpeg',
    caption: 'National ID (test)', width: 1000, height: 630, noise: 0.1 },
  { field: 'documents.proofOfMother', option: 'PASSPORT', filename: 'passport.pdf', mediaType: 'application/pdf',
    caption: 'Passport (test)', width: 700, height: 900, noise: 0.05 },
  { field: 'documents.proofOfMother', option: 'BIRTH_CERTIFICATE', filename: 'birth-certificate.png',
    mediaType: 'image/png', caption: 'Birth certificate (test)', width: 1000, height: 800, noise: 0.6 },
  { field: SIGNATURE_FIELD, filename: 'signature.png', mediaType: 'image/png',
    caption: 'Signature (test)', width: 600, height: 200, noise: 0.05 },
]; // prettier-ignore

/** Makes the files of a run: new and random each time, with the run's token to be read in each. */
export async function makeAttachments(browser: Browser, runToken: string): Promise<MadeFile[]> {
  const context = await browser.newContext();
  context.setDefaultTimeout(30_000);
  try {
    const page = await context.newPage();
    const made: MadeFile[] = [];
    for (const wanted of WANTED) made.push(await make(page, runToken, wanted));
    return made;
  } finally {
    await context.close();
  }
}

async function make(page: Page, runToken: string, wanted: Wanted): Promise<MadeFile> {
  const { caption, width, height, noise, ...file } = wanted;
  await page.setViewportSize({ width, height });
  await page.setContent(pageOf({ runToken, caption, width, height, noise }));
  await page.locator('html[data-drawn=yes]').waitFor({ state: 'attached' });
  return { ...file, bytes: await picture(page, wanted) };
}

function picture(page: Page, { mediaType, width, height }: Wanted): Promise<Buffer> {
  if (mediaType === 'application/pdf')
    return page.pdf({ width: `${width}px`, height: `${height + 1}px`, printBackground: true });
  return mediaType === 'image/jpeg'
    ? page.screenshot({ type: 'jpeg', quality: 85 })
    : page.screenshot({ type: 'png' });
}
