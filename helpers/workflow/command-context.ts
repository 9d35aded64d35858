import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadConfig, type Config } from '../config/load-config.ts';
import { closeHosts, hostsOf, type Hosts } from '../deployment/hosts.ts';
import { environmentsOf, type Environments } from '../deployment/environments.ts';
import { openTunnels } from '../deployment/tunnels.ts';
import { systemClock, type Clock } from '../schedule/clock.ts';
import { hasNativeCiphers } from '../ssh/ciphers.ts';
import { loginLedger } from '../ssh/login-ledger.ts';
import { openRuns } from '../runs/list-runs.ts';
import type { Profile } from '../facts/policy.ts';

/** A deployment as the verbs work with it: settings, held connections, where runs lie. */
export interface CommandContext {
  env: Record<string, string | undefined>;
  config: Config;
  hosts: Hosts;
  environments: Environments;
  clock: Clock;
  reportsDir: string;
  /** Where logins are counted over processes; null: they are not limited. */
  loginsFile: string | null;
  /** Where proven archives are remembered over runs. */
  archiveLedger: string;
  /** Where the tokens of the environments are kept while a run is open. */
  sessionsDir: string;
  runsDir: string;
  print: (line: string) => void;
}

const SLOWER =
  'The native part of ssh2 was not built when it was installed: archives come over ChaCha20-Poly1305, more slowly. “npm rebuild ssh2” builds it where there is a C++ compiler.';

/**
 * Opens a deployment for `work` and closes its connections after.
 *
 * @throws UserError (exit code 2) when the configuration is not complete
 */
export async function withDeployment<T>(
  {
    env,
    profile,
    reports,
    print,
  }: { env: CommandContext['env']; profile: Profile; reports: string; print: CommandContext['print'] },
  work: (deployment: CommandContext) => Promise<T>,
): Promise<T> {
  const config = loadConfig(env, profile);
  const reportsDir = resolve(reports);
  const [runsDir, sessionsDir] = [`${reportsDir}/runs`, `${reportsDir}/sessions`];
  // Who triggers sits in front of it and knows of his logins.
  const loginsFile = config.cycle === 'wait' ? `${reportsDir}/logins` : null;
  if (!hasNativeCiphers()) print(SLOWER);
  const hosts = hostsOf(config, loginsFile === null ? undefined : loginLedger(loginsFile));
  const tunnels = await openTunnels(config, hosts);
  try {
    return await work({
      env: { ...env, ...tunnels.env },
      config: tunnels.config,
      hosts,
      environments: environmentsOf(tunnels.config, sessionsDir),
      clock: systemClock,
      reportsDir,
      loginsFile,
      archiveLedger: `${reportsDir}/archives.jsonl`,
      sessionsDir,
      runsDir,
      print,
    });
  } finally {
    await tunnels.close();
    await closeHosts(hosts);
    if (openRuns(runsDir).length === 0) rmSync(sessionsDir, { recursive: true, force: true });
  }
}
