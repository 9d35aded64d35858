import type { EventForm, FormField } from './event-form.ts';

const known = new WeakMap<EventForm, FormField[]>();

/** The fields to choose from that rules about other fields, pages or options speak of: the answer changes the form. */
export function switchesOf(form: EventForm): FormField[] {
  const found = known.get(form) ?? findSwitches(form);
  known.set(form, found);
  return found;
}

function findSwitches({ pages, reviewFields }: EventForm): FormField[] {
  const fields = [...pages.flatMap((page) => page.fields), ...reviewFields];
  const named = new Set<string>();
  for (const { conditional } of pages) addNames(conditional, named);
  for (const { conditionals, options } of fields) addNames([conditionals, options], named);
  return fields.filter(
    ({ id, type }) => named.has(id) && ['SELECT', 'RADIO_GROUP', 'CHECKBOX'].includes(type),
  );
}

/** Every property that a rule names. */
function addNames(rule: unknown, names: Set<string>): void {
  if (typeof rule !== 'object' || rule === null) return;
  for (const [word, part] of Object.entries(rule) as [string, unknown][]) {
    if (word === 'properties' && typeof part === 'object' && part !== null)
      for (const name of Object.keys(part)) names.add(name);
    addNames(part, names);
  }
}
