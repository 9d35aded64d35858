import type { Browser, Page } from '@playwright/test';
import { pageOf } from './drawing.ts';
import type { WantedFile } from './wanted-files.ts';

/** A file made for a run, not yet stored anywhere. */
export interface MadeFile extends Pick<WantedFile, 'field' | 'option' | 'isReview' | 'filename'> {
  mediaType: string;
  bytes: Buffer;
}

/** Makes the files of a run: new and random each time, with the run's token to be read in each. */
export async function makeAttachments(
  browser: Browser,
  runToken: string,
  wanted: readonly WantedFile[],
): Promise<MadeFile[]> {
  const context = await browser.newContext();
  context.setDefaultTimeout(30_000);
  try {
    const page = await context.newPage();
    const made: MadeFile[] = [];
    for (const file of wanted) made.push(await make(page, runToken, file));
    return made;
  } finally {
    await context.close();
  }
}

async function make(page: Page, runToken: string, wanted: WantedFile): Promise<MadeFile> {
  const { caption, width, height, noise, ...file } = wanted;
  await page.setViewportSize({ width, height });
  await page.setContent(pageOf({ runToken, caption, width, height, noise }));
  await page.locator('html[data-drawn=yes]').waitFor({ state: 'attached' });
  return { ...file, bytes: await picture(page, wanted) };
}

function picture(page: Page, { mediaType, width, height }: WantedFile): Promise<Buffer> {
  if (mediaType === 'application/pdf')
    return page.pdf({ width: `${width}px`, height: `${height + 1}px`, printBackground: true });
  return mediaType === 'image/jpeg'
    ? page.screenshot({ type: 'jpeg', quality: 85 })
    : page.screenshot({ type: 'png' });
}
