import type { Facts } from '../../../helpers/facts/facts.ts';
import { FAULTS } from '../diagnosis/faults/faults.ts';
import { healthyRun, type Whole } from '../diagnosis/spoil.ts';
import { RECOVERY } from './recovery-cases.ts';
import { SINGLE } from './single-cases.ts';

/** Facts in which every check passes somewhere and fails somewhere: the faults of the field, and one for each check that none fails. */
export function CASES(): Facts[] {
  const spoils: ((facts: Whole) => void)[] = [
    ...FAULTS.map(({ spoil }) => spoil),
    ...Object.values(SINGLE),
    ...Object.values(RECOVERY),
  ];
  return [
    healthyRun(),
    ...spoils.map((spoil) => {
      const facts = healthyRun();
      spoil(facts);
      return facts;
    }),
  ];
}
