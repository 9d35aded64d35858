import { randomBytes } from 'node:crypto';
import type { JobName } from '../helpers/facts/cycle.ts';
import { EXIT } from '../helpers/base/exit-code.ts';
import { forever, interruptedBy, onInterruption } from '../helpers/base/interruption.ts';
import { UserError } from '../helpers/base/user-error.ts';
import { setClock, setZone } from './nights/clock.ts';
import { newBlueprint, type Blueprint, type BlueprintOptions } from './hosts/blueprint.ts';
import type { Schedules } from './jobs/crontab.ts';
import { deploy } from './hosts/deploy.ts';
import { labEnvironment } from './hosts/environment.ts';
import { faultFolder } from './faults/list-faults.ts';
import { readFaults } from './faults/read-faults.ts';
import { createFolder } from './engine/folder.ts';
import type { LabHosts } from './hosts/lab-host.ts';
import { LAB_LABEL, labLabels } from './engine/labels.ts';
import { hostLogs, keepLogs } from './setup/logs.ts';
import { armFaults } from './hooks/install.ts';
import type { Moment } from './hooks/moment.ts';
import { runMoment, strikes, strikesMissed, type Struck } from './hooks/run-moment.ts';
import { runNight, type NightCodes } from './nights/night.ts';
import { makeHistory } from './nights/history.ts';
import { DEFAULT_RECORDS } from './options.ts';
import { provisionRetention, schedule } from './nights/reprovision.ts';
import { runJob } from './nights/run-job.ts';
import { seeder } from './seed/seed.ts';
import { ensureEngine } from './setup/engine.ts';
import { ensureHostImage } from './setup/host-image.ts';
import { takeSnapshot, type Snapshot } from './hosts/snapshot.ts';
import { removeComingUp, removeLab, sweep } from './engine/sweep.ts';
import { visitorsGuide } from './hosts/visitors-guide.ts';
import type { FaultScript } from './hooks/moment.ts';

/** What may be said of any lab, new or from a snapshot. */
export interface RaiseOptions {
  /** Leave it up when this process ends. */
  keep?: boolean;
  /** Folders with somebody's own faults. */
  faultDirs?: readonly string[];
  /** Faults that come with the lab, by name. */
  faults?: readonly string[];
  /** Where the hosts' logs are kept when the lab does not come up. Default `reports`. */
  reportsDir?: string;
}

export interface LabOptions extends RaiseOptions, BlueprintOptions {
  /** Decides what is random in the earlier registrations. Default 0. */
  seed?: number;
  /** Earlier registrations on production. Default 200. */
  records?: number;
  /** Earlier nights of which the backup host has archives. Default: as many as the rotation keeps. */
  historyNights?: number;
}

/** A throw-away deployment: production, staging and backup host on this machine. */
export interface Lab {
  name: string;
  /**
   * What a verifier is told of a deployment, as the keys of its `.env`; secrets lie in files of this user
   * alone.
   */
  env: Record<string, string>;
  hosts: LabHosts;
  /** How long each part of the start took, milliseconds. */
  timings: Record<string, number>;
  /** Lets `before-registration` come; the jobs bring the other moments themselves. */
  runMoment(moment: Moment): Promise<void>;
  /** The fault scripts that were run so far. */
  strikes(): Promise<Struck[]>;
  /**
   * One line for each fault script that failed or did not strike so far: the verdict is not about that fault
   * then.
   */
  strikesMissed(): Promise<string[]>;
  /** Runs a job as cron would; null when root's crontab does not have it. */
  runJob(job: JobName): Promise<number | null>;
  /** Runs all jobs of one day, `YYYY-MM-DD` in the hosts' time zone, each under the clock of its hour. */
  runNight(day: string): Promise<NightCodes>;
  /** Gives the rotation job another retention, as provisioning again does. */
  provisionRetention(backupsToKeep: number): Promise<void>;
  /** Sets jobs of root's crontabs to other times, five fields each; cron itself then runs them. */
  schedule(schedules: Schedules): Promise<void>;
  /** Moves the clocks of all hosts to `at`, from where they go on, or back to the real time with null. */
  setClock(at: Date | null): Promise<void>;
  /** Puts all hosts into a time zone, `Africa/Lusaka`. */
  setZone(zone: string): Promise<void>;
  /**
   * Takes pictures of the hosts as they are, for labs in that state; while it is taken the registries do not
   * answer.
   */
  snapshot(): Promise<Snapshot>;
  /** How a person reaches it: addresses, users, SSH commands, and the files that hold the secrets. */
  visitorsGuide(): string;
  /** What the services of each host said. */
  logs(): Promise<Record<string, string>>;
  stop(): Promise<void>;
}

