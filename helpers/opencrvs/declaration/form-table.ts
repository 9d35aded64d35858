import type { WantedFile } from '../attachments/wanted-files.ts';
import { labelOf, type FormField } from './event-form.ts';
import { ownKind } from './values/own.ts';
import type { Filled } from './filled.ts';

const HEADS = ['field', 'label', 'type', 'answer', 'from'];

/** Characters of an answer that are shown. */
const WIDEST = 48;

/**
 * The declaration that would be made, a line for each answer and each file; below it the fields that need an answer and have
 * none, with what to do. `names` turns ids of places into what people call them.
 */
export function formTable(
  { answered, unanswered }: Filled,
  files: readonly WantedFile[],
  names: Readonly<Record<string, string>>,
): string {
  const rows = answered.flatMap(({ field, value, source, complaints }) => {
    const own = files.filter((file) => file.field === field.id);
    const from = complaints.length === 0 ? source : `${source}; the form says “${complaints.join('”, “')}”`;
    const texts = own.length > 0 ? own.map(fileText) : [answerText(field, value, names)];
    return texts.map((text) => [field.id, labelOf(field.label), field.type, text, from]);
  });
  const missing = unanswered.map(
    ({ field, why, remedy }) => `  ${field.id} (${labelOf(field.label) || field.type}): ${why}; ${remedy}`,
  );
  return [
    ...columns([HEADS, ...rows]),
    '',
    missing.length === 0
      ? `Every required field has an answer: ${answered.length} fields, ${files.length} files. Nothing was written.`
      : `Without an answer, so that no declaration can be made:\n${missing.join('\n')}`,
  ].join('\n');
}

const fileText = ({ mediaType, option, filename }: WantedFile): string =>
  `${option === undefined ? '' : `${option}: `}${filename} (${mediaType})`;

/** Numbers that are somebody's own are told apart by their last digits alone. */
function answerText(field: FormField, value: unknown, names: Readonly<Record<string, string>>): string {
  const kind = ownKind(field);
  if ((kind === 'phone' || kind === 'identity') && typeof value === 'string') return `…${value.slice(-3)}`;
  const text = inWords(value, names);
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
}

function inWords(value: unknown, names: Readonly<Record<string, string>>): string {
  if (typeof value === 'string') return names[value] ?? value;
  if (typeof value !== 'object' || value === null) return String(value);
  const parts = Object.values(value).map((part) => inWords(part, names));
  return parts.join(' ');
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = HEADS.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
