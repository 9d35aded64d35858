import { expect, test } from '@playwright/test';
import { answer } from '../../../helpers/checks/check.ts';
import { preflightChecks } from '../../../helpers/checks/preflight.ts';
import { verdictOf } from '../../../helpers/verdict/verdict.ts';
import { exitCodeOfExamination } from '../../../helpers/doctor/doctor.ts';
import type { AddressFacts, HostFacts, PreflightFacts } from '../../../helpers/facts/preflight.ts';
import { ok, err } from '../../../helpers/base/outcome.ts';

const address = (environment: 'production' | 'staging', what: string): AddressFacts => ({
  environment,
  what,
  url: `https://${what}.${environment}.example.org`,
  answer: ok({
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

const login = ok({ username: 'k.mweene', role: 'LOCAL_REGISTRAR', missingScopes: [] as string[] });

function healthy(): PreflightFacts {
  const whats = ['client', 'login', 'gateway', 'files'];
  return {
    problems: [],
    addresses: (['production', 'staging'] as const).flatMap((name) =>
      whats.map((what) => address(name, what)),
    ),
    logins: { production: login, staging: login },
    hosts: {
      production: ok(host('production')),
      staging: ok(host('staging')),
      backup: ok(host('backup')),
    },
    newestArchive: ok({ name: '2026-03-01/2026-03-01.tar.gz.enc', opening: 'opens' }),
    crontabs: {
      production: ok({ jobs: ['backup'], passphraseAgrees: true }),
      staging: ok({ jobs: ['download', 'restore'], passphraseAgrees: true }),
    },
    whereabouts: {
      production: ok({ login: 'p.example.org:22', own: ['203.0.113.1'], served: ['203.0.113.1'] }),
      staging: ok({ login: 's.example.org:22', own: ['203.0.113.2'], served: ['203.0.113.2'] }),
    },
    backupByCron: true,
    integrations: ok({ seen: ['an identity service (mother.verified)'], hidden: null }),
    record: { kind: 'registered', acknowledged: true },
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
  return { bad, verdict, exitCode: exitCodeOfExamination(facts, verdict), detailOf };
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
    'a password that is too short to be masked',
    ['PREFLIGHT_SECRETS'],
    0,
    (facts) => (facts.unmaskable = ['PRODUCTION_PASSWORD']),
  ],
  [
    'a file with secrets that others may read',
    ['PREFLIGHT_SECRETS'],
    0,
    (facts) => (facts.exposed = ['.env']),
  ],
  [
    'an address that does not answer',
    ['PREFLIGHT_STAGING_ADDRESSES'],
    3,
    (facts) => (facts.addresses[5]!.answer = err('unreachable', 'nothing listens there')),
  ],
  [
    'a page that is not there',
    ['PREFLIGHT_PRODUCTION_ADDRESSES'],
    1,
    (facts) => (facts.addresses[0]!.answer = ok({ status: 404, version: null, certificateDays: 60 })),
  ],
  [
    'a certificate about to expire',
    ['PREFLIGHT_CERTIFICATES'],
    0,
    (facts) => (facts.addresses[7]!.answer = ok({ status: 403, version: null, certificateDays: 30 })),
  ],
  [
    'another version on staging',
    ['PREFLIGHT_SAME_VERSION'],
    0,
    (facts) => (facts.addresses[6]!.answer = ok({ status: 200, version: '1.9.0', certificateDays: 60 })),
  ],
  [
    'a wrong password',
    ['PREFLIGHT_PRODUCTION_LOGIN'],
    2,
    (facts) => (facts.logins.production = err('refused', 'wrong user or password')),
  ],
  [
    'a user who may not register',
    ['PREFLIGHT_PRODUCTION_LOGIN'],
    1,
    (facts) =>
      (facts.logins.production = ok({ username: 'c', role: 'CLERK', missingScopes: ['record.register'] })),
  ],
  [
    'a changed host key',
    ['PREFLIGHT_STAGING_SSH'],
    2,
    (facts) => (facts.hosts.staging = err('refused', 'showed another host key')),
  ],
  [
    'a log that may not be read',
    ['PREFLIGHT_RIGHTS'],
    0,
    (facts) =>
      (facts.hosts.production = ok({
        ...host('production'),
        rights: [{ command: ['crontab', '-l'], use: 'the jobs', allowed: false }],
      })),
  ],
  [
    'a passphrase that does not open',
    ['PREFLIGHT_PASSPHRASE_OPENS'],
    2,
    (facts) => (facts.newestArchive = ok({ name: 'a', opening: 'wrong-passphrase' })),
  ],
  [
    'an archive in the clear',
    ['PREFLIGHT_PASSPHRASE_OPENS'],
    1,
    (facts) => (facts.newestArchive = ok({ name: 'a', opening: 'not-encrypted' })),
  ],
  [
    'another passphrase in a crontab',
    ['PREFLIGHT_STAGING_PASSPHRASE'],
    1,
    (facts) => (facts.crontabs.staging = ok({ jobs: ['restore'], passphraseAgrees: false })),
  ],
  [
    'a restore job on production',
    ['PREFLIGHT_ROLES'],
    1,
    (facts) => (facts.crontabs.production = ok({ jobs: ['backup', 'restore'], passphraseAgrees: true })),
  ],
  [
    'production taken for staging',
    ['PREFLIGHT_ROLES'],
    1,
    (facts) => (facts.addresses[4]!.url = facts.addresses[0]!.url),
  ],
  [
    'production without a backup job',
    ['PREFLIGHT_ROLES'],
    1,
    (facts) => (facts.crontabs.production = ok({ jobs: [], passphraseAgrees: null })),
  ],
  [
    'one SSH login for both',
    ['PREFLIGHT_ROLES'],
    1,
    (facts) =>
      (facts.whereabouts.staging = ok({ login: 'p.example.org:22', own: [], served: ['203.0.113.2'] })),
  ],
  [
    "production's web address on the host of staging's login",
    ['PREFLIGHT_ROLES'],
    1,
    (facts) =>
      (facts.whereabouts.production = ok({
        login: 'p.example.org:22',
        own: ['203.0.113.1'],
        served: ['203.0.113.2'],
      })),
  ],
  [
    'an integration that nobody acknowledged',
    ['PREFLIGHT_INTEGRATIONS'],
    2,
    (facts) => (facts.record.acknowledged = false),
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
    facts.hosts.backup = err('not-asked', 'no SSH login is configured (BACKUP_SSH)');
    facts.newestArchive = err('not-asked', 'no SSH login is configured (BACKUP_SSH)');
  });
  expect(bad).toEqual([]);
  expect(verdict.notProven).toEqual(['PREFLIGHT_BACKUP_SSH', 'PREFLIGHT_PASSPHRASE_OPENS']);
  expect(exitCode).toBe(4);
});

test('a right that is missing is named with its command', () => {
  const { detailOf } = judge(
    (facts) =>
      (facts.hosts.production = ok({
        ...host('production'),
        rights: [{ command: ['crontab', '-l'], use: 'the jobs', allowed: false }],
      })),
  );
  expect(detailOf('PREFLIGHT_RIGHTS')).toContain(
    'production: verifier may not run “crontab -l”, so unknown: the jobs',
  );
});

test('no backup job in the crontab is no contradiction where cron is not the way', () => {
  const { bad } = judge((facts) => {
    facts.crontabs.production = ok({ jobs: [], passphraseAgrees: null });
    facts.backupByCron = false;
  });
  expect(bad).toEqual([]);
});

test('a web address behind a load balancer that neither host knows speaks against nothing', () => {
  const { bad } = judge((facts) => {
    for (const name of ['production', 'staging'] as const)
      facts.whereabouts[name] = ok({ login: name, own: ['10.0.0.1'], served: ['198.51.100.7'] });
  });
  expect(bad).toEqual([]);
});

test('a record that is only declared reaches no integration; none seen is no proof while some are hidden', () => {
  const declared = judge((facts) => (facts.record = { kind: 'declared', acknowledged: false }));
  expect(declared.detailOf('PREFLIGHT_INTEGRATIONS')).toBe('not-applicable');
  const hidden = judge((facts) => (facts.integrations = ok({ seen: [], hidden: 'may not list' })));
  expect(hidden.detailOf('PREFLIGHT_INTEGRATIONS')).toBe('not-proven');
});
