import type { Field } from '../../farajaland/field.ts';
import { el, icon } from '../dom.ts';
import { addressOf } from '../record/attachments.ts';
import type { Draft } from './draft.ts';
import { domId, labelOf } from './inputs/form.ts';
import { upload, type Uploaded } from './upload.ts';

/** A signature that is drawn, or an image of one. */
export function signatureField(field: Field, draft: Draft, keep: (value: unknown) => void): HTMLElement {
  const block = el('div', { id: domId(field.id) });
  const take = async (file: File) => {
    keep(await upload(file, ''));
    draw();
  };
  const remove = () => {
    keep(undefined);
    draw();
  };
  const draw = () => {
    const given = draft.annotation[field.id] as Uploaded | undefined;
    const chooser = el('input', { type: 'file', accept: 'image/png,image/jpeg', hidden: true });
    chooser.addEventListener('change', () => {
      const [file] = chooser.files ?? [];
      if (file !== undefined) void take(file);
    });
    const sign = () => block.append(signatureModal(domId(field.id), (file) => void take(file)));
    block.replaceChildren(
      el('div', {}, labelOf(field)),
      ...(given === undefined
        ? [
            el('button', { onclick: sign }, icon(), 'Sign'),
            el('button', { onclick: () => chooser.click() }, icon(), 'Upload'),
            chooser,
          ]
        : [
            el('img', { alt: 'Upload Signature', src: addressOf(given.path) }),
            el('button', { onclick: remove }, 'Delete'),
          ]),
    );
  };
  draw();
  return block;
}

/** A canvas to sign on with mouse or pen. */
function signatureModal(id: string, apply: (file: File) => void): HTMLElement {
  const canvas = el('canvas', { id: `${id}_canvas_element`, width: 400, height: 150, class: 'signature' });
  const pen = canvas.getContext('2d');
  canvas.addEventListener('pointerdown', (event) => {
    pen?.beginPath();
    pen?.moveTo(event.offsetX, event.offsetY);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (event.buttons === 0) return;
    pen?.lineTo(event.offsetX, event.offsetY);
    pen?.stroke();
  });
  const close = () => modal.remove();
  const done = () =>
    canvas.toBlob((image) => {
      if (image !== null)
        apply(new File([image], `signature-${id}-${Date.now()}.png`, { type: 'image/png' }));
      close();
    });
  const modal = el(
    'div',
    { role: 'dialog', id: `${id}_modal`, 'data-testid': `${id}_modal` },
    el('h1', {}, 'Upload Signature'),
    el('button', { onclick: close }, icon()),
    el('p', {}, 'A signature that is drawn here counts as one by hand.'),
    canvas,
    el('button', { onclick: () => pen?.clearRect(0, 0, canvas.width, canvas.height) }, 'Clear'),
    el('button', { onclick: close }, 'Cancel'),
    el('button', { id: 'apply_change', 'data-testid': 'apply_change', onclick: done }, 'Apply'),
  );
  return modal;
}
