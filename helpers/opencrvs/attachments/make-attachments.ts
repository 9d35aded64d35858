import type { Browser, Page } from '@playwright/test';
import { inFreshProfile } from '../pages/fresh-profile.ts';
import { pageOf } from './drawing.ts';
import type { WantedFile } from './wanted-files.ts';

/** A file made for a run, not yet stored anywhere. */
export interface MadeFile extends Pick<WantedFile, 'field' | 'option' | 'isReview' | 'filename'> {
  mediaType: string;
  bytes: Buffer;
}

/** Makes the files of a run: new and random each time, with the run's token to be read in each. */
export function makeAttachments(
  browser: Browser,
  runToken: string,
  wanted: readonly WantedFile[],
): Promise<MadeFile[]> {
  return inFreshProfile(browser, {}, async (page) => {
    const made: MadeFile[] = [];
    for (const file of wanted) made.push(await make(page, runToken, file));
    return made;
  });
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
