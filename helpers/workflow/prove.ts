import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { exitCodeOf, EXIT, type ExitCode } from '../base/exit-code.ts';
import { loadConfig } from '../config/load-config.ts';
import { filesWithSecrets } from '../redact/leak-scan.ts';
import { createSecretsDir } from '../redact/secrets-dir.ts';
import { learnSecret, redactor, refreshSecrets } from '../redact/secrets.ts';
import { generateAllureReport } from '../report/allure.ts';
import { phaseTimes } from '../report/phase-times.ts';
import { verdictTable } from '../report/verdict-table.ts';
import { writeVerdictFile } from '../report/verdict-file.ts';
import { createRun, type Run } from '../runs/run.ts';
import { UserError } from '../base/user-error.ts';
import { runPhases } from './playwright.ts';
import type { Profile } from '../facts/policy.ts';
import { judge } from '../verdict/judge.ts';

type Settings = Record<string, string | undefined>;

export interface ProofRequest {
  /** The deployment's settings, as in `.env`. */
  env: Record<string, string>;
  profile: Profile;
  phases: readonly string[];
  reportsDir: string;
  print: (line: string) => void;
  /** Told when a part of the work ends, for whoever measures. */
  lap?: (name: string) => void;
}

/**
 * Runs a whole proof and reports it: `verdict.json`, the Allure report, the table of checks.
 *
 * @returns the project's exit code
 */
export async function prove(request: ProofRequest): Promise<ExitCode> {
  const { env, profile, phases, print } = request;
  const reportsDir = prepareReports(request.reportsDir);
  const config = loadConfig(env, profile);
  learnSecret(config.passphrase);
  const run = createRun(join(reportsDir, 'runs'), config.policy);
  await runInProof(run, { env, phases, reportsDir, print });
  request.lap?.('proof');
  const exitCode = await conclude(run, { resultsDir: join(reportsDir, 'allure-results'), reportsDir, print });
  request.lap?.('reports');
  return exitCode;
}

/** Runs phases of the proof for a run; the results for Allure lie below `reportsDir`. What they learn of secrets is known here after. */
export async function runInProof(
  run: Run,
  {
    env,
    phases,
    reportsDir,
    print,
  }: Pick<ProofRequest, 'phases' | 'reportsDir' | 'print'> & { env: Settings },
): Promise<void> {
  const secretsDir = createSecretsDir();
  const secretsFile = join(secretsDir, 'secrets');
  writeFileSync(secretsFile, '', { mode: 0o600 });
  const ownSessions = join(secretsDir, 'sessions');
  try {
    await runPhases(
      phases,
      {
        SESSIONS_DIR: ownSessions,
        ...env,
        RUN_DIR: run.dir,
        REPORTS_DIR: reportsDir,
        SECRETS_FILE: secretsFile,
      },
      print,
    );
    // Playwright's own notes on failures are of no use here, and pass no redactor.
    rmSync(join(reportsDir, 'playwright'), { recursive: true, force: true });
    refreshSecrets(secretsFile);
  } finally {
    rmSync(secretsDir, { recursive: true, force: true });
  }
}

/** Judges a run, closes it and reports it: `verdict.json`, the Allure report, the table of checks. Gives the exit code. */
export async function conclude(
  run: Run,
  { resultsDir, reportsDir, print }: { resultsDir: string } & Pick<ProofRequest, 'reportsDir' | 'print'>,
): Promise<ExitCode> {
  const result = judge(run.facts());
  writeVerdictFile(join(reportsDir, 'verdict.json'), run, result);
  run.note('closed', { verdict: result.verdict.status });
  const report = await generateAllureReport(resultsDir, join(reportsDir, 'allure-report'));
  print(redactor.redact(verdictTable(result.checks, result.verdict, result.diagnosis)));
  print(`Phases: ${phaseTimes(run.dir)}`);
  print(`Report: ${join(report, 'index.html')}   Result: ${join(reportsDir, 'verdict.json')}`);
  return leaks([run.dir, resultsDir], print) ? EXIT.failed : exitCodeOf(result.verdict.status);
}

/**
 * Empties the folder of reports: results of an earlier proof would be mixed into this one's; the runs' own folders stay.
 *
 * @throws UserError when it cannot be written
 */
export function prepareReports(dir: string): string {
  const reportsDir = resolve(dir);
  try {
    for (const part of ['allure-results', 'allure-report', 'playwright']) {
      rmSync(join(reportsDir, part), { recursive: true, force: true });
    }
    mkdirSync(join(reportsDir, 'allure-results'), { recursive: true });
  } catch (error) {
    throw new UserError(
      `The reports folder ${reportsDir} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'error'}): choose another one with --reports.`,
      EXIT.usage,
      { cause: error },
    );
  }
  return reportsDir;
}

/** The Allure report itself is made of its results alone. */
function leaks(dirs: readonly string[], print: (line: string) => void): boolean {
  const files = filesWithSecrets(dirs, redactor);
  for (const file of files)
    print(`A secret stands in ${file}. Do not pass this folder on; delete it and report the defect.`);
  return files.length > 0;
}
