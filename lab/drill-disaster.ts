import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT, type ExitCode } from '../helpers/base/exit-code.ts';
import { loadConfig } from '../helpers/config/load-config.ts';
import { copiesIn } from '../helpers/drill/night-sources.ts';
import { copyOffsite } from '../helpers/workflow/copy.ts';
import type { Shows } from '../helpers/workflow/conclude.ts';
import { drillAtHand } from '../helpers/workflow/drill.ts';
import { PROOF_PHASES } from '../helpers/workflow/phases.ts';
import { prove } from '../helpers/workflow/prove.ts';
import { recoverOntoServers } from '../helpers/workflow/recover.ts';
import type { Lab, LabOptions } from './lab.ts';

type Env = Record<string, string>;

export interface DisasterRequest extends Shows {
  options: LabOptions;
  reportsDir: string;
  stateDir: string;
  lap: (name: string) => void;
  start: (options: LabOptions) => Promise<Lab>;
}

/**
 * The day that all is lost, from its beginning: nights pass and one is proven, a copy is taken, all three hosts are destroyed, new
 * ones are provisioned with other keys and addresses, the register is brought back from the copy alone and proven in the browser,
 * and the next night runs on the new servers. Ends at the first step that does not pass.
 */
export async function drillDisaster(request: DisasterRequest): Promise<ExitCode> {
  const { start, options, lap, print } = request;
  const disk = mkdtempSync(join(tmpdir(), 'offsite-disk-'));
  const labs: Lab[] = [];
  const raise = async (changes: LabOptions): Promise<Lab> => {
    const lab = await start({ ...options, ...changes });
    labs.push(lab);
    return lab;
  };
  try {
    const first = await raise({});
    lap('first deployment started');
    // What lies in the vault, apart from the servers.
    const vault = { passphrase: readFileSync(first.env['BACKUP_PASSPHRASE_FILE'] ?? '', 'utf8').trim() };
    const before: Env = { ...first.env, OFFSITE_DIR: disk };
    await first.runMoment('before-registration');
    const steps: [name: string, work: () => Promise<ExitCode>][] = [
      ['night proven', () => proven(first.env, request)],
      ['copy taken', () => copied(before, request)],
      ['all three hosts destroyed', () => first.stop().then(() => EXIT.passed)],
      ['copy drilled at hand', () => drilled(afterwards(before, vault), disk, request)],
    ];
    for (const [name, work] of steps) if (!(await passes(name, work, request))) return EXIT.failed;
    const second = await raise({ passphrase: vault.passphrase, records: 0, historyNights: 0 });
    lap('new servers provisioned');
    const env = { ...afterwards(before, vault), ...ontoNewServers(second.env, before) };
    const restored = {
      ...second.env,
      PRODUCTION_PASSWORD: before['PRODUCTION_PASSWORD'] ?? '',
      STAGING_PASSWORD: before['PRODUCTION_PASSWORD'] ?? '',
    };
    const later: typeof steps = [
      ['restored from the copy alone, proven in the browser', () => recovered(env, disk, request)],
      ['next night on the new servers', () => proven(restored, request)],
    ];
    for (const [name, work] of later) if (!(await passes(name, work, request))) return EXIT.failed;
    print('The register came back from the copy alone, and the new servers carry the nights on.');
    return EXIT.passed;
  } finally {
    for (const lab of labs) await lab.stop();
    rmSync(disk, { recursive: true, force: true });
  }
}

async function passes(
  name: string,
  work: () => Promise<ExitCode>,
  { print, lap }: DisasterRequest,
): Promise<boolean> {
  print(`\n── ${name}`);
  const code = await work();
  lap(name);
  if (code !== EXIT.passed) print(`The drill ends here: ${name} gave exit code ${code}.`);
  return code === EXIT.passed;
}

const proven = (env: Env, request: DisasterRequest): Promise<ExitCode> =>
  prove({ ...shownIn(request), env, profile: 'acceptance', phases: PROOF_PHASES });

const copied = (env: Env, { stateDir, print }: DisasterRequest): Promise<ExitCode> =>
  copyOffsite({
    config: loadConfig(env, 'nightly'),
    stateDir,
    choice: 'newest',
    print,
    progress: () => undefined,
  });

function drilled(env: Env, disk: string, request: DisasterRequest): Promise<ExitCode> {
  const config = loadConfig(env, 'recovery');
  const store = copiesIn(disk, config.policy);
  return drillAtHand({
    ...shownIn(request),
    config,
    env,
    store,
    night: null,
    each: null,
    progress: () => undefined,
  });
}

const recovered = (env: Env, disk: string, request: DisasterRequest): Promise<ExitCode> =>
  recoverOntoServers({
    ...{ ...shownIn(request), config: loadConfig(env, 'recovery'), env },
    ...{ dir: disk, night: null, goOn: false, progress: () => undefined },
  });

const shownIn = ({ print, verbose, colour, reportsDir, stateDir }: DisasterRequest) => ({
  ...{ print, reportsDir, stateDir },
  ...(verbose === undefined ? {} : { verbose }),
  ...(colour === undefined ? {} : { colour }),
});

/** The settings as they are when the hosts are gone, and with them the files that the lab kept for them. */
function afterwards(env: Env, { passphrase }: { passphrase: string }): Env {
  const left = Object.entries(env).filter(([key]) => key !== 'BACKUP_PASSPHRASE_FILE');
  return { ...Object.fromEntries(left), BACKUP_PASSPHRASE: passphrase };
}

/** The new servers as `RECOVERY_*`: production's users come back with its register. */
function ontoNewServers(env: Env, before: Env): Env {
  const servers = Object.entries(env).flatMap(([key, value]) => {
    const [, rest] = /^PRODUCTION_(.+)$/.exec(key) ?? [];
    return rest === undefined ? [] : [[`RECOVERY_${rest}`, value] as const];
  });
  return {
    ...Object.fromEntries(servers),
    RECOVERY_PASSWORD: before['PRODUCTION_PASSWORD'] ?? '',
    // The owner of the archives, as OpenCRVS's own jobs log in.
    RECOVERY_BACKUP_SSH: (env['BACKUP_SSH'] ?? '').replace(/^[^@]+/, 'backup'),
    RECOVERY_BACKUP_SSH_KEY_FILE: env['BACKUP_SSH_KEY_FILE'] ?? '',
    RECOVERY_BACKUP_SSH_HOST_KEY: env['BACKUP_SSH_HOST_KEY'] ?? '',
    RECOVERY_ALLOW_WIPE: 'yes',
  };
}
