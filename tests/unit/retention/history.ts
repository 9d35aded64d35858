import type { ListedEntry } from '../../../helpers/facts/retention.ts';

/**
 * An independent, slow cron and backup host: plays a deployment in steps of a quarter of an hour and gives
 * what lies in the backup directory at the end. It shares no code with the rules: local times come from the
 * clock's own text, one step after the other.
 */
export interface Deployment {
  productionZone: string;
  backupZone: string;
  /** Local time of the backup and of the rotation, `HH:MM`, on a quarter of an hour. */
  backupAt: string;
  rotateAt: string;
  keep: number;
  /** Minutes from the begin of the backup until its archive has arrived. */
  uploadMinutes: number;
  /** Indices of the nights, from the first one on, on which no archive arrives. */
  missed: ReadonlySet<number>;
}

export interface History {
  entries: ListedEntry[];
  /** The dates of all backups that were started, oldest first. */
  started: string[];
}

const STEP = 15 * 60_000;
const MINUTE = 60_000;

/** Plays from one instant to another, both in milliseconds on a quarter of an hour, then on to `now`. */
export function play(deployment: Deployment, from: number, now: number): History {
  const production = dailyJob(deployment.productionZone, deployment.backupAt);
  const rotation = dailyJob(deployment.backupZone, deployment.rotateAt);
  const there = new Map<string, { made: number; arrived: number }>();
  const arriving: { date: string; made: number; arrives: number }[] = [];
  const started: string[] = [];
  const arrive = (until: number) => {
    for (const upload of arriving.splice(0)) {
      if (upload.arrives <= until) there.set(upload.date, { made: upload.made, arrived: upload.arrives });
      else arriving.push(upload);
    }
  };
  for (let time = from; time <= now; time += STEP) {
    arrive(time);
    if (rotation(time))
      for (const old of [...there.keys()].sort().reverse().slice(deployment.keep)) there.delete(old);
    const date = production(time);
    if (date === null) continue;
    if (!deployment.missed.has(started.length)) {
      const arrives = time + deployment.uploadMinutes * MINUTE;
      arriving.push({ date, made: time + (deployment.uploadMinutes * MINUTE) / 2, arrives });
    }
    started.push(date);
  }
  arrive(now);
  const entries = [...there].flatMap(([date, { made, arrived }]) => [
    directory(date, arrived),
    file(`${date}/${date}.tar.gz.enc`, made),
  ]);
  for (const { date, made } of arriving) {
    if (made <= now) entries.push(directory(date, made), file(`${date}/.${date}.tar.gz.enc.aB3dE6`, made));
  }
  return { entries, started };
}

/**
 * Gives, step by step, the local date when the job starts and null when it does not; skipped hours start it
 * after the change.
 */
function dailyJob(zone: string, time: string): (instant: number) => string | null {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  let latest = '';
  return (instant) => {
    const before = latest;
    const wall = format.format(instant);
    // Turned back: these local times have been, and jobs at a fixed time do not run twice.
    if (before !== '' && wall <= before) return null;
    latest = wall;
    if (before === '') return null;
    const [date = ''] = wall.split(' ');
    const planned = [`${before.split(' ')[0]} ${time}`, `${date} ${time}`];
    return planned.some((moment) => before < moment && moment <= wall) ? date : null;
  };
}

const own = { owner: 'backup', group: 'backup' };

export const directory = (path: string, modified: number): ListedEntry => ({
  path,
  kind: 'directory',
  bytes: 4096,
  modifiedAt: new Date(modified).toISOString(),
  ...own,
  mode: 0o755,
});

export const file = (path: string, modified: number, bytes = 1_000_000): ListedEntry => ({
  path,
  kind: 'file',
  bytes,
  modifiedAt: new Date(modified).toISOString(),
  ...own,
  mode: 0o644,
  head: '53616c7465645f5f',
});
