import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VerdictStatus } from '../../base/exit-code.ts';
import { writeDurably } from '../../base/durable-file.ts';
import type { Result } from '../result/result.ts';

/** What is remembered of a deployment from run to run. */
export interface LastVerdict {
  status: VerdictStatus;
  /** Codes that failed or were not proven. */
  wrong: string[];
  runId: string;
  /** ISO 8601: when the run ended. */
  at: string;
  /** When a run last passed; null: never. */
  lastSuccessAt: string | null;
  /** When somebody was last told of it; null: nobody was. */
  toldAt: string | null;
}

type Log = Record<string, LastVerdict>;

const fileIn = (stateDir: string): string => join(stateDir, 'verdicts.json');

/** The last verdict of a deployment; null: this is the first. */
export const lastVerdict = (stateDir: string, deployment: string): LastVerdict | null =>
  new Map(Object.entries(readLog(stateDir))).get(deployment) ?? null;

/** Remembers a result; gives what is known of the deployment from now on. */
export function rememberVerdict(
  stateDir: string,
  { deployment, status, run, failed, notProven }: Result,
): LastVerdict {
  const before = lastVerdict(stateDir, deployment.name);
  return keep(stateDir, deployment.name, {
    ...{ status, wrong: [...failed, ...notProven], runId: run.id, at: run.finishedAt },
    lastSuccessAt: status === 'passed' ? run.finishedAt : (before?.lastSuccessAt ?? null),
    toldAt: before?.toldAt ?? null,
  });
}

export function rememberTold(stateDir: string, deployment: string, at: string): void {
  const last = lastVerdict(stateDir, deployment);
  if (last !== null) keep(stateDir, deployment, { ...last, toldAt: at });
}

function keep(stateDir: string, deployment: string, last: LastVerdict): LastVerdict {
  const others = Object.entries(readLog(stateDir)).filter(([name]) => name !== deployment);
  writeDurably(
    fileIn(stateDir),
    `${JSON.stringify(Object.fromEntries([...others, [deployment, last]]), null, 2)}\n`,
  );
  return last;
}

/** A log that cannot be read is begun again: it decides of reminders, not of verdicts. */
function readLog(stateDir: string): Log {
  if (!existsSync(fileIn(stateDir))) return {};
  try {
    return JSON.parse(readFileSync(fileIn(stateDir), 'utf8')) as Log;
  } catch {
    return {};
  }
}
