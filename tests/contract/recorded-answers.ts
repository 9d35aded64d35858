import { readFileSync } from 'node:fs';

/** A request to a real OpenCRVS 2.0.0 and its answer, ids replaced by placeholders such as `<eventId>`. */
export interface RecordedAnswer {
  /** The user whose token was sent. */
  as?: string;
  method: string;
  /** Of the gateway, unless it begins with another origin's placeholder. */
  path: string;
  batch?: boolean;
  /** Of a query sent by GET. */
  input?: unknown;
  body?: unknown;
  /** Sent beside the usual ones. */
  sent?: Record<string, string>;
  status: number;
  headers: Record<string, string>;
  answer: unknown;
}

const USUAL_HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'x-version': '2.0.0',
  'cache-control': 'no-cache',
  'access-control-allow-origin': '<client>',
};

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`data/${name}.json`, import.meta.url), 'utf8')) as Record<string, unknown>;

const fragments = read('fragments');

/** What stands often in the data is kept once: `"@name"` is a fragment, `{"@": "name", …}` one with changes. */
function expand(value: unknown): unknown {
  if (typeof value === 'string' && value.startsWith('@')) return expand(fragments[value.slice(1)]);
  if (Array.isArray(value)) return value.map(expand);
  if (typeof value !== 'object' || value === null) return value;
  const { '@': base, '@without': without = [], ...rest } = value as Record<string, unknown>;
  const whole = base === undefined ? {} : (expand(fragments[base as string]) as Record<string, unknown>);
  const changed = { ...whole, ...Object.fromEntries(Object.entries(rest).map(([k, v]) => [k, expand(v)])) };
  for (const name of without as string[]) delete changed[name];
  return changed;
}

/** The recorded answers of one file, by name. */
export function recordedAnswers(file: string): Record<string, RecordedAnswer> {
  const answers = expand(read(file)) as Record<string, RecordedAnswer>;
  for (const answer of Object.values(answers)) answer.headers ??= USUAL_HEADERS;
  return answers;
}
