import type { RecordKind } from '../facts/policy.ts';
import type { Claims } from './api/token.ts';
import { missingScopes } from './declaration/jurisdiction.ts';

const READING = ['record.read', 'record.search'];

/** The scopes that a run with this kind of record takes and that a user lacks. What it declares has to be archived again. */
export function missingFor(kind: RecordKind, claims: Pick<Claims, 'scopes'>): string[] {
  const missing = missingScopes(claims);
  const archiving = claims.scopes.some(({ type }) => type === 'record.archive') ? [] : ['record.archive'];
  switch (kind) {
    case 'registered':
      // Its negative control is declared only.
      return [...missing, ...archiving];
    case 'declared':
      return [...missing.filter((type) => type !== 'record.register'), ...archiving];
    case 'none':
      return missing.filter((type) => READING.includes(type));
  }
}
