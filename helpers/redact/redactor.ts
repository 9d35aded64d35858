import { encodedForms } from './encoded-forms.ts';
import { SECRET_SHAPES } from './secret-shapes.ts';
import { strengthOf } from './strength.ts';

const MASK = '‹secret›';

/** Knows every secret of a process and keeps them out of whatever passes through it. */
export interface Redactor {
  /** From now on the value, and its encoded forms, are masked, as far as its strength allows. */
  learn(secret: string): void;
  /** For sinks, where our own words and those of others are mixed. */
  redact(text: string): string;
  /** For what a host or an application said, where it enters: secrets that look like words are masked here and only here. */
  redactForeign(text: string): string;
  /** Masks every string inside a JSON value, keys included; numbers and structure stay. */
  redactValue<T>(value: T): T;
  /** Whether the text holds a known secret in any form, or something that is a secret by its shape. */
  leaks(text: string): boolean;
}

export function createRedactor(): Redactor {
  const mixed = createMasker();
  const foreign = createMasker();
  const redact = (text: string): string => mixed.mask(maskShapes(text));

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
      const strength = strengthOf(secret);
      if (secret.trim() === '' || strength === 'never') return;
      const [plain = secret, ...encoded] = encodedForms(secret);
      if (strength === 'foreign') foreign.add(alone(plain));
      else mixed.add(strength === 'whole' ? alone(plain) : literal(plain));
      // What a word is encoded to is no word.
      for (const form of encoded) mixed.add(strength === 'whole' ? alone(form) : literal(form));
    },
    redact,
    redactForeign: (text) => foreign.mask(redact(text)),
    redactValue: (value) => redactValue(value) as typeof value,
    leaks: (text) => redact(text) !== text,
  };
}

/** One pattern for all that is known, made when it is needed. */
function createMasker() {
  const known = new Set<string>();
  let pattern: RegExp | null = null;
  return {
    add: (source: string): void => {
      known.add(source);
      pattern = null;
    },
    mask: (text: string): string => {
      if (known.size === 0) return text;
      // Longest first, so that a secret that contains another is masked whole.
      pattern ??= new RegExp([...known].sort((a, b) => b.length - a.length).join('|'), 'gu');
      return text.replace(pattern, MASK);
    },
  };
}

const maskShapes = (text: string): string =>
  SECRET_SHAPES.reduce((masked, { shape, keep }) => masked.replace(shape, `${keep}${MASK}`), text);

const alone = (form: string): string => `(?<![\\p{L}\\p{N}])${literal(form)}(?![\\p{L}\\p{N}])`;

const literal = (form: string): string => form.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
