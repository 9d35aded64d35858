import type { ArchiveFacts } from '../facts/archive.ts';
import { some, unreadReason } from './archive-judging.ts';
import { judged, notProven, type Finding } from './check.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The dates in the members' names and the creation times of the dumps against the archive's night. A dump may be of
 * the next day: the job takes its date when it begins, and may go on past midnight.
 */
export function archiveDates(archive: ArchiveFacts): Finding {
  const { date } = archive;
  const dated = [...archive.members.listed, ...archive.nested.map(({ member }) => ({ name: member }))];
  const named = dated.flatMap(({ name }) => {
    const found = /(\d{4}-\d\d-\d\d)(?=[.-]|$)/.exec(name.split('/').at(-1)!)?.[1];
    return found === undefined || found === date ? [] : [`${name} is named for another date`];
  });
  const nextDay = new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
  const dumps = archive.dumps.flatMap(({ member, header }) => {
    const madeAt = header?.createdAt ?? null;
    return madeAt === null ? [] : [{ member, madeAt }];
  });
  const old = dumps.flatMap(({ member, madeAt }) => {
    const made = madeAt.slice(0, 10);
    return made === date || made === nextDay ? [] : [`${member} was made on ${made}`];
  });
  const wrong = [...new Set([...old, ...named])];
  const expected = `names and dumps of ${date}`;
  if (wrong.length > 0) return judged(false, expected, some(wrong));
  const reason = unreadReason(archive);
  if (reason !== null) return notProven(reason);
  const times = dumps.map(({ madeAt }) => `dump made at ${madeAt}`);
  return judged(true, expected, times.join(', ') || 'names of the night; no dump with a time of its own');
}