/** Measures the parts of a start. */
type Timed = <T>(what: string, work: () => Promise<T>) => Promise<T>;

function timer(): { timings: Record<string, number>; timed: Timed } {
  const timings: Record<string, number> = {};
  return {
    timings,
    timed: async (what, work) => {
      const startedAt = performance.now();
      const result = await work();
      timings[what] = Math.round(performance.now() - startedAt);
      return result;
    },
  };
}

/**
 * Starts a lab from nothing: what the machine lacks is set up, what crashed labs left behind is removed.
 *
 * @throws UserError for a fault that is not right; SetupError with what to install; UserError (exit code 3)
 *   when a host does not
 *   come up, its log then lies in the reports folder
 */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const faults = await faultScripts(options);
  const { timings, timed } = timer();
  const image = await timed('set-up', async () => {
    await ensureEngine();
    await sweep();
    return ensureHostImage();
  });
  const blueprint = newBlueprint(image, options);
  return raise(blueprint, faults, options, { timings, timed }, async (hosts) => {
    const { cron, secrets } = blueprint;
    const registrations = await seeder(hosts.production, secrets.registrarPassword, options.seed ?? 0);
    await makeHistory(hosts, cron.layout, registrations, {
      nights: options.historyNights ?? cron.backupsToKeep,
      records: options.records ?? DEFAULT_RECORDS,
      stagingRestored: blueprint.stagingRestored,
    });
  });
}

/**
 * Starts a lab in the state in which a snapshot was taken of another: same secrets, same data, other
 * addresses.
 *
 * @throws as `startLab`
 */
export async function startLabFrom(snapshot: Snapshot, options: RaiseOptions = {}): Promise<Lab> {
  const faults = await faultScripts(options);
  return raise(snapshot.blueprint, faults, options, timer(), () => Promise.resolve());
}

async function faultScripts({ faults = [], faultDirs = [] }: RaiseOptions): Promise<FaultScript[]> {
  const folders = [...(await Promise.all(faults.map(faultFolder))), ...faultDirs];
  return (await Promise.all(folders.map(readFaults))).flat();
}

async function raise(
  blueprint: Blueprint,
  faults: readonly FaultScript[],
  options: RaiseOptions,
  { timings, timed }: { timings: Record<string, number>; timed: Timed },
  fill: (hosts: LabHosts) => Promise<void>,
): Promise<Lab> {
  const name = `${LAB_LABEL}-${randomBytes(4).toString('hex')}`;
  const { layout, backupDir } = blueprint.cron;
  const folder = await createFolder(name);
  const off = onInterruption(() => removeComingUp(name, folder));
  try {
    const labels = labLabels(name, options.keep ?? false);
    const hosts = await timed('hosts', () => deploy(blueprint, { name, labels, folder }));
    const env = await labEnvironment(hosts, blueprint, folder);
    await timed('registrations and nights', () => fill(hosts));
    // Only now: the nights of the past were healthy ones.
    await armFaults(hosts, faults, layout, backupDir);
    return {
      name,
      env,
      hosts,
      timings,
      runMoment: (moment) => runMoment(hosts, moment),
      strikes: () => strikes(hosts),
      strikesMissed: async () => strikesMissed(faults, await strikes(hosts)),
      runJob: (job) => runJob(hosts, layout, job),
      runNight: (day) => runNight(hosts, blueprint.cron, day),
      provisionRetention: (backupsToKeep) => provisionRetention(hosts, backupsToKeep),
      schedule: (schedules) => schedule(hosts, layout, schedules),
      setClock: (at) => setClock(hosts, at),
      setZone: (zone) => setZone(hosts, zone),
      snapshot: () => takeSnapshot(name, hosts, blueprint),
      visitorsGuide: () => visitorsGuide(name, folder, env),
      logs: () => hostLogs(name),
      stop: () => removeLab(name).finally(off),
    };
  } catch (error) {
    // Its hosts were taken away from under it.
    if (interruptedBy() !== null) return forever();
    const kept = await keepLogs(name, options.reportsDir ?? 'reports').catch(() => []);
    await removeLab(name).finally(off);
    throw new UserError(
      `the lab does not come up: ${(error as Error).message}${kept.length > 0 ? `; see ${kept.join(', ')}` : ''}`,
      EXIT.unreachable,
      { cause: error },
    );
  }
}
