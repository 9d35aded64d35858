import { EXIT, type ExitCode } from '../base/exit-code.ts';
import type { Config } from '../config/load-config.ts';
import { identityOf } from '../report/result/identity.ts';
import type { Result } from '../report/result/result.ts';
import { terminalText } from '../report/forms/terminal.ts';
import type { PublishRequest } from '../report/publish/publish-request.ts';
import { publish } from '../report/publish/publish.ts';
import { keepResult } from '../report/publish/run-result.ts';
import { lastVerdict, rememberTold, type LastVerdict } from '../report/publish/verdict-log.ts';
import { channelsOf } from '../notify/channels.ts';
import { messageOf } from '../notify/message.ts';
import { tellAll } from '../notify/notify.ts';
import { isToBeTold } from '../notify/policy.ts';
import type { Run } from '../runs/run.ts';

/** How a command shows its result. */
export interface Shows {
  print: (line: string) => void;
  verbose?: boolean;
  colour?: boolean;
  /** For what must be said even where all is well and nothing else is. */
  warn?: (line: string) => void;
  /** Told of each result, for those who print it themselves. */
  onResult?: (result: Result) => void;
}

export interface ReportPlace extends Shows {
  config: Pick<Config, 'production' | 'staging' | 'ssh' | 'reporting'>;
  reportsDir: string;
  stateDir: string;
  env: Record<string, string | undefined>;
}

/** Judges a run, closes it and reports it. */
export function conclude(run: Run, place: ReportPlace): Promise<ExitCode> {
  const result = keepResult(run, identityOf(place.config));
  run.note('closed', { verdict: result.status });
  return report(result, run.dir, place);
}

/** Publishes a result in every form and shows it. A secret in any of them fails the command. */
export async function report(
  result: Result,
  runDir: string | null,
  { config, reportsDir, stateDir, env, ...shows }: ReportPlace,
): Promise<ExitCode> {
  const before = lastVerdict(stateDir, result.deployment.name);
  const { evidence, leaked } = await publish({
    ...{ result, runDir, reportsDir, stateDir },
    paper: paperFor(result, config.reporting),
    metricsFile: config.reporting.metricsFile,
    stepSummary: env['GITHUB_STEP_SUMMARY'] ?? null,
    print: shows.print,
  });
  show(result, evidence, shows);
  await tell(result, before, { config, stateDir, ...shows });
  return leaked ? EXIT.failed : result.exitCode;
}

/** Tells whom it concerns. That nobody could be told is said, and changes nothing. */
async function tell(
  result: Result,
  before: LastVerdict | null,
  { config, stateDir, print, warn = print }: Omit<ReportPlace, 'reportsDir' | 'env'>,
): Promise<void> {
  const { notify } = config.reporting;
  const now = new Date();
  if (channelsOf(notify).length === 0 || !isToBeTold(result, before, now.getTime())) return;
  const failures = await tellAll(notify, messageOf(result));
  failures.forEach(warn);
  if (failures.length < channelsOf(notify).length)
    rememberTold(stateDir, result.deployment.name, now.toISOString());
}

/** Nobody signs every night; what is signed has its evidence with it. */
export const paperFor = (
  { profile }: Pick<Result, 'profile'>,
  { language, country, evidenceKeyFile }: Config['reporting'],
): PublishRequest['paper'] =>
  profile === 'nightly' || profile === 'offline' ? null : { language, country, keyFile: evidenceKeyFile };

export function show(
  result: Result,
  evidence: readonly (readonly [name: string, path: string])[],
  { print, verbose = false, colour = false, onResult }: Shows,
): void {
  print(terminalText(result, { verbose, colour, evidence }));
  onResult?.(result);
}
