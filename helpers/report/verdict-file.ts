import { writeFileSync } from 'node:fs';
import type { Check } from '../checks/check.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { redactor } from '../redact/secrets.ts';
import type { Run } from '../runs/run.ts';
import type { Judgement } from '../verdict/judge.ts';

/** What `verdict.json` holds; docs/verdict.schema.json describes it for other programs. */
export interface VerdictFile extends Verdict {
  schema: 1;
  run: { id: string; startedAt: string; finishedAt: string };
  diagnosis: Diagnosis[];
  checks: Check[];
}

/** Writes `verdict.json`, redacted, and gives what was written. */
export function writeVerdictFile(
  file: string,
  run: Pick<Run, 'id' | 'startedAt'>,
  { checks, verdict, diagnosis }: Judgement,
): VerdictFile {
  const content: VerdictFile = redactor.redactValue({
    schema: 1,
    ...verdict,
    run: { id: run.id, startedAt: run.startedAt, finishedAt: new Date().toISOString() },
    diagnosis,
    checks,
  });
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
  return content;
}
