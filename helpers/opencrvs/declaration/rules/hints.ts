import type { FormField, Rule } from '../event-form.ts';

/** What the rules of a field say about its value, as far as it can be read off them. */
export interface Hints {
  values: unknown[];
  patterns: string[];
  numbers: number[];
  minLength: number;
  maxLength: number;
  /** Days and what they count from: a date, the path of a field (`child.dob`), or null for today. */
  days: { days: number; from: string | null }[];
}

/**
 * Reads hints off the validators of a field, or of a part of its value (`['firstname']`). They only propose: whether an answer
 * is right is for the rules themselves to say.
 */
export function hintsOf(field: FormField, part: readonly string[] = []): Hints {
  const hints: Hints = {
    values: [],
    patterns: [],
    numbers: [],
    minLength: 0,
    maxLength: Infinity,
    days: [],
  };
  for (const { validator } of field.validation ?? []) collect(validator, [field.id, ...part], hints);
  return hints;
}

/** Goes down to the named property, wherever it stands in the rule. */
function collect(rule: unknown, path: readonly string[], hints: Hints): void {
  if (Array.isArray(rule)) return rule.forEach((part) => collect(part, path, hints));
  if (typeof rule !== 'object' || rule === null) return;
  const [name, ...rest] = path;
  if (name === undefined) note(rule as Rule, hints);
  for (const [word, part] of Object.entries(rule)) {
    // What must not be is no hint at what may.
    if (word === 'not') continue;
    const named =
      word === 'properties' && name !== undefined ? (part as Record<string, unknown>)[name] : undefined;
    if (named !== undefined) collect(named, rest, hints);
    else collect(part, path, hints);
  }
}

function note(rule: Rule, hints: Hints): void {
  if (isPlain(rule['const'])) hints.values.push(rule['const']);
  if (Array.isArray(rule['enum'])) hints.values.push(...(rule['enum'] as unknown[]).filter(isPlain));
  if (typeof rule['pattern'] === 'string') hints.patterns.push(rule['pattern']);
  for (const [word, shift] of NUMBERS) {
    const limit = rule[word];
    if (typeof limit === 'number') hints.numbers.push(limit + shift);
  }
  if (typeof rule['minLength'] === 'number') hints.minLength = Math.max(hints.minLength, rule['minLength']);
  if (typeof rule['maxLength'] === 'number') hints.maxLength = Math.min(hints.maxLength, rule['maxLength']);
  for (const word of ['formatMinimum', 'formatMaximum', 'formatExclusiveMinimum', 'formatExclusiveMaximum'])
    if (rule[word] !== undefined) hints.days.push({ days: 0, from: referred(rule[word]) });
  const days = rule['daysFromDate'] as { days: number; referenceDate?: unknown } | undefined;
  if (days !== undefined) hints.days.push({ days: days.days, from: referred(days.referenceDate) });
}

const NUMBERS = [
  ['minimum', 0],
  ['maximum', 0],
  ['exclusiveMinimum', 1],
  ['exclusiveMaximum', -1],
] as const;

const isPlain = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** A date, the field that a pointer such as `1/child.dob` ends at, or null for today (`/$now`). */
function referred(value: unknown): string | null {
  if (typeof value === 'string') return value;
  const { $data = '' } = (value ?? {}) as { $data?: string };
  return $data === '' || $data.endsWith('$now') ? null : ($data.split('/').find((_, at) => at > 0) ?? null);
}
