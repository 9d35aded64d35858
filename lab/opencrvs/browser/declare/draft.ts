import type { Field } from '../../farajaland/field.ts';
import { fieldsOf } from '../../forms/country-form.ts';
import { countryForm } from '../../forms/current-form.ts';
import type { Declaration } from '../../server/events/event-document.ts';
import { isShown } from './missing.ts';
import { forget, recall, remember } from '../local-store.ts';

/** A declaration that is being made. It lives in this profile until it is sent. */
export interface Draft {
  eventId: string;
  answers: Declaration;
  annotation: Declaration;
  /** Fields that were shown at some time: those that no longer are go to the server as explicit nothing. */
  seen: string[];
}

const key = (eventId: string) => `draft-${eventId}`;

export async function draftOf(eventId: string): Promise<Draft> {
  const kept = await recall<Draft>(key(eventId));
  return kept ?? { eventId, answers: {}, annotation: {}, seen: [] };
}

export const keepDraft = (draft: Draft): Promise<void> => remember(key(draft.eventId), draft);

export const dropDraft = ({ eventId }: Draft): Promise<void> => forget(key(eventId));

/** The fields of a page that are asked for now; takes note of them and gives them their default answers. */
export function fieldsShown(draft: Draft, pageId: string): Field[] {
  const page = countryForm().pages.find(({ id }) => id === pageId);
  const shown: Field[] = [];
  for (const field of page?.fields ?? []) {
    if (!isShown(field, draft.answers)) continue;
    shown.push(field);
    if (!draft.seen.includes(field.id)) draft.seen.push(field.id);
    if (field.defaultValue !== undefined) draft.answers[field.id] ??= field.defaultValue;
  }
  return shown;
}

/** Takes an answer, and copies it into the fields that follow from it; undefined: there is none any more. */
export function takeAnswer({ answers }: Draft, fieldId: string, value: unknown): void {
  if (value === undefined || value === '') delete answers[fieldId];
  else answers[fieldId] = value;
  const fields = fieldsOf(countryForm());
  for (const { id, copies } of fields) {
    const sources = (copies ?? []).filter(({ field }) =>
      fields.some((source) => source.id === field && isShown(source, answers)),
    );
    if (copies === undefined) continue;
    const found = sources
      .map(({ field, part }) => (part === undefined ? answers[field] : partOf(answers[field], part)))
      .find((copy) => copy !== undefined);
    if (found === undefined) delete answers[id];
    else answers[id] = found;
  }
}

const partOf = (value: unknown, part: string): unknown =>
  (value as Record<string, unknown> | undefined)?.[part];

/** The declaration as it is sent: what was answered, and nothing for what was shown once and is hidden now. */
export function declarationOf({ answers, seen }: Draft): Declaration {
  return Object.fromEntries(
    fieldsOf(countryForm()).flatMap((field): [string, unknown][] => {
      if (!isShown(field, answers)) return seen.includes(field.id) ? [[field.id, null]] : [];
      return field.id in answers ? [[field.id, answers[field.id]]] : [];
    }),
  );
}
