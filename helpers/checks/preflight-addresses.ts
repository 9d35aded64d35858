import type { EnvironmentName, PreflightFacts } from '../facts/preflight.ts';
import { judged, notApplicable, notProven, type Finding } from './check.ts';

/** A renewal that works happens long before; administrators need a few weeks where it does not. */
export const CERTIFICATE_DAYS = 30;

export function reachable({ addresses }: PreflightFacts, name: EnvironmentName): Finding {
  const own = addresses.filter(({ environment }) => environment === name);
  const unset = own.filter(({ answer }) => !answer.ok && answer.reason === 'not-asked');
  if (unset.length > 0)
    return notProven(`the address of ${unset.map(({ what }) => what).join(', ')} is not set`);
  const silent = own.flatMap(({ what, url, answer }) =>
    answer.ok ? [] : [`${what} (${url}): ${answer.why}`],
  );
  // The object store answers anything without a signature with an error: it is there.
  const wrong = own.flatMap(({ what, url, answer }) =>
    answer.ok && what !== 'files' && answer.value.status >= 400
      ? [`${what} (${url}): HTTP ${answer.value.status}`]
      : [],
  );
  const trouble = [...silent, ...wrong];
  return judged(
    trouble.length === 0,
    `${own.length} addresses answer`,
    trouble.length === 0 ? 'all do' : `${trouble.length} do not`,
    trouble.join('\n'),
  );
}

export function certificates({ addresses }: PreflightFacts): Finding {
  const known = addresses.flatMap(({ url, answer }) =>
    answer.ok && answer.value.certificateDays !== null ? [{ url, days: answer.value.certificateDays }] : [],
  );
  if (known.length === 0) return notApplicable('no certificate was seen: no TLS');
  const soonest = known.reduce((a, b) => (b.days < a.days ? b : a));
  return judged(
    soonest.days > CERTIFICATE_DAYS,
    `more than ${CERTIFICATE_DAYS} days`,
    `${soonest.days} days (${soonest.url})`,
  );
}

export function sameVersion({ addresses }: PreflightFacts): Finding {
  const versionOf = (name: EnvironmentName) => {
    const gateway = addresses.find(({ environment, what }) => environment === name && what === 'gateway');
    return gateway?.answer.ok === true ? gateway.answer.value.version : null;
  };
  const [production, staging] = [versionOf('production'), versionOf('staging')];
  if (production === null || staging === null) return notProven('a gateway does not state its version');
  return judged(production === staging, 'the same', `production ${production}, staging ${staging}`);
}
