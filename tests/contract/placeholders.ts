import { randomInt, randomUUID } from 'node:crypto';

const PLACEHOLDER = /<[^<>]+>/g;

/** What may stand for a placeholder that has no value yet, by the part of its name before the colon. */
const FORMS: Record<string, RegExp> = {
  'iso-time': /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/,
  trackingId: /[0-9A-Z]{6}/,
  registrationNumber: /[0-9A-Z]{12}/,
  nonce: /[A-Za-z0-9+/=]{24}/,
  token: /[\w.-]+/,
  mobile: /0\d{9}/,
  email: /[^@"]+@[^@"]+/,
  'access-key': /\w+/,
  yyyymmdd: /\d{8}/,
  yyyymmddThhmmssZ: /\d{8}T\d{6}Z/,
  hex64: /[0-9a-f]{64}/,
};
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;

/**
 * How a value is made up that no answer gives; any other is a uuid. Names and numbers are new each time: a declaration that
 * resembles an earlier one is held back as its duplicate.
 */
const MADE_UP: Record<string, () => string> = {
  word: randomWord,
  nid: () => String(randomInt(1_000_000_000, 9_999_999_999)),
};

/** Twelve letters, far from any other word for a search that forgives two wrong ones. */
function randomWord(): string {
  const pair = () =>
    CONSONANTS.charAt(randomInt(CONSONANTS.length)) + VOWELS.charAt(randomInt(VOWELS.length));
  const word = Array.from({ length: 6 }, pair).join('');
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const CONSONANTS = 'bdfghjklmnprstvwz';
const VOWELS = 'aeiou';

/** Stand for another value each time they occur. */
const VARYING = new Set(['iso-time', 'yyyymmdd', 'yyyymmddThhmmssZ', 'hex64', 'token', 'mobile', 'email']);

const kindOf = (placeholder: string) => placeholder.slice(1, -1).split(':')[0] ?? '';

/** The values of placeholders: given beforehand, made up for requests, or learned from answers. */
export class Placeholders {
  constructor(private readonly values: Map<string, string>) {}

  /** A request's text or structure with values in place of placeholders; new ids are made up. */
  fill<T>(value: T): T {
    if (typeof value === 'string') {
      return value.replaceAll(PLACEHOLDER, (placeholder) => this.valueOf(placeholder)) as T;
    }
    if (Array.isArray(value)) return value.map((item: unknown) => this.fill(item)) as T;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, this.fill(part)])) as T;
  }

  /** The value of a placeholder, made up when it has none. */
  valueOf(placeholder: string): string {
    const known = this.values.get(placeholder);
    if (known !== undefined) return known;
    const kind = kindOf(placeholder);
    if (kind in FORMS) throw new Error(`nothing is known of ${placeholder} yet`);
    const value = (MADE_UP[kind] ?? randomUUID)();
    this.values.set(placeholder, value);
    return value;
  }

  set(placeholder: string, value: string): void {
    this.values.set(placeholder, value);
  }

  /** A recorded text for a person: values that are known in place of their placeholders. */
  readable(recorded: string): string {
    return recorded.replaceAll(PLACEHOLDER, (placeholder) => this.values.get(placeholder) ?? placeholder);
  }

  /** Every value that was made up or learned. */
  entries(): [string, string][] {
    return [...this.values];
  }

  /** Whether a text is the recorded one; learns the placeholders that had no value. */
  matches(recorded: string, actual: string): boolean {
    const names: string[] = [];
    const pattern = recorded
      .split(/(<[^<>]+>)/)
      .map((part) => (part.startsWith('<') ? this.form(part, names) : escape(part)))
      .join('');
    const found = new RegExp(`^${pattern}$`, 'u').exec(actual);
    if (found === null) return false;
    for (const [index, name] of names.entries()) this.values.set(name, found[index + 1] ?? '');
    return true;
  }

  private form(placeholder: string, names: string[]): string {
    const kind = kindOf(placeholder);
    const { source } = FORMS[kind] ?? UUID;
    if (VARYING.has(kind)) return source;
    const known = this.values.get(placeholder);
    if (known !== undefined) return escape(known);
    if (names.includes(placeholder)) return `\\${names.indexOf(placeholder) + 1}`;
    names.push(placeholder);
    return `(${source})`;
  }
}

const escape = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&').replaceAll('\\-', '[-]');
