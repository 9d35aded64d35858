import type { Rejection } from '../api/ask.ts';
import type { OwnDetails } from './own-details.ts';
import { ownKind } from './values/own.ts';
import type { Filled } from './filled.ts';

/** What was learnt from rejections. */
export interface Corrections {
  /** Fields that must be left out although their rules show them. */
  dropped: ReadonlySet<string>;
  /** Fields that must have an answer although the form does not say so. */
  forced: ReadonlySet<string>;
  /** Answers that were refused, as JSON, by field. */
  refused: ReadonlyMap<string, ReadonlySet<string>>;
}

export const NO_CORRECTIONS: Corrections = { dropped: new Set(), forced: new Set(), refused: new Map() };

/** As OpenCRVS 2.0.0 says it of a value for a field that its rules hide, or that it does not have. */
const HIDDEN = /hidden or disabled|not found in event config/i;

/**
 * What to do differently after a server rejected fields: leave out what it says is hidden, answer what it misses, answer
 * otherwise what it did not like.
 */
export function corrected(
  known: Corrections,
  rejections: readonly Rejection[],
  { answers }: Filled,
  fieldIds: readonly string[],
): Corrections {
  const dropped = new Set(known.dropped);
  const forced = new Set(known.forced);
  const refused = new Map(known.refused);
  for (const { id: said, message } of rejections) {
    const id = fieldOf(said, fieldIds) ?? said;
    if (HIDDEN.test(message)) dropped.add(id);
    else if (answers[id] === undefined) {
      // What was left out after a rejection is missed now: one of both must be borne.
      dropped.delete(id);
      forced.add(id);
    } else refused.set(id, new Set([...(refused.get(id) ?? []), JSON.stringify(answers[id])]));
  }
  return { dropped, forced, refused };
}

/** The field that a rejection is about: its id, or the one that the path of a part begins with. */
export const fieldOf = (said: string, fieldIds: readonly string[]): string | null =>
  fieldIds
    .filter((id) => said === id || said.startsWith(`${id}.`) || said.startsWith(`${id}[`))
    .sort((one, other) => other.length - one.length)[0] ?? null;

/** Whether an answer is somebody's own and thus not ours to change. */
export function isOwnAnswer(id: string, { answered }: Filled, { template }: OwnDetails): boolean {
  if (template?.answers[id] !== undefined) return true;
  const field = answered.find((answer) => answer.field.id === id)?.field;
  return field !== undefined && ownKind(field) !== null;
}
