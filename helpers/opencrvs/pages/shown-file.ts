import type { Locator } from '@playwright/test';
import { inFreshProfile } from './fresh-profile.ts';

/** What a place for a file shows: an image with its address, a PDF drawn on a canvas, or neither. */
export interface ShownFile {
  /** Path of the image's address, without the leading slash; null for a PDF or nothing. */
  path: string | null;
  kind: 'image' | 'pdf' | 'nothing';
  width: number;
  height: number;
  blank: boolean;
}

/**
 * Waits until the file at a place is decoded, or known to be broken (`pdfFailure`: what the client then says), and describes
 * it. `timeoutMs` is how long it may take; a
 * canvas that stays empty so long is blank.
 */
export async function shownIn(place: Locator, pdfFailure: string, timeoutMs: number): Promise<ShownFile> {
  const file = place.locator('img, canvas').first();
  const failure = place.getByText(pdfFailure);
  await file
    .or(failure)
    .first()
    .waitFor({ state: 'attached', timeout: timeoutMs })
    .catch(() => undefined);
  if ((await file.count()) === 0) return { path: null, kind: 'nothing', width: 0, height: 0, blank: true };
  const { blank, ...shown } = await file.evaluate(describe, timeoutMs);
  return { ...shown, blank: blank ?? (await looksBlank(file)) };
}

/** Tells by a picture of the element: the browser does not hand out the pixels of an image from another origin (1.9). */
async function looksBlank(file: Locator): Promise<boolean> {
  const picture = await file.screenshot();
  const browser = file.page().context().browser();
  if (browser === null) return true;
  return inFreshProfile(browser, {}, async (scratch) => {
    await scratch.setContent(`<img src="data:image/png;base64,${picture.toString('base64')}">`);
    return (await scratch.locator('img').evaluate(describe, 0)).blank ?? true;
  });
}

/**
 * Runs in the browser, so it must stand alone: no name from outside, no function with a name inside. `blank` is null where the
 * pixels may not be read.
 */
async function describe(
  element: Element,
  limit: number,
): Promise<Omit<ShownFile, 'blank'> & { blank: boolean | null }> {
  const picture = element as HTMLImageElement | HTMLCanvasElement;
  const image = picture instanceof HTMLImageElement ? picture : null;
  // Resolves once decoded, rejects for what is no image: both end the wait.
  if (image !== null) await image.decode().catch(() => undefined);
  const end = performance.now() + limit;
  for (;;) {
    const width = image?.naturalWidth ?? picture.width;
    const height = image?.naturalHeight ?? picture.height;
    const pen = new OffscreenCanvas(Math.min(width, 400) || 1, Math.min(height, 400) || 1).getContext('2d');
    let blank: boolean | null = true;
    if (width > 0 && height > 0 && pen !== null) {
      pen.drawImage(picture, 0, 0, pen.canvas.width, pen.canvas.height);
      try {
        const { data } = pen.getImageData(0, 0, pen.canvas.width, pen.canvas.height);
        const pixels = new Uint32Array(data.buffer);
        blank = pixels.every((pixel) => pixel === pixels[0]);
      } catch {
        blank = null;
      }
    }
    // A canvas stands there before the PDF is drawn on it: look again with every frame.
    if (image !== null || !blank || performance.now() >= end) {
      const path = image === null ? null : new URL(image.src).pathname.replace(/^\//, '');
      return { path, kind: image === null ? 'pdf' : 'image', width, height, blank };
    }
    await new Promise((next) => requestAnimationFrame(next));
  }
}
