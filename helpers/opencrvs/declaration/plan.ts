import { NO_CORRECTIONS, type Corrections } from './corrections.ts';
import type { FormField } from './event-form.ts';
import { fill } from './fill.ts';
import type { Answers } from './rules/rules.ts';
import { optionsOf } from './rules/shown.ts';
import { switchesOf } from './switches.ts';
import type { Material } from './values/making.ts';
import type { Filled } from './filled.ts';

/** A filled form, and the choices that shaped it: with these another one is filled in alike. */
export interface Plan extends Filled {
  choices: Answers;
}

/** Rounds through all choices: one seldom depends on more than one other. */
const MAX_ROUNDS = 3;

/**
 * Answers a form as it asks to be answered: every required field that its own answers show, every field that takes a file, and
 * what says when and where it happened. Where a choice decides which fields there are, the one is taken that leaves nothing
 * unanswered and asks for the least.
 */
export function planDeclaration(material: Material, corrections: Corrections = NO_CORRECTIONS): Plan {
  let choices: Answers = {};
  let best = fill(material, corrections, choices);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = best;
    // What has to be chosen anyway comes first, what nobody asked for only where that leaves something open.
    const switches = [...switchesOf(material.form)].sort(
      (one, other) => Number(isExtra(one, before)) - Number(isExtra(other, before)),
    );
    for (const field of switches) {
      for (const value of alternatives(field, best, material)) {
        const tried = { ...choices, [field.id]: value };
        const other = fill(material, corrections, tried);
        if (!isBetter(other, best, isExtra(field, best))) continue;
        best = other;
        choices = tried;
      }
    }
    if (best === before) break;
  }
  return { ...best, choices };
}

/** The other answers to a choice that is to be made and that the template leaves open. */
function alternatives(field: FormField, { answers, shown }: Filled, { rules, own }: Material): unknown[] {
  if (!shown.has(field) || own.template?.answers[field.id] !== undefined) return [];
  const values =
    field.type === 'CHECKBOX' ? [true, false] : optionsOf(field, answers, rules).map(({ value }) => value);
  return values.filter((value) => value !== answers[field.id]);
}

const isExtra = ({ id }: FormField, { answers }: Filled): boolean => answers[id] === undefined;

/** Fewer fields without an answer; then, unless it answers what nobody asked, fewer fields to answer. */
function isBetter(one: Filled, other: Filled, extra: boolean): boolean {
  if (one.unanswered.length !== other.unanswered.length)
    return one.unanswered.length < other.unanswered.length;
  return !extra && one.asked < other.asked;
}
