import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { onInterruption } from '../base/interruption.ts';
import type { ExitCode } from '../base/exit-code.ts';
import { loadConfig } from '../config/load-config.ts';
import { createSecretsDir } from '../redact/secrets-dir.ts';
import { learnSecret, refreshSecrets } from '../redact/secrets.ts';
import { assertWritable } from '../report/publish/assert-writable.ts';
import { createRun, type Run } from '../runs/run.ts';
import { conclude, type Shows } from './conclude.ts';
import { runPhases } from './playwright.ts';
import type { HandOver } from './worker-env.ts';
import type { Profile } from '../facts/policy.ts';

type Settings = Record<string, string | undefined>;

export interface ProofRequest extends Shows {
  /** The deployment's settings, as in `.env`. */
  env: Record<string, string>;
  profile: Profile;
  phases: readonly string[];
  reportsDir: string;
  stateDir: string;
  /** Told when a part of the work ends, for whoever measures. */
  lap?: (name: string) => void;
}

/**
 * Runs a whole proof and reports it in every form.
 *
 * @returns the project's exit code
 */
export async function prove(request: ProofRequest): Promise<ExitCode> {
  const { env, profile, phases } = request;
  const [reportsDir, stateDir] = [resolve(request.reportsDir), resolve(request.stateDir)];
  for (const dir of [reportsDir, stateDir]) assertWritable(dir);
  const config = loadConfig(env, profile);
  learnSecret(config.passphrase);
  const run = createRun(join(reportsDir, 'runs'), config.policy);
  await runInProof(run, { env, phases, print: request.print });
  request.lap?.('proof');
  const exitCode = await conclude(run, { ...request, config, reportsDir, stateDir, env: process.env });
  request.lap?.('reports');
  return exitCode;
}

/** Runs phases of the proof for a run. What they learn of secrets is known here after. */
export async function runInProof(
  run: Run,
  {
    env,
    phases,
    print,
    ...told
  }: Pick<ProofRequest, 'phases' | 'print'> & { env: Settings } & Partial<HandOver>,
): Promise<void> {
  const secretsDir = createSecretsDir();
  const secretsFile = join(secretsDir, 'secrets');
  writeFileSync(secretsFile, '', { mode: 0o600 });
  const remove = () => rmSync(secretsDir, { recursive: true, force: true });
  const off = onInterruption(remove);
  try {
    await runPhases(
      phases,
      env,
      {
        sessionsDir: join(secretsDir, 'sessions'),
        ...told,
        runDir: run.dir,
        // Of no use here, and it passes no redactor.
        outputDir: join(secretsDir, 'playwright'),
        secretsFile,
      },
      print,
    );
    refreshSecrets(secretsFile);
  } finally {
    off();
    remove();
  }
}
