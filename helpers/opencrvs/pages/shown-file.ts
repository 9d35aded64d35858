import type { Locator } from '@playwright/test';

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
  return file.evaluate(async (element, limit) => {
    const measure = (picture: HTMLImageElement | HTMLCanvasElement, width: number, height: number) => {
      if (width === 0 || height === 0) return true;
      const canvas = document.createElement('canvas');
      canvas.width = Math.min(width, 400);
      canvas.height = Math.min(height, 400);
      const pen = canvas.getContext('2d');
      if (pen === null) return true;
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const pixels = new Uint32Array(pen.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
      return pixels.every((pixel) => pixel === pixels[0]);
    };
    if (element instanceof HTMLImageElement) {
      // Resolves once decoded, rejects for what is no image: both end the wait.
      await element.decode().catch(() => undefined);
      const { naturalWidth: width, naturalHeight: height } = element;
      const path = new URL(element.src).pathname.replace(/^\//, '');
      return { path, kind: 'image' as const, width, height, blank: measure(element, width, height) };
    }
    const canvas = element as HTMLCanvasElement;
    const end = performance.now() + limit;
    // The canvas stands there before the PDF is drawn: look again with every frame.
    while (measure(canvas, canvas.width, canvas.height) && performance.now() < end)
      await new Promise((next) => requestAnimationFrame(next));
    const { width, height } = canvas;
    return { path: null, kind: 'pdf' as const, width, height, blank: measure(canvas, width, height) };
  }, timeoutMs);
}
