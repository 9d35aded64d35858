import { encodedForms } from './encoded-forms.ts';
import { SECRET_SHAPES } from './secret-shapes.ts';

const MASK = '‹secret›';
/** Shorter secrets (codes, PINs) are masked only where they stand alone: inside a hash they would match by chance. */
const SHORT = 8;

/** Knows every secret of a process and keeps them out of whatever passes through it. */
export interface Redactor {
  /** From now on the value, and its encoded forms, are masked. */
  learn(secret: string): void;
  redact(text: string): string;
  /** Masks every string inside a JSON value, keys included; numbers and structure stay. */
  redactValue<T>(value: T): T;
  /** Whether the text holds a known secret in any form, or something that is a secret by its shape. */
  leaks(text: string): boolean;
}

export function createRedactor(): Redactor {
  const known = new Set<string>();
  let pattern: RegExp | null = null;

  const matcher = (): RegExp | null => {
    if (pattern === null && known.size > 0) {
      // Longest first, so that a secret that contains another is masked whole.
      const forms = [...known].sort((a, b) => b.length - a.length).map(asPattern);
      pattern = new RegExp(forms.join('|'), 'gu');
    }
    return pattern;
  };

  const redact = (text: string): string => {
    const known = matcher();
    const shaped = SECRET_SHAPES.reduce(
      (masked, { shape, keep }) => masked.replace(shape, `${keep}${MASK}`),
      text,
    );
    return known === null ? shaped : shaped.replace(known, MASK);
  };

  const redactValue = (value: unknown): unknown => {
    if (typeof value === 'string') return redact(value);
    if (Array.isArray(value)) return value.map(redactValue);
    if (value !== null && typeof value === 'object') {
      return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [redact(key), redactValue(inner)]),
      );
    }
    return value;
  };

  return {
    learn: (secret) => {
      if (secret.trim() === '') return;
      for (const form of encodedForms(secret)) known.add(form);
      pattern = null;
    },
    redact,
    redactValue: (value) => redactValue(value) as typeof value,
    leaks: (text) => redact(text) !== text,
  };
}

function asPattern(form: string): string {
  const literal = form.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
  return form.length < SHORT ? `(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])` : literal;
}
