import type { Field } from '../../../farajaland/field.ts';
import { el, icon } from '../../dom.ts';
import { documentsOf } from '../../record/documents.ts';
import { preview } from '../../record/preview.ts';
import { upload, type Uploaded } from '../upload.ts';
import { dropdown } from './dropdown.ts';
import { domId, labelOf, type Form, type Input } from './form.ts';

type Stored = Uploaded & { option?: string };

const MIB = 1024 * 1024;
const USUAL = { types: ['image/jpeg', 'image/png', 'image/jpg', 'application/pdf'], maxBytes: 5 * MIB };

/** Why a file is not taken before it is sent; null: it is. */
function refusal(file: File, { accepts = USUAL }: Field): string | null {
  const largest = `${Math.floor(accepts.maxBytes / MIB)}mb`;
  const kinds = accepts.types.map((type) => type.replace(/.*\//, '')).join(', ');
  if (!accepts.types.includes(file.type))
    return `File format not supported. Please attach ${kinds} (max ${largest})`;
  return file.size > accepts.maxBytes ? `File size must be less than ${largest}` : null;
}

/** One file. */
export const fileInput: Input = (field, form) => fileBlock(field, form, false);

/** Several files, each one of a kind that is chosen before. */
export const filesInput: Input = (field, form) => fileBlock(field, form, true);

function fileBlock(field: Field, form: Form, several: boolean): Node[] {
  const { answers, eventId } = { answers: form.draft.answers, eventId: form.draft.eventId };
  const block = el('div', several ? { id: domId(field.id) } : {});
  let option: string | undefined;
  const filesNow = (): Stored[] => {
    const value = answers[field.id] as Stored | Stored[] | undefined;
    return value === undefined ? [] : Array.isArray(value) ? value : [value];
  };
  const store = (files: Stored[]) => {
    form.answer(field.id, files.length === 0 ? undefined : several ? files : files[0]);
    draw();
  };
  const take = async (file: File) => {
    const why = refusal(file, field);
    if (why !== null) return draw(why);
    const uploaded = await upload(file, `events/${eventId}/`);
    const kept = filesNow().filter((stored) => several && stored.option !== option);
    const added = option === undefined ? uploaded : { ...uploaded, option };
    option = undefined;
    store([...kept, added]);
  };
  const draw = (error?: string) => {
    const chooser = el('input', {
      type: 'file',
      accept: (field.accepts ?? USUAL).types.join(','),
      hidden: true,
    });
    chooser.addEventListener('change', () => {
      const [file] = chooser.files ?? [];
      if (file !== undefined) void take(file);
    });
    const button = el(
      'button',
      {
        id: domId(field.id),
        name: domId(field.id),
        'data-testid': domId(field.id),
        disabled: several && option === undefined,
        onclick: () => chooser.click(),
      },
      icon(),
      'Upload',
    );
    const choose = (value: string) => {
      option = value;
      button.disabled = false;
    };
    block.replaceChildren(
      el('div', {}, labelOf(field)),
      ...(error === undefined ? [] : [icon(), el('div', { role: 'none' }, error)]),
      ...uploadedFiles(field, answers, (index) => store(filesNow().filter((_, at) => at !== index))),
      ...(several ? [dropdown(field.options ?? [], option, choose)] : []),
      button,
      chooser,
    );
  };
  draw();
  return [block];
}

function uploadedFiles(
  field: Field,
  answers: Form['draft']['answers'],
  remove: (index: number) => void,
): Node[] {
  return documentsOf(answers)
    .filter((document) => document.field === field.id)
    .map((document, index) => {
      const link = el('button', {}, document.linkLabel);
      const line = el('div', {}, icon(), link);
      link.addEventListener('click', () => line.append(preview(document)));
      line.append(
        el(
          'button',
          {
            id: 'preview_delete',
            'data-testid': 'preview_delete',
            'aria-label': 'Delete attachment',
            onclick: () => remove(index),
          },
          icon(),
        ),
      );
      return line;
    });
}
