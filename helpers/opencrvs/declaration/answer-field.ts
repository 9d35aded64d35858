import type { Corrections } from './corrections.ts';
import type { FormField } from './event-form.ts';
import type { Answers } from './rules/rules.ts';
import { complaintsOf, isEmpty, isEnabled, isRequired } from './rules/shown.ts';
import { candidatesFor } from './values/candidates.ts';
import { copiedCandidates } from './values/choices.ts';
import { isFileField } from './values/files.ts';
import type { Candidate, Candidates, Material } from './values/making.ts';
import type { Unanswered } from './filled.ts';

/** What one field is answered from. */
export interface Question {
  field: FormField;
  material: Material;
  corrections: Corrections;
  /** Answers that were decided on already. */
  choices: Answers;
  /** The answers so far. */
  answers: Answers;
}

/** The first possible answer that the rules allow; null for a field that needs none. */
export function answerField(question: Question): Candidate | Unanswered | null {
  const { field, material, corrections, answers } = question;
  const wanted = isWanted(question);
  if (!wanted && field.value === undefined) return null;
  const { candidates, remedy } = proposals(question, !wanted);
  const isGiven = material.own.template?.answers[field.id] !== undefined;
  const refused = corrections.refused.get(field.id);
  const complaints = ({ value }: Candidate) =>
    complaintsOf(field, { ...answers, [field.id]: value }, material.rules);
  const fitting = candidates.find(
    (candidate) =>
      refused?.has(JSON.stringify(candidate.value)) !== true &&
      // What somebody wrote down is sent as it is.
      (isGiven || complaints(candidate).length === 0),
  );
  if (fitting !== undefined) return fitting;
  if (!isRequired(field) && !corrections.forced.has(field.id)) return null;
  const [first] = candidates;
  const why =
    first === undefined
      ? `nothing to answer a field of type ${field.type} with`
      : `${candidates.length} tried, none allowed (“${complaints(first).join('”, “') || 'the server refused'}”)`;
  return { field, why, remedy: remedy ?? `answer “${field.id}” in the template` };
}

function proposals({ field, material, answers, choices }: Question, isOnlyCopied: boolean): Candidates {
  const { template } = material.own;
  const given = template?.answers[field.id];
  if (template && given !== undefined)
    return { candidates: [{ value: given, source: template.path }], remedy: null };
  // What nobody asked for is copied where there is something to copy, never made up.
  const made = isOnlyCopied
    ? { candidates: copiedCandidates(field, answers), remedy: null }
    : candidatesFor(field, material, answers);
  const value = choices[field.id];
  if (value === undefined) return made;
  return {
    ...made,
    candidates: [{ value, source: 'the choice that asks for the least' }, ...made.candidates],
  };
}

/** Required ones, those that take a file, and what says when and where it happened. */
function isWanted({ field, material, corrections, choices, answers }: Question): boolean {
  const { id } = field;
  const { form, own, rules } = material;
  if (isRequired(field) || corrections.forced.has(id) || choices[id] !== undefined) return true;
  if (!isEmpty(own.template?.answers[id]) || id === form.placeOfEvent || id === form.dateOfEvent) return true;
  return isFileField(field) && isEnabled(field, answers, rules);
}
