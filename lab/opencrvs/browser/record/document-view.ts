import { el } from '../dom.ts';
import { addressOf } from './attachments.ts';
import type * as Pdf from '../pdf.ts';
import type { Document } from './documents.ts';

/** A document as a picture, or as a canvas a page for a PDF. */
export function documentView(document: Document): Node[] {
  const src = addressOf(document.path);
  if (!document.isPdf) return [el('img', { alt: 'Supporting Document', src })];
  const pages = el('div', {});
  void renderPdf(pages, src);
  return [pages];
}

async function renderPdf(pages: HTMLElement, src: string): Promise<void> {
  try {
    // A file of its own, left alone by the bundler: pdf.js is loaded only when a PDF is looked at.
    const built: string = './pdf.js';
    const { renderPages } = (await import(built)) as typeof Pdf;
    pages.replaceChildren(...(await renderPages(src)));
  } catch (error) {
    console.error(error);
    pages.replaceChildren('Failed to load PDF');
  }
}
