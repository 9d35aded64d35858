import { answer } from '../checks/check.ts';
import { CATALOGUE } from '../checks/catalogue.ts';
import type { Facts } from '../facts/facts.ts';

/** What speaks against clearing staging to restore tonight's archive, a sentence each; empty: it was read to its end. */
export const whyNotRestorable = (facts: Facts): string[] =>
  CATALOGUE.filter(({ beforeRestore }) => beforeRestore === true).flatMap((definition) => {
    const check = answer(definition, facts);
    if (check.status === 'failed') return [`${check.code}: ${check.actual}`];
    return check.status === 'not-proven' ? [`${check.code}: ${check.reason}`] : [];
  });
