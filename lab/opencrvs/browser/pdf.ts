import * as pdfjs from 'pdfjs-dist';
import { el } from './dom.ts';

pdfjs.GlobalWorkerOptions.workerSrc = '/assets/pdf.worker.mjs';

/** A canvas for each page of the PDF at `src`, drawn. */
export async function renderPages(src: string): Promise<HTMLCanvasElement[]> {
  const bytes = await (await fetch(src)).arrayBuffer();
  const pdf = await pdfjs.getDocument({ data: bytes }).promise;
  const canvases: HTMLCanvasElement[] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const viewport = page.getViewport({ scale: 1 });
    const canvas = el('canvas', { width: Math.ceil(viewport.width), height: Math.ceil(viewport.height) });
    await page.render({ canvas, viewport }).promise;
    canvases.push(canvas);
  }
  return canvases;
}
