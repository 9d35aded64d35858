import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { sandboxNotice } from '../browser/sandbox.ts';
import { loadConfig, type Config } from '../config/load-config.ts';
import type { Check } from '../checks/check.ts';
import { closeHosts, hostsOf, type Hosts } from '../deployment/hosts.ts';
import { environmentsOf, type Environments } from '../deployment/environments.ts';
import { openTunnels } from '../deployment/tunnels.ts';
import { systemClock, type Clock } from '../schedule/clock.ts';
import { hasNativeCiphers } from '../ssh/ciphers.ts';
import { loginLedger } from '../ssh/login-ledger.ts';
import { assertWritable } from '../report/publish/assert-writable.ts';
import { settle } from '../report/publish/file-set.ts';
import type { Shows } from './conclude.ts';
import { openRuns } from '../runs/list-runs.ts';
import { prepareState } from './state-dir.ts';
import type { Profile } from '../facts/policy.ts';

/** A deployment as the verbs work with it: settings, held connections, where runs lie. */
export interface CommandContext extends Shows {
  env: Record<string, string | undefined>;
  config: Config;
  hosts: Hosts;
  environments: Environments;
  clock: Clock;
  reportsDir: string;
  /** Where is kept what runs know of one another; never passed on, unlike the reports. */
  stateDir: string;
  /** Where logins are counted over processes; null: they are not limited. */
  loginsFile: string | null;
  /** Where proven archives are remembered over runs. */
  archiveLedger: string;
  /** Where the tokens of the environments are kept while a run is open. */
  sessionsDir: string;
  runsDir: string;
  /** Told what keeps the command from proving anything. */
  onObstacle?: (obstacle: { why: string; checks?: readonly Check[] }) => void;
}

/** What a command asks for. */
export interface DeploymentRequest extends Shows, Pick<CommandContext, 'onObstacle'> {
  env: CommandContext['env'];
  profile: Profile;
  reports: string;
  state: string;
}

const SLOWER =
  'The native part of ssh2 was not built when it was installed: archives come over ChaCha20-Poly1305, more slowly. “npm rebuild ssh2” builds it where there is a C++ compiler.';

/**
 * Opens a deployment for `work` and closes its connections after.
 *
 * @throws UserError (exit code 2) when the configuration is not complete
 */
export async function withDeployment<T>(
  { env, profile, reports, state, ...shows }: DeploymentRequest,
  work: (deployment: CommandContext) => Promise<T>,
): Promise<T> {
  const config = loadConfig(env, profile);
  const [reportsDir, stateDir] = [resolve(reports), resolve(state)];
  for (const dir of [reportsDir, stateDir]) assertWritable(dir);
  prepareState(stateDir, reportsDir);
  settle(reportsDir);
  const [runsDir, sessionsDir] = [`${reportsDir}/runs`, `${stateDir}/sessions`];
  // Who triggers sits in front of it and knows of his logins.
  const loginsFile = config.cycle === 'wait' ? `${stateDir}/logins` : null;
  if (!hasNativeCiphers()) shows.print(SLOWER);
  const notice = sandboxNotice();
  if (notice !== null) shows.print(notice);
  const hosts = hostsOf(config, loginsFile === null ? undefined : loginLedger(loginsFile));
  const tunnels = await openTunnels(config, hosts);
  try {
    return await work({
      env: { ...env, ...tunnels.env },
      config: tunnels.config,
      hosts,
      environments: environmentsOf(tunnels.config, sessionsDir),
      clock: systemClock,
      ...{ reportsDir, stateDir },
      loginsFile,
      archiveLedger: `${stateDir}/archives.jsonl`,
      sessionsDir,
      runsDir,
      ...shows,
    });
  } finally {
    await tunnels.close();
    await closeHosts(hosts);
    if (openRuns(runsDir).length === 0) rmSync(sessionsDir, { recursive: true, force: true });
  }
}
