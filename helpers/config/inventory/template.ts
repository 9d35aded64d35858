import type { HostVars, Sourced } from './inventory.ts';
import { VAULT } from './read-yaml.ts';

/** Why a value cannot be taken over. */
export type Unusable = 'encrypted' | 'expression' | 'placeholder';

export type Resolved =
  { ok: true; text: string; origin: string } | { ok: false; why: Unusable; origin: string };

const EXPRESSION = /\{\{(.*?)\}\}/gs;
const VARIABLE =
  /^([A-Za-z_]\w*)(?:\s*\|\s*default\(\s*(?:'([^']*)'|"([^"]*)"|(\d+))\s*(?:,\s*(?:true|True)\s*)?\))?$/;
/** Variables that name variables: enough for people, too few for a circle. */
const DEPTH = 10;

/**
 * A variable as text, with the variables that it names put in; null: it is not there, or empty. Whatever else Jinja could work
 * out is left to Ansible.
 */
export function resolved(vars: HostVars, name: string): Resolved | null {
  const found = vars.get(name);
  return found === undefined ? null : textOf(found, vars, DEPTH);
}

function textOf({ value, origin }: Sourced, vars: HostVars, depth: number): Resolved | null {
  if (value === VAULT) return { ok: false, why: 'encrypted', origin };
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  let why: Unusable | null = depth === 0 || /\{%/.test(String(value)) ? 'expression' : null;
  const text = String(value).replace(EXPRESSION, (_, inside: string) => {
    const [, name, ...defaults] = VARIABLE.exec(inside.trim()) ?? [];
    const known = name === undefined ? undefined : vars.get(name);
    const inner = known === undefined || depth === 0 ? null : textOf(known, vars, depth - 1);
    if (inner?.ok === true) return inner.text;
    const other = defaults.find((each) => each !== undefined);
    if (other !== undefined && inner === null) return other;
    why ??= inner?.ok === false ? inner.why : 'expression';
    return '';
  });
  if (why !== null) return { ok: false, why, origin };
  if (text.trim() === '') return null;
  return isPlaceholder(text)
    ? { ok: false, why: 'placeholder', origin }
    : { ok: true, text: text.trim(), origin };
}

/**
 * Whether a value is what a template says before somebody fills it in: the addresses of OpenCRVS's examples (four equal pairs of
 * digits), something in angle brackets, words that ask to be replaced.
 */
export const isPlaceholder = (text: string): boolean =>
  /^(?:([1-9])\1)(?:\.\1\1){3}$/.test(text) ||
  /<[^<>]+>/.test(text) ||
  /\b(?:replace|enter|insert|change)[-_ ]?(?:me|with|this|the|your|hostname|here)\b/i.test(text) ||
  /^(?:your|my)[-_](?:.*[-_])?(?:user|username|host|hostname|server|jumpserver|ip|domain)(?:[-_].*)?$/i.test(
    text,
  ) ||
  /^(?:todo|fixme|tbd|changeme|x{2,3}(?:\.x{2,3}){3}|[xn](?:\.[xn]){3}|0\.0\.0\.0)$/i.test(text);
