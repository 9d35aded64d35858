import { answerField } from './answer-field.ts';
import type { Corrections } from './corrections.ts';
import type { FormField } from './event-form.ts';
import type { Answers } from './rules/rules.ts';
import { complaintsOf, fieldsOn, isRequired, isShown } from './rules/shown.ts';
import { isFileField } from './values/files.ts';
import type { Candidate, Material } from './values/making.ts';
import type { Filled } from './filled.ts';
import type { Unanswered } from './filled.ts';

/** An answer can show or hide fields before and after it; a form that never settles is left to the server to judge. */
const MAX_ROUNDS = 10;

/** Fills in a form. `choices` are answers already decided on, as far as the form shows their fields. */
export function fill(material: Material, corrections: Corrections, choices: Answers): Filled {
  let filled = once(material, corrections, choices, {});
  for (let round = 1; round < MAX_ROUNDS; round++) {
    const next = once(material, corrections, choices, filled.answers);
    const isSettled = JSON.stringify(next.answers) === JSON.stringify(filled.answers);
    filled = next;
    if (isSettled) break;
  }
  return filled;
}

/** One way through the form, from the answers of the last one. */
function once(material: Material, corrections: Corrections, choices: Answers, before: Answers): Filled {
  const shown = shownFields(material, corrections, before);
  const ids = new Set(shown.map(({ id }) => id));
  const answers = Object.fromEntries(Object.entries(before).filter(([id]) => ids.has(id)));
  const found = new Map<FormField, Candidate>();
  const unanswered: Unanswered[] = [];
  for (const field of shown) {
    // Its own last answer must not sway it: a number that it has used is not taken by somebody else.
    delete answers[field.id];
    const answer = answerField({ field, material, corrections, choices, answers });
    if (answer === null) continue;
    if ('remedy' in answer) {
      unanswered.push(answer);
      continue;
    }
    found.set(field, answer);
    answers[field.id] = answer.value;
  }
  return {
    answers,
    answered: [...found].map(([field, candidate]) => ({
      field,
      ...candidate,
      complaints: complaintsOf(field, answers, material.rules),
    })),
    unanswered,
    shown: new Set(shown),
    asked: shown.filter((field) => isRequired(field) && !isFileField(field)).length,
  };
}

/** The fields to look at, one of each id. */
function shownFields(
  { form, rules, own }: Material,
  { dropped }: Corrections,
  answers: Answers,
): FormField[] {
  const fields = fieldsOn(form, answers, rules).filter(
    (field) =>
      !dropped.has(field.id) && own.template?.answers[field.id] !== null && isShown(field, answers, rules),
  );
  return [...new Map(fields.map((field) => [field.id, field])).values()];
}
