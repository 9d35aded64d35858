import type { Check, Status } from '../checks/check.ts';
import type { CheckCode } from '../checks/codes.ts';
import type { JobFacts, JobName } from '../facts/cycle.ts';
import type { Facts } from '../facts/facts.ts';

/** What the checks found and what they were made of, ready to be asked for signs. */
export interface Seen {
  facts: Facts;
  statusOf: (code: CheckCode) => Status | null;
  /** What a failed check saw; empty for any other. */
  actualOf: (code: CheckCode) => string;
  /** How a job of the night went; null: not known. */
  job: (name: JobName) => JobFacts | null;
}

export function seenIn(checks: readonly Check[], facts: Facts): Seen {
  const byCode = new Map(checks.map((check) => [check.code, check]));
  return {
    facts,
    statusOf: (code) => byCode.get(code)?.status ?? null,
    actualOf: (code) => {
      const check = byCode.get(code);
      return check?.status === 'failed' ? check.actual : '';
    },
    job: (name) => {
      const job = facts.cycle?.jobs[name];
      return job?.ok === true ? job.value : null;
    },
  };
}
