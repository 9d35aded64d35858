import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../helpers/config/load-config.ts';
import type { Facts } from '../helpers/facts/facts.ts';
import { learnSecret, redactor } from '../helpers/redact/secrets.ts';
import { createRun } from '../helpers/runs/run.ts';
import { PROOF_PHASES } from '../helpers/workflow/phases.ts';
import { runInProof } from '../helpers/workflow/prove.ts';
import type { Snapshot } from './hosts/snapshot.ts';
import { startLabFrom } from './lab.ts';

/** What a proof saw of a lab with these faults in it. */
export interface Rehearsed {
  facts: Facts;
  /** Fault scripts that failed or did not strike: then the facts are not about the fault. */
  missed: string[];
  seconds: number;
  /** `YYYY-MM-DD`. */
  date: string;
}

/** Proves a lab with these faults and keeps what was seen in `folder`; nothing is judged or reported. */
export async function runFault(
  snapshot: Snapshot,
  faults: readonly string[],
  folder: string,
): Promise<Rehearsed> {
  const startedAt = performance.now();
  mkdirSync(folder, { recursive: true });
  const lab = await startLabFrom(snapshot, { faults, reportsDir: folder });
  const printed: string[] = [];
  try {
    await lab.runMoment('before-registration');
    const config = loadConfig(lab.env, 'acceptance');
    learnSecret(config.passphrase);
    const run = createRun(join(folder, 'runs'), config.policy);
    await runInProof(run, { env: lab.env, phases: PROOF_PHASES, print: (line) => void printed.push(line) });
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    const date = run.startedAt.slice(0, 10);
    return { facts: run.facts(), missed: await lab.strikesMissed(), seconds, date };
  } finally {
    writeFileSync(join(folder, 'printed.txt'), redactor.redact(printed.join('\n')));
    await lab.stop();
  }
}
