import type { CrontabFacts, HostFacts, LoginFacts, PreflightFacts } from '../facts/preflight.ts';
import type { Outcome } from '../base/outcome.ts';
import { failed, judged, notApplicable, notProven, passed, type Finding } from './check.ts';

/** Not asked is not proven; what was asked and not granted has failed. */
const unanswered = (expected: string, outcome: Extract<Outcome<unknown>, { ok: false }>): Finding =>
  outcome.reason === 'not-asked' ? notProven(outcome.why) : failed(expected, outcome.why);

export function loggedIn(login: Outcome<LoginFacts>): Finding {
  const expected = 'a login with all needed rights';
  if (!login.ok) return unanswered(expected, login);
  const { username, role, missingScopes } = login.value;
  return judged(
    missingScopes.length === 0,
    expected,
    missingScopes.length === 0
      ? `${username}, ${role}`
      : `${username}, ${role}, lacks ${missingScopes.join(', ')}`,
  );
}

export function sshLogin(host: Outcome<HostFacts>): Finding {
  return host.ok ? passed('a login', `as ${host.value.user}`) : unanswered('a login', host);
}

export function mayRead({ hosts }: PreflightFacts): Finding {
  const known = Object.values(hosts).flatMap((host) => (host.ok ? [host.value] : []));
  if (known.length === 0) return notProven('no host could be asked');
  const missing = known.flatMap(({ host, user, rights }) =>
    rights
      .filter(({ allowed }) => !allowed)
      .map(({ command, use }) => `${host}: ${user} may not run “${command.join(' ')}”, so unknown: ${use}`),
  );
  const asked = known.reduce((sum, { rights }) => sum + rights.length, 0);
  return judged(
    missing.length === 0,
    `${asked} commands allowed`,
    missing.length === 0 ? 'all are' : `${missing.length} are not`,
    missing.join('\n'),
  );
}

export function archiveOpens({ newestArchive }: PreflightFacts): Finding {
  const expected = 'its beginning decrypts to a compressed archive';
  if (!newestArchive.ok) {
    return newestArchive.reason === 'missing'
      ? notProven(newestArchive.why)
      : unanswered(expected, newestArchive);
  }
  const { name, opening } = newestArchive.value;
  const actual = {
    opens: `${name} opens`,
    'not-encrypted': `${name} is not encrypted`,
    'wrong-passphrase': `${name} does not open with the configured passphrase`,
  }[opening];
  return judged(opening === 'opens', expected, actual);
}

export function crontabAgrees(crontab: Outcome<CrontabFacts>): Finding {
  if (!crontab.ok) return notProven(crontab.why);
  const { passphraseAgrees } = crontab.value;
  if (passphraseAgrees === null)
    return notApplicable('its crontab holds no passphrase, or none is configured');
  return judged(passphraseAgrees, 'the same', passphraseAgrees ? 'the same' : 'another one');
}
