import type { Placeholders } from './placeholders.ts';

/** One thing that is not as it was recorded. */
export interface Difference {
  /** Where in the answer: a path that begins with `$`, or the name of a header. */
  at: string;
  expected: string;
  seen: string;
}

interface Logged {
  type: string;
}

/** Placeholders of which the value, where it has another form, is a person's or a secret. */
const NOT_SHOWN = /<(?:mobile|email|token|nonce|registrar)\b/;

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Where an answer is not the recorded one, in the order of the recorded answer. */
export function differences(
  recorded: unknown,
  actual: unknown,
  placeholders: Placeholders,
  at = '$',
): Difference[] {
  if (typeof recorded === 'string') {
    if (recorded === '<n>' || recorded.startsWith('<1 EventIndex')) return [];
    if (typeof actual === 'string' && placeholders.matches(recorded, actual)) return [];
    const seen = NOT_SHOWN.test(recorded) ? 'another form (not shown)' : shown(actual);
    return [{ at, expected: placeholders.readable(recorded), seen }];
  }
  if (Array.isArray(recorded)) {
    if (!Array.isArray(actual)) return [{ at, expected: 'a list', seen: 'none' }];
    const [left, right] = at.endsWith('.actions') ? [unread(recorded), unread(actual)] : [recorded, actual];
    const lengths =
      left.length === right.length
        ? []
        : [{ at, expected: `${left.length} entries`, seen: `${right.length} entries` }];
    return [
      ...lengths,
      ...left.flatMap((item, index) => differences(item, right[index], placeholders, `${at}[${index}]`)),
    ];
  }
  if (typeof recorded === 'object' && recorded !== null) {
    if (typeof actual !== 'object' || actual === null) return [{ at, expected: 'an object', seen: 'none' }];
    if ('(trimmed)' in recorded) return trimmedDifferences(recorded, actual, at);
    const [left, right] = [recorded as Record<string, unknown>, actual as Record<string, unknown>];
    const extra = Object.keys(right).filter((name) => !(name in left) && name !== 'stack');
    return [
      ...extra.map((name) => ({ at: `${at}.${name}`, expected: 'nothing', seen: 'it is there' })),
      ...Object.entries(left).flatMap(([name, value]) =>
        name in right
          ? differences(value, right[name], placeholders, `${at}.${name}`)
          : [missing(`${at}.${name}`)],
      ),
    ];
  }
  return recorded === actual ? [] : [{ at, expected: String(recorded), seen: shown(actual) }];
}

const missing = (at: string): Difference => ({ at, expected: 'to be there', seen: 'missing' });

/** How often a record has been read depends on what was asked in between; what else happened to it does not. */
const unread = (actions: unknown[]) => actions.filter((action) => (action as Logged).type !== 'READ');

/** Of a list that was recorded in part only the form of its entries can be compared. */
function trimmedDifferences(recorded: object, actual: object, at: string): Difference[] {
  const entry = (answer: object) => {
    const list = (answer as { result?: { data: { json: unknown } } }).result?.data.json;
    const first: unknown = Array.isArray(list) ? list[0] : answer;
    return (first ?? {}) as Record<string, unknown>;
  };
  const names = Object.keys(entry(recorded)).filter((name) => name !== '(trimmed)');
  return names.filter((name) => !(name in entry(actual))).map((name) => missing(`${at}.${name}`));
}
