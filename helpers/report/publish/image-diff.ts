import type { Browser } from '@playwright/test';

const dataUri = (png: Buffer): string => `data:image/png;base64,${png.toString('base64')}`;

/**
 * Two pictures as Allure shows them side by side, with what differs in a third one.
 *
 * @returns the attachment's JSON, and how many pixels differ
 */
export async function imageDiff(
  browser: Browser,
  production: Buffer,
  staging: Buffer,
): Promise<{ json: string; different: number }> {
  const context = await browser.newContext({ offline: true });
  try {
    const page = await context.newPage();
    const [expected, actual] = [dataUri(production), dataUri(staging)];
    // What runs the TypeScript wraps functions in a helper of its own, which the page does not have.
    const { diff, different } = await page.evaluate<Awaited<ReturnType<typeof compared>>>(
      `((__name) => (${compared.toString()})(${JSON.stringify([expected, actual])}))((f) => f)`,
    );
    return { json: JSON.stringify({ expected, actual, diff, name: 'production beside staging' }), different };
  } finally {
    await context.close();
  }
}

/** Runs in the browser: it knows how to read pictures. */
async function compared([expected, actual]: readonly [string, string]): Promise<{
  diff: string;
  different: number;
}> {
  const load = async (source: string): Promise<HTMLImageElement> => {
    const image = new Image();
    image.src = source;
    await image.decode();
    return image;
  };
  const [one, other] = await Promise.all([load(expected), load(actual)]);
  const [width, height] = [Math.max(one.width, other.width), Math.max(one.height, other.height)];
  const pixels = (image: HTMLImageElement): ImageData => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width, height });
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, width, height);
  };
  const [a, b] = [pixels(one), pixels(other)];
  const out = new ImageData(width, height);
  let different = 0;
  for (let at = 0; at < a.data.length; at += 4) {
    const distance = [0, 1, 2, 3].reduce(
      (most, part) => Math.max(most, Math.abs((a.data[at + part] ?? 0) - (b.data[at + part] ?? 0))),
      0,
    );
    // Less is how letters are smoothed.
    const differs = distance > 24;
    if (differs) different += 1;
    const grey = 200 + Math.round((a.data[at] ?? 0) / 5);
    out.data.set(differs ? [207, 34, 46, 255] : [grey, grey, grey, 255], at);
  }
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  (canvas.getContext('2d') as CanvasRenderingContext2D).putImageData(out, 0, 0);
  return { diff: canvas.toDataURL('image/png'), different };
}
