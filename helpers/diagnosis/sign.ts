import type { CheckCode } from '../checks/codes.ts';
import type { JobName } from '../facts/cycle.ts';
import { couldBeAsked, type Layout } from '../facts/policy.ts';
import type { SignSource } from './diagnosis.ts';
import type { Seen } from './seen.ts';

/** Something that may be seen. Null: it could not be looked for. */
export interface Sign {
  source: SignSource;
  says: (seen: Seen) => string;
  isSeen: (seen: Seen) => boolean | null;
}

export const sign = (source: SignSource, says: string, isSeen: Sign['isSeen']): Sign => ({
  source,
  says: () => says,
  isSeen,
});

const SOURCE_OF_PHASE: [RegExp, SignSource][] = [
  [/^(RETENTION|ARCHIVE)/, 'backup'],
  [/^(CYCLE|CLOCKS|SCHEDULE)/, 'production'],
  [/^STAGING_(ROWS|NEWEST|SCHEMAS|NOTHING)/, 'staging'],
];
const sourceOf = (code: string): SignSource =>
  SOURCE_OF_PHASE.find(([pattern]) => pattern.test(code))?.[1] ?? 'client';

/** A check that failed; it is unseen when the check passed, and unknown when it proved nothing. */
export const fails = (code: CheckCode): Sign => ({
  source: sourceOf(code),
  says: (seen) => `${code}: ${seen.actualOf(code)}`,
  isSeen: ({ statusOf }) => answered(statusOf(code), 'failed'),
});

/** A failed check whose finding has these words. */
export const failsWith = (code: CheckCode, words: RegExp): Sign => ({
  ...fails(code),
  isSeen: ({ statusOf, actualOf }) => {
    const failed = answered(statusOf(code), 'failed');
    return failed === true ? words.test(actualOf(code)) : failed;
  },
});

export const passes = (code: CheckCode, says: string): Sign =>
  sign(sourceOf(code), says, ({ statusOf }) => answered(statusOf(code), 'passed'));

const answered = (status: ReturnType<Seen['statusOf']>, wanted: 'passed' | 'failed'): boolean | null =>
  status === 'passed' || status === 'failed' ? status === wanted : null;

export const HOST_OF: Record<JobName, SignSource> = {
  backup: 'production',
  download: 'staging',
  restore: 'staging',
  rotate: 'backup',
};

const LONGEST_QUOTE = 160;

/** A line of a log as evidence. */
export const quoted = (line: string): string =>
  `“${line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line}”`;

/** Words in the log of a job of the night. */
export const logged = (job: JobName, words: RegExp, says: string): Sign => ({
  source: HOST_OF[job],
  says: ({ job: ran }) => {
    const line = ran(job)?.log.find((one) => words.test(one));
    return `the ${job} log: ${says}${line === undefined ? '' : ` (${quoted(line.trim())})`}`;
  },
  isSeen: ({ job: ran }) => {
    const facts = ran(job);
    return facts === null ? null : facts.log.some((line) => words.test(line));
  },
});

/** Words that are not in the log although the job ran. */
export const notLogged = (job: JobName, words: RegExp, says: string): Sign => {
  const { isSeen } = logged(job, words, says);
  return sign(HOST_OF[job], `the ${job} log: ${says}`, (seen) => opposite(isSeen(seen)));
};

/** A job that ended like this; `never`: it was still running when the harness stopped waiting. */
export const ended = (job: JobName, how: 'well' | 'badly' | 'never'): Sign =>
  sign(HOST_OF[job], `the ${job} job ${ENDED[how]}`, ({ job: ran }) => {
    const facts = ran(job);
    // Of a job that cron ran nobody knows how it ended.
    if (facts === null || facts.byCron === true) return null;
    const { exitCode } = facts;
    return how === 'never' ? exitCode === null : exitCode !== null && (exitCode === 0) === (how === 'well');
  });

const ENDED = { well: 'ended with 0', badly: 'ended with an error', never: 'did not end' };

/** A command of the administrator's own did the job, and ended like this. */
export const commandFailed = (job: JobName, setting: string): Sign => ({
  source: HOST_OF[job],
  says: ({ job: ran }) => `${setting} ended with exit code ${ran(job)?.exitCode ?? 'unknown'}`,
  isSeen: ({ job: ran }) => {
    const facts = ran(job);
    return facts === null ? null : facts.byCommand === true && facts.exitCode !== 0;
  },
});

export const inLayout = (layout: Layout, says: string): Sign =>
  sign('client', says, ({ facts }) => facts.policy.layout === layout);

/** A job that stands in no crontab of its host. */
export const notInstalled = (job: JobName): Sign =>
  sign(
    HOST_OF[job],
    `root’s crontab on ${HOST_OF[job]} has no ${job} job`,
    ({ facts: { cycle, policy } }) => {
      const ran = cycle?.jobs[job];
      if (ran?.ok === false && ran.reason === 'missing') return true;
      const host = HOST_OF[job];
      if (cycle?.schedules.ok !== true || (host !== 'client' && !couldBeAsked(policy, host))) return null;
      return !cycle.schedules.value.some((entry) => entry.job === job && entry.host === host);
    },
  );

export const not = (other: Sign, says: string): Sign =>
  sign(other.source, says, (seen) => opposite(other.isSeen(seen)));

/** Every one of several; unknown when none is unseen but one is unknown. */
export const all = (says: string, ...signs: Sign[]): Sign =>
  sign(signs[0]?.source ?? 'client', says, (seen) => {
    const answers = signs.map(({ isSeen }) => isSeen(seen));
    if (answers.includes(false)) return false;
    return answers.includes(null) ? null : true;
  });

const opposite = (answer: boolean | null): boolean | null => (answer === null ? null : !answer);
