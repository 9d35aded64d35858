import { expect, test } from '@playwright/test';
import { answer } from '../../../helpers/checks/check.ts';
import { preflightChecks } from '../../../helpers/checks/preflight.ts';
import { verdictOf } from '../../../helpers/checks/verdict.ts';
import { exitCodeFor } from '../../../helpers/doctor/doctor.ts';
import type { AddressFacts, HostFacts, PreflightFacts } from '../../../helpers/doctor/facts.ts';
import { got, none } from '../../../helpers/outcome.ts';

const address = (environment: 'production' | 'staging', what: string): AddressFacts => ({
  environment,
  what,
  url: `https://${what}.${environment}.example.org`,
  answer: got({
    status: what === 'files' ? 403 : 200,
    version: what === 'gateway' ? '2.0.0' : null,
    certificateDays: 60,
  }),
});

const host = (name: HostFacts['host']): HostFacts => ({
  host: name,
  user: 'verifier',
  rights: [{ command: ['crontab', '-l'], use: 'the jobs', allowed: true }],
});

const login = got({ username: 'k.mweene', role: 'LOCAL_REGISTRAR', missingScopes: [] as string[] });

function healthy(): PreflightFacts {
  const whats = ['client', 'login', 'gateway', 'files'];
  return {
    problems: [],
    addresses: (['production', 'staging'] as const).flatMap((name) =>
      whats.map((what) => address(name, what)),
    ),
    logins: { production: login, staging: login },
    hosts: {
      production: got(host('production')),
      staging: got(host('staging')),
      backup: got(host('backup')),
    },
    newestArchive: got({ name: '2026-03-01/2026-03-01.tar.gz.enc', opening: 'opens' }),
    crontabs: {
      production: got({ jobs: ['backup'], passphraseAgrees: true }),
      staging: got({ jobs: ['download', 'restore'], passphraseAgrees: true }),
    },
  };
}

function judge(change: (facts: PreflightFacts) => void) {
  const facts = healthy();
  change(facts);
  const checks = preflightChecks.map((check) => answer(check, facts));
  const required = preflightChecks.filter(({ requiredBy }) => requiredBy.includes('acceptance'));
  const verdict = verdictOf(
    checks,
    'acceptance',
    required.map(({ code }) => code),
  );
  const detailOf = (code: string) => {
    const check = checks.find((found) => found.code === code);
    return check?.status === 'failed'
      ? `${check.actual}\n${check.detail ?? ''}`
      : (check?.status ?? 'no such check');
  };
  const bad = checks.filter(({ status }) => status === 'failed').map(({ code }) => code);
  return { bad, verdict, exitCode: exitCodeFor(facts, verdict), detailOf };
}

test('a deployment in order passes', () => {
  const { bad, verdict, exitCode } = judge(() => undefined);
  expect(bad).toEqual([]);
  expect(verdict.status).toBe('passed');
  expect(exitCode).toBe(0);
});

const FAULTS: [string, string[], number, (facts: PreflightFacts) => void][] = [
  [
    'a missing key',
    ['PREFLIGHT_CONFIGURATION'],
    2,
    (facts) => facts.problems.push({ key: 'X', wrong: 'is missing' }),
  ],
  [
    'an address that does not answer',
    ['PREFLIGHT_STAGING_ADDRESSES'],
    3,
    (facts) => (facts.addresses[5]!.answer = none('unreachable', 'nothing listens there')),
  ],
  [
    'a page that is not there',
    ['PREFLIGHT_PRODUCTION_ADDRESSES'],
    1,
    (facts) => (facts.addresses[0]!.answer = got({ status: 404, version: null, certificateDays: 60 })),
  ],
  [
    'a certificate about to expire',
    ['PREFLIGHT_CERTIFICATES'],
    0,
    (facts) => (facts.addresses[7]!.answer = got({ status: 403, version: null, certificateDays: 30 })),
  ],
  [
    'another version on staging',
    ['PREFLIGHT_SAME_VERSION'],
    0,
    (facts) => (facts.addresses[6]!.answer = got({ status: 200, version: '1.9.0', certificateDays: 60 })),
  ],
  [
    'a wrong password',
    ['PREFLIGHT_PRODUCTION_LOGIN'],
    2,
    (facts) => (facts.logins.production = none('refused', 'wrong user or password')),
  ],
  [
    'a user who may not register',
    ['PREFLIGHT_PRODUCTION_LOGIN'],
    1,
    (facts) =>
      (facts.logins.production = got({ username: 'c', role: 'CLERK', missingScopes: ['record.register'] })),
  ],
  [
    'a changed host key',
    ['PREFLIGHT_STAGING_SSH'],
    2,
    (facts) => (facts.hosts.staging = none('refused', 'showed another host key')),
  ],
  [
    'a log that may not be read',
    ['PREFLIGHT_RIGHTS'],
    0,
    (facts) =>
      (facts.hosts.production = got({
        ...host('production'),
        rights: [{ command: ['crontab', '-l'], use: 'the jobs', allowed: false }],
      })),
  ],
  [
    'a passphrase that does not open',
    ['PREFLIGHT_PASSPHRASE_OPENS'],
    2,
    (facts) => (facts.newestArchive = got({ name: 'a', opening: 'wrong-passphrase' })),
  ],
  [
    'an archive in the clear',
    ['PREFLIGHT_PASSPHRASE_OPENS'],
    1,
    (facts) => (facts.newestArchive = got({ name: 'a', opening: 'not-encrypted' })),
  ],
  [
    'another passphrase in a crontab',
    ['PREFLIGHT_STAGING_PASSPHRASE'],
    1,
    (facts) => (facts.crontabs.staging = got({ jobs: ['restore'], passphraseAgrees: false })),
  ],
  [
    'a restore job on production',
    ['PREFLIGHT_ROLES'],
    1,
    (facts) => (facts.crontabs.production = got({ jobs: ['backup', 'restore'], passphraseAgrees: true })),
  ],
  [
    'production taken for staging',
    ['PREFLIGHT_ROLES'],
    1,
    (facts) => (facts.addresses[4]!.url = facts.addresses[0]!.url),
  ],
];

for (const [name, codes, exitCode, change] of FAULTS) {
  test(`${name} is told as that and nothing else`, () => {
    const judged = judge(change);
    expect(judged.bad).toEqual(codes);
    expect(judged.exitCode).toBe(exitCode);
  });
}

test('half a configuration is not proven, not failed, where nothing could be asked', () => {
  const { bad, verdict, exitCode } = judge((facts) => {
    facts.hosts.backup = none('not-asked', 'no SSH login is configured (BACKUP_SSH)');
    facts.newestArchive = none('not-asked', 'no SSH login is configured (BACKUP_SSH)');
  });
  expect(bad).toEqual([]);
  expect(verdict.notProven).toEqual(['PREFLIGHT_BACKUP_SSH', 'PREFLIGHT_PASSPHRASE_OPENS']);
  expect(exitCode).toBe(4);
});

test('a right that is missing is named with its command', () => {
  const { detailOf } = judge(
    (facts) =>
      (facts.hosts.production = got({
        ...host('production'),
        rights: [{ command: ['crontab', '-l'], use: 'the jobs', allowed: false }],
      })),
  );
  expect(detailOf('PREFLIGHT_RIGHTS')).toContain(
    'production: verifier may not run “crontab -l”, so unknown: the jobs',
  );
});
