import type { RecordKind } from '../facts/policy.ts';
import type { Claims } from './api/token.ts';
import { missingScopes } from './declaration/jurisdiction.ts';

const READING = ['record.read', 'record.search'];

/** The scopes that a test record of this kind takes and that a user lacks: a declared one has to be archived again. */
export function missingFor(kind: RecordKind, claims: Pick<Claims, 'scopes'>): string[] {
  const missing = missingScopes(claims);
  switch (kind) {
    case 'registered':
      return missing;
    case 'declared': {
      const mayArchive = claims.scopes.some(({ type }) => type === 'record.archive');
      return [
        ...missing.filter((type) => type !== 'record.register'),
        ...(mayArchive ? [] : ['record.archive']),
      ];
    }
    case 'none':
      return missing.filter((type) => READING.includes(type));
  }
}
