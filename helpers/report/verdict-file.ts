import { writeFileSync } from 'node:fs';
import type { Check } from '../checks/check.ts';
import type { Verdict } from '../checks/verdict.ts';
import { redactor } from '../redact/secrets.ts';
import type { Run } from '../run/run.ts';

/** What `verdict.json` holds; docs/verdict.schema.json describes it for other programs. */
export interface VerdictFile extends Verdict {
  schema: 1;
  run: { id: string; startedAt: string; finishedAt: string };
  checks: Check[];
}

/** Writes `verdict.json`, redacted, and gives what was written. */
export function writeVerdictFile(
  file: string,
  run: Pick<Run, 'id' | 'startedAt'>,
  result: { checks: Check[]; verdict: Verdict },
): VerdictFile {
  const content: VerdictFile = redactor.redactValue({
    schema: 1,
    ...result.verdict,
    run: { id: run.id, startedAt: run.startedAt, finishedAt: new Date().toISOString() },
    checks: result.checks,
  });
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
  return content;
}
