import { Ajv2019, type ValidateFunction } from 'ajv/dist/2019.js';
import addFormats, { type FormatsPlugin } from 'ajv-formats';
import type { Rule } from '../event-form.ts';
import { addKeywords } from './keywords.ts';

/** The answers of a form by field id. */
export type Answers = Record<string, unknown>;

/** What rules may speak of beside the answers. */
export interface RuleContext {
  /** `2026-11-23`. */
  today: string;
  user: { sub: string; role: string; scope: readonly string[] };
  /** Areas without areas below them. */
  leafAreaIds: readonly string[];
}

const ajv = new Ajv2019({ $data: true, allowUnionTypes: true, strict: false, logger: false });
// The package is CommonJS with a default of its own, whichever way it is loaded.
(addFormats.default as FormatsPlugin)(ajv);
addKeywords(ajv);

/** Null: a rule that cannot be understood, so that the server alone can judge it. */
const compiled = new WeakMap<Rule, ValidateFunction | null>();

/** Whether a rule holds for these answers. A rule that is code, or that cannot be understood, counts as met. */
export function holds(rule: Rule, answers: Answers, context: RuleContext): boolean {
  let validate = compiled.get(rule);
  if (validate === undefined) {
    validate = compile(rule);
    compiled.set(rule, validate);
  }
  if (validate === null) return true;
  return validate({
    $form: Object.fromEntries(
      Object.entries(answers).map(([id, value]) => [id, asRuled(value, answers, context)]),
    ),
    $now: context.today,
    $online: true,
    $user: context.user,
    $leafAdminStructureLocationIds: context.leafAreaIds.map((id) => ({ id })),
    $flags: [],
    $status: 'CREATED',
  });
}

/** Whether the rule is, or contains, a function that only the server and the client run. */
export const isCode = (rule: unknown): boolean =>
  typeof rule === 'object' &&
  rule !== null &&
  ('customClientValidator' in rule || Object.values(rule).some(isCode));

function compile(rule: Rule): ValidateFunction | null {
  try {
    // Equal rules have equal ids, which must not be known twice.
    return ajv.compile(withoutId(rule) as Rule);
  } catch {
    return null;
  }
}

const withoutId = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(withoutId)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([name]) => name !== '$id')
            .map(([name, part]) => [name, withoutId(part)]),
        )
      : value;

/** An age counts with the date of birth that follows from it. */
function asRuled(value: unknown, answers: Answers, { today }: RuleContext): unknown {
  if (typeof value !== 'object' || value === null || !('asOfDateRef' in value)) return value;
  const { age, asOfDateRef } = value as unknown as { age: number; asOfDateRef: string };
  const asOf = answers[asOfDateRef];
  const [year = '0', ...monthAndDay] = (typeof asOf === 'string' ? asOf : today).split('-');
  return { age, dob: [String(Number(year) - age).padStart(4, '0'), ...monthAndDay].join('-') };
}
