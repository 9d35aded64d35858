import type { Facts } from '../../helpers/facts/facts.ts';
import { judge } from '../../helpers/verdict/judge.ts';
import type { Expectation } from '../faults/expectation.ts';

/**
 * What a proof made of a fault: its cause named first, named further down, only noticed by a check that failed, not provable (no
 * verdict of PASSED either), or missed: PASSED.
 */
export type Grade = 'first' | 'listed' | 'unnamed' | 'not proven' | 'missed';

export interface FaultOutcome {
  grade: Grade;
  /** The cause that stood first; null: none. */
  named: string | null;
  /** Critical checks that failed. */
  failed: string[];
  /** Of them those that the fault does not bring about. */
  falselyBlamed: string[];
  /** Checks that had to fail and did not. */
  silent: string[];
}

/** Judges what was seen of a fault against what must come of it. Pure. */
export function outcomeOf(facts: Facts, { cause, mustFail, mayFail }: Expectation): FaultOutcome {
  const { verdict, diagnosis } = judge(facts);
  const at = diagnosis.findIndex(
    ({ code, candidates = [] }) => code === cause || candidates.some((candidate) => candidate.code === cause),
  );
  const failed = [...verdict.failed];
  const isNoticed = failed.length > 0 || verdict.warnings.length > 0;
  return {
    grade:
      at === 0
        ? 'first'
        : at > 0
          ? 'listed'
          : isNoticed
            ? 'unnamed'
            : verdict.status === 'passed'
              ? 'missed'
              : 'not proven',
    named: diagnosis[0]?.code ?? null,
    failed,
    falselyBlamed: failed.filter((code) => ![...mustFail, ...mayFail].includes(code)),
    silent: mustFail.filter((code) => !failed.some((other) => other === code)),
  };
}
