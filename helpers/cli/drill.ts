import { progressBar } from './verify-archive/progress.ts';
import { readConfig, type Config } from '../config/load-config.ts';
import { problemTable } from '../config/problem-table.ts';
import { closeHosts, hostsOf } from '../deployment/hosts.ts';
import { copiesIn, nightsOn, type NightStore } from '../drill/night-sources.ts';
import { wholeNights } from '../offsite/choose-nights.ts';
import { openTarget } from '../offsite/target.ts';
import { outcomeOf } from '../base/outcome.ts';
import { isDate } from '../schedule/local-time.ts';
import { listDirectory } from '../retention/list-directory.ts';
import { locked } from '../runs/lock.ts';
import { loginLedger } from '../ssh/login-ledger.ts';
import { UserError } from '../base/user-error.ts';
import type { ExitCode } from '../base/exit-code.ts';
import type { Problem } from '../facts/problem.ts';
import { drillAtHand, type DrillCommand } from '../workflow/drill.ts';
import { recoverOntoServers } from '../workflow/recover.ts';
import { runVerb, type Output } from './verb.ts';

const USAGE = `npm run drill -- [options]

Proves that the register can be brought back: restores the newest off-site copy into a throw-away PostgreSQL on this machine, in
memory, asks the restored register what a register must answer, measures the time, and removes everything.

  --from WHERE     a folder of copies, or “backup” for the backup host (default: OFFSITE_DIR, else the backup host)
  --night DATE     another night than the newest
  --each           every night, newest first
  --servers        restore onto the new servers of RECOVERY_SSH instead, from the off-site copy, and prove them in a browser
  --continue       with --servers: go on after what a person had to do
  --minutes N      with --each: begin no night that would end later (default 120)
`;

const OPTIONS = {
  from: { type: 'string' },
  night: { type: 'string' },
  each: { type: 'boolean', default: false },
  servers: { type: 'boolean', default: false },
  continue: { type: 'boolean', default: false },
  minutes: { type: 'string', default: '120' },
} as const;

await runVerb(USAGE, OPTIONS, async (values, env, output) => {
  const { night = null, reports } = values;
  if (night !== null && !isDate(night)) throw new UserError('--night takes a date, YYYY-MM-DD.');
  if (!/^[1-9]\d*$/.test(String(values.minutes))) throw new UserError('--minutes takes a whole number.');
  const bar = progressBar(process.stderr);
  const shows = {
    ...output,
    print: (line: string) => {
      bar.clear();
      output.print(line);
    },
    progress: bar.show,
  };
  return locked(`${reports}/drill.lock`, () =>
    values.servers === true ? ontoServers(values, env, shows) : atHand(values, env, shows),
  );
});

interface Wanted {
  from?: string;
  night?: string;
  each?: boolean;
  minutes?: string;
  continue?: boolean;
  reports: string;
  state: string;
}

type Env = Record<string, string | undefined>;
type ShowsProgress = Output & Pick<DrillCommand, 'progress'>;

async function atHand(wanted: Wanted, env: Env, shows: ShowsProgress): Promise<ExitCode> {
  const { config, problems } = readConfig(env, 'recovery');
  const copies = await copiesAtHand(wanted.from, config, shows);
  // On the day that all is lost the passphrase and the copy are all there is.
  const own = /^(?:BACKUP_PASSPHRASE|OFFSITE_|DRILL_)/;
  refuse(
    problems.filter(({ key }) =>
      (copies === null ? /^(?:BACKUP_(?!TRIGGER|SCHEDULE)|OFFSITE_|DRILL_)/ : own).test(key),
    ),
  );
  const drill = (store: NightStore) =>
    drillAtHand({
      ...{
        ...shows,
        config,
        env,
        reportsDir: wanted.reports,
        stateDir: wanted.state,
        store,
        night: wanted.night ?? null,
      },
      each: wanted.each === true ? { minutes: Number(wanted.minutes) } : null,
    });
  return copies === null ? withBackupHost(config, wanted.state, drill) : drill(copies);
}

async function ontoServers(wanted: Wanted, env: Env, shows: ShowsProgress): Promise<ExitCode> {
  const { config, problems } = readConfig(env, 'recovery');
  refuse(problems);
  const dir = wanted.from ?? (await copiesAtHand(undefined, config, shows))?.dir;
  if (dir === undefined || dir === 'backup')
    throw new UserError(
      'A recovery onto new servers needs an off-site copy: set OFFSITE_DIR, or say --from FOLDER.',
    );
  return recoverOntoServers({
    ...{ ...shows, config, env, reportsDir: wanted.reports, stateDir: wanted.state, dir },
    ...{ night: wanted.night ?? null, goOn: wanted.continue === true },
  });
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new UserError(problemTable(problems));
}

/** Null: the nights of the backup host are meant. */
async function copiesAtHand(
  from: string | undefined,
  { offsite, policy }: Config,
  { print }: Output,
): Promise<NightStore | null> {
  if (from !== undefined) return from === 'backup' ? null : copiesIn(from, policy);
  for (const dir of offsite.dirs) {
    const { requireMount } = offsite;
    const opened = await outcomeOf(() => Promise.resolve(openTarget(dir, { requireMount, write: false })));
    if (opened.ok) return copiesIn(dir, policy);
    print(opened.why);
  }
  if (offsite.dirs.length > 0)
    throw new UserError('No folder of OFFSITE_DIR is here: mount a disk, or say --from backup.');
  return null;
}

async function withBackupHost<T>(
  config: Config,
  state: string,
  work: (store: NightStore) => Promise<T>,
): Promise<T> {
  if (config.ssh.backup === null)
    throw new UserError(
      'Neither OFFSITE_DIR nor BACKUP_SSH is set: say --from FOLDER, where the copies are.',
    );
  const ledger = config.cycle === 'wait' ? loginLedger(`${state}/logins`) : undefined;
  const hosts = hostsOf({ ssh: { production: null, staging: null, backup: config.ssh.backup } }, ledger);
  const { backup } = hosts;
  if (backup === null) throw new Error('the login on the backup host was just there');
  try {
    const nights = wholeNights(await listDirectory(backup, config.policy.backupDir), config.policy);
    return await work(nightsOn(backup, nights, config.policy));
  } finally {
    await closeHosts(hosts);
  }
}
