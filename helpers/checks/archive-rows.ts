import type { ArchiveFacts, PostgresDumpFacts, ProductionRows } from '../facts/archive.ts';
import type { Facts } from '../facts/facts.ts';
import { restoredDump } from '../layout/match-members.ts';
import { some, unreadDump } from './archive-judging.ts';
import { failed, judged, notApplicable, notProven, passed, type Finding } from './check.ts';

/** Tables from which rows go away in daily use, and the moment decides how many there are. */
const FLEETING = new Set(['app.event_action_drafts']);

/**
 * The dump against production: its database where that could be asked, else what production's own search counted when the
 * run registered its record, before the backup.
 */
export function rowsAsOnProduction(archive: ArchiveFacts, { policy, registration }: Facts): Finding {
  const { production } = archive;
  const counts = registration?.counts;
  if (policy.profile === 'offline') return notApplicable('a copy at hand is not compared with production');
  const dump = restoredDump(archive);
  if (dump === undefined) return notProven('no dump lies where a restore reads it');
  const reason = dump.whole ? unreadDump(archive) : 'the dump was not read to its end';
  if (reason !== null) return notProven(reason);
  if (production?.ok === true) return againstDatabase(dump, production.value);
  if (counts?.ok === true) return againstSearch(dump, counts.value);
  return notProven(production?.why ?? 'neither production’s database nor its search was asked');
}

function againstDatabase({ tables, contents }: PostgresDumpFacts, { rows, until }: ProductionRows): Finding {
  const expected = `every row that production had a minute before ${until}`;
  const excluded = Object.keys(rows).filter((name) => !(name in tables));
  const fewer = Object.entries(rows).flatMap(([name, count]) => {
    const inDump = tables[name];
    if (inDump == null || inDump >= count || FLEETING.has(name)) return [];
    // Rows without a time may be newer than the dump: only a table that is empty there tells.
    return contents[name]?.dated === true || inDump === 0 ? [`${name}: ${inDump} of ${count}`] : [];
  });
  const isApp = (name: string): boolean => name.startsWith('app.');
  const wrong = [...fewer, ...excluded.filter(isApp).map((name) => `${name}: not in the dump`)];
  if (wrong.length > 0) return failed(expected, some(wrong));
  const others = excluded.filter((name) => !isApp(name));
  const counted = `${Object.keys(rows).length - excluded.length} tables with all their rows`;
  return passed(expected, others.length === 0 ? counted : `${counted}; not in the dump: ${some(others)}`);
}

function againstSearch({ eventsByType }: PostgresDumpFacts, counts: Record<string, number>): Finding {
  const least = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const births = eventsByType['birth'] ?? 0;
  return judged(
    births >= least,
    `at least the ${least} births that production’s search counted before the backup`,
    `${births} births`,
  );
}
