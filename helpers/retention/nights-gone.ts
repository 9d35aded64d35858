import type { RetentionView } from './view.ts';
import { keptNights } from './window.ts';

/** cron(8) looks for changed crontabs once a minute. */
const RELOAD_MS = 60_000;

/**
 * Nights that the policy keeps and that must once have been there, but are older than the oldest that is. The
 * listing alone cannot tell a young deployment from one that deletes too early; what can: an earlier look at
 * the directory, and how long both the backup job and the rotation job have stood unchanged in the crontabs.
 * Nights missing in between are gaps, not this.
 *
 * @returns dates ascending, and in words what was known
 */
export function nightsGone(view: RetentionView): { gone: string[]; evidence: string[] } {
  const { required } = keptNights(view);
  const evidence: string[] = [];
  const expected = new Set<string>();
  const rotationSince = crontabChange(view, 'backup');
  const backupSince = crontabChange(view, 'production');
  if (rotationSince !== null && backupSince !== null) {
    const since = Math.max(rotationSince, backupSince);
    evidence.push(`the jobs unchanged since ${new Date(since).toISOString()}`);
    for (const { date, startsAt } of required) if (startsAt > since + RELOAD_MS) expected.add(date);
  }
  for (const { at, dates } of view.facts.earlier) {
    // A look from before the job was changed says nothing: fewer nights were right then.
    if (rotationSince !== null && Date.parse(at) < rotationSince) continue;
    evidence.push(`the directory as it was at ${at}`);
    for (const date of dates) if (required.some((night) => night.date === date)) expected.add(date);
  }
  // Where nothing is there at all, the newest is missed by another check.
  const oldest = view.arrived[0]?.date ?? view.due?.date ?? '';
  return { gone: [...expected].filter((date) => date < oldest).sort(), evidence };
}

function crontabChange(view: RetentionView, host: 'backup' | 'production'): number | null {
  const clock = view.facts.clocks[host];
  const changed = clock?.ok === true ? clock.value.crontabChangedAt : null;
  return changed === null ? null : Date.parse(changed);
}
