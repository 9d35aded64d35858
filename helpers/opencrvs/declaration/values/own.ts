import { labelOf, type FormField } from '../event-form.ts';
import type { Candidates, Making } from './making.ts';

type Kind = 'email' | 'phone' | 'identity';

/** Words by which a field of plain text gives away that it wants a number that belongs to somebody. */
const WORDS: readonly (readonly [Kind, RegExp])[] = [
  ['email', /e-?mail/i],
  ['phone', /\b(?:tele)?phone|\bmobile\b|\bmsisdn\b/i],
  [
    'identity',
    /\b(?:nid|brn|uin|ssn)\b|passport|national.?id\b|\bid.?(?:number|no)\b|identity.?(?:card|number)/i,
  ],
];

const BY_TYPE: Readonly<Record<string, Kind>> = { EMAIL: 'email', PHONE: 'phone', ID: 'identity' };

/** Whose answer must be the administrator's own, because it reaches or names a person; null for every other field. */
export function ownKind(field: FormField): Kind | null {
  const byType = BY_TYPE[field.type];
  if (byType !== undefined) return byType;
  if (field.type !== 'TEXT') return null;
  const said = `${field.id.replaceAll('.', ' ')} ${labelOf(field.label)}`;
  return WORDS.find(([, words]) => words.test(said))?.[0] ?? null;
}

/** The key of the configuration that answers such fields. */
export const OWN_KEYS: Readonly<Record<Kind, string>> = {
  email: 'TEST_INFORMANT_EMAIL',
  phone: 'TEST_INFORMANT_PHONE',
  identity: 'TEST_NID',
};

/** The administrator's own address or number: nothing that could be somebody else's is ever invented. */
export function ownCandidates(kind: Kind, { own, answers }: Making): Candidates {
  const { informantEmail, informantPhone, nationalIds = [] } = own;
  const used = Object.values(answers);
  const values = {
    email: [informantEmail],
    phone: [informantPhone],
    // Two persons have two numbers.
    identity: [...nationalIds].sort((a, b) => Number(used.includes(a)) - Number(used.includes(b))),
  }[kind].filter((value) => typeof value === 'string' && value !== '');
  const key = OWN_KEYS[kind];
  return {
    candidates: values.map((value) => ({ value, source: key })),
    remedy:
      values.length > 0
        ? `give ${key} a value that the form allows`
        : `set ${key}: what could be somebody's own is never invented`,
  };
}
