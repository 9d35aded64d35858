import { ensureChromium } from './chromium.ts';
import { ensureEngine } from './engine.ts';
import { ensureHostImage } from './host-image.ts';

/**
 * Brings a machine with nothing but Node.js to where the lab can start. What is there already is left alone.
 */
export async function setUp(): Promise<void> {
  process.env['CHROMIUM_PATH'] = await ensureChromium();
  await ensureEngine();
  await ensureHostImage();
}
