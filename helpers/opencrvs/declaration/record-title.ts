import type { EventForm } from './event-form.ts';
import type { Answers } from './rules/rules.ts';

/**
 * What pages and lists title a record with: the form's title with its answers put in, `{child.name.firstname}`. A title with
 * conditions in it is taken for first and last name, which is what the one of OpenCRVS 2.0.0 comes to.
 */
export function recordTitle({ title, nameField }: EventForm, declaration: Answers): string {
  const name = (declaration[nameField ?? ''] ?? {}) as { firstname?: string; surname?: string };
  const plain = [name.firstname, name.surname].filter(Boolean).join(' ');
  if (title === '' || /\{[^{}]*[{,]/.test(title)) return plain;
  const filled = title.replaceAll(/\{([^{}]+)\}/g, (_, path: string) => textAt(declaration, path.trim()));
  return filled.trim().replaceAll(/ {2,}/g, ' ') || plain;
}

/** The text of a field, or of a part of its value: `child.name.firstname`. */
function textAt(declaration: Answers, path: string): string {
  const id = Object.keys(declaration)
    .filter((known) => path === known || path.startsWith(`${known}.`))
    .sort((one, other) => other.length - one.length)[0];
  if (id === undefined) return '';
  const value = path
    .slice(id.length + 1)
    .split('.')
    .filter(Boolean)
    .reduce<unknown>((part, name) => (part as Answers | null)?.[name], declaration[id]);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
