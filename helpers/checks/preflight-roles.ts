import type { EnvironmentName, PreflightFacts } from '../facts/preflight.ts';
import { failed, judged, notApplicable, notProven, passed, type Finding } from './check.ts';

/** Writing into the wrong environment, or wiping it, is what must never happen. */
export function rolesHold(facts: PreflightFacts): Finding {
  const expected = 'a backup job and no restore job on production, no backup job on staging';
  const contradiction = contradictionIn(facts);
  if (contradiction !== null) return failed(expected, contradiction);
  const { production, staging } = facts.crontabs;
  if (!production.ok || !staging.ok) return notProven('the crontabs of both environments could not be read');
  return passed(
    expected,
    `production: ${production.value.jobs.join(', ')}; staging: ${staging.value.jobs.join(', ')}`,
  );
}

function contradictionIn(facts: PreflightFacts): string | null {
  const { crontabs, addresses, whereabouts, backupByCron } = facts;
  const urlsOf = (name: string) =>
    addresses.filter(({ environment }) => environment === name).map(({ url }) => url);
  const shared = urlsOf('production').filter((url) => url !== '' && urlsOf('staging').includes(url));
  if (shared.length > 0) return `both have the address ${shared.join(', ')}`;
  const { production, staging } = crontabs;
  if (staging.ok && staging.value.jobs.includes('backup')) return 'a backup job on staging';
  if (production.ok && production.value.jobs.includes('restore')) return 'a restore job on production';
  if (backupByCron && production.ok && !production.value.jobs.includes('backup'))
    return 'no backup job on production';
  if (whereabouts.production.ok && whereabouts.staging.ok) {
    const { login } = whereabouts.production.value;
    if (login === whereabouts.staging.value.login) return `the SSH logins of both lead to ${login}`;
  }
  return leadsAstray(facts, 'production', 'staging') ?? leadsAstray(facts, 'staging', 'production');
}

/** One environment's web address that leads to the host of the other's SSH login. */
function leadsAstray(
  { whereabouts }: PreflightFacts,
  name: EnvironmentName,
  other: EnvironmentName,
): string | null {
  const [mine, theirs] = [whereabouts[name], whereabouts[other]];
  if (!mine.ok || !theirs.ok) return null;
  const { served, own } = mine.value;
  if (served.some((address) => own.includes(address))) return null;
  const there = served.find((address) => theirs.value.own.includes(address));
  return there === undefined
    ? null
    : `the web address of ${name} leads to ${there}, the host of the SSH login on ${other}`;
}

/** Whether a registered record would reach other systems without anybody having said that it may. */
export function integrationsFinding({ integrations, record }: PreflightFacts): Finding {
  if (record.kind !== 'registered') return notApplicable(`RECORD=${record.kind}: no record is registered`);
  if (!integrations.ok) return notProven(integrations.why);
  const { seen, hidden } = integrations.value;
  if (seen.length === 0) return hidden === null ? passed('none', 'none') : notProven(`none seen; ${hidden}`);
  const list = `${seen.join(', ')}${hidden === null ? '' : `; ${hidden}`}`;
  return judged(record.acknowledged, 'none, or ACKNOWLEDGE_INTEGRATIONS=yes', list);
}
