import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { judge, type Judgement } from '../../verdict/judge.ts';
import { readJournal } from '../../runs/journal.ts';
import type { Run } from '../../runs/run.ts';
import { writeDurably } from '../../base/durable-file.ts';
import { UNKNOWN_IDENTITY, type Identity } from '../result/identity.ts';
import { readResult } from '../result/read-result.ts';
import { safeResult } from '../result/safe-result.ts';
import { resultOf } from '../result/result-of.ts';
import type { Result } from '../result/result.ts';
import { phasesIn } from './read-phases.ts';

const fileOf = (runDir: string): string => join(runDir, 'verdict.json');

/** Judges what a run has seen and keeps the result in its folder: from it every form can be made again. */
export function keepResult(run: Run, identity: Identity, judgement?: Judgement): Result {
  const facts = run.facts();
  const result = safeResult(
    resultOf({
      ...{ run, facts, identity },
      finishedAt: new Date().toISOString(),
      judgement: judgement ?? judge(facts),
      phases: phasesIn(readJournal(run.dir)),
    }),
  );
  writeDurably(fileOf(run.dir), jsonText(result));
  return result;
}

/** The kept result of a run; one of a version that kept none is judged again on what it saw. */
export function resultOfRun(run: Run): Result {
  if (existsSync(fileOf(run.dir))) return readResult(fileOf(run.dir));
  const journal = readJournal(run.dir);
  const facts = run.facts();
  return safeResult(
    resultOf({
      ...{ run, facts, identity: UNKNOWN_IDENTITY },
      finishedAt: journal.find(({ event }) => event === 'closed')?.at ?? run.startedAt,
      judgement: judge(facts),
      phases: phasesIn(journal),
    }),
  );
}

export const jsonText = (result: Result): string => `${JSON.stringify(result, null, 2)}\n`;
