import { chromium, type Browser } from '@playwright/test';
import { chromiumExecutable } from '../../browser/chromium-executable.ts';

/** A page of ours is drawn in a second; a busy machine may take ten times that. */
const TIMEOUT_MS = 60_000;

/** A browser without a network, for pages of our own; closed after `work`. */
export async function withPrinter<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
  const executablePath = chromiumExecutable();
  const browser = await chromium.launch({
    timeout: TIMEOUT_MS,
    args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    ...(executablePath === null ? {} : { executablePath }),
  });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

const pagesIn = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;

/** Prints a page of ours on A4. */
export async function printedPdf(browser: Browser, page: string): Promise<Buffer> {
  const context = await browser.newContext({ offline: true, javaScriptEnabled: false });
  try {
    const tab = await context.newPage();
    tab.setDefaultTimeout(TIMEOUT_MS);
    await tab.setContent(page);
    for (let scale = 1; ; scale -= 0.08) {
      const pdf = await tab.pdf({ preferCSSPageSize: true, printBackground: true, scale });
      // One page is one signature: what is long is printed smaller.
      if (pagesIn(pdf) === 1 || scale < 0.5) return pdf;
    }
  } finally {
    await context.close();
  }
}
