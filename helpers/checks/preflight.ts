import { CERTIFICATE_DAYS, certificates, reachable, sameVersion } from './preflight-addresses.ts';
import { archiveOpens, crontabAgrees, loggedIn, mayRead, sshLogin } from './preflight-access.ts';
import { integrationsFinding, rolesHold } from './preflight-roles.ts';
import { judged, type CheckDefinition } from './check.ts';
import type { PreflightFacts } from '../facts/preflight.ts';

const check = (
  definition: Omit<CheckDefinition<PreflightFacts>, 'phase' | 'requiredBy'> & { required?: true },
): CheckDefinition<PreflightFacts> => {
  const { required, ...rest } = definition;
  return { ...rest, phase: 'preflight', requiredBy: required === true ? ['acceptance', 'nightly'] : [] };
};

const NAMES = ['production', 'staging'] as const;
const upper = <N extends string>(name: N) => name.toUpperCase() as Uppercase<N>;

/** What must be in order before a proof is begun. */
export const preflightChecks: readonly CheckDefinition<PreflightFacts>[] = [
  check({
    code: 'PREFLIGHT_CONFIGURATION',
    severity: 'critical',
    title: 'The configuration is complete',
    remedy:
      'Set what is named; docs/configuration.md says what each key means, “npm run init” asks for them.',
    judge: ({ problems }) =>
      judged(
        problems.length === 0,
        'nothing missing or wrong',
        problems.length === 0 ? 'complete' : `${problems.length} problem(s)`,
        problems.map(({ key, wrong }) => `${key} ${wrong}`).join('\n'),
      ),
  }),
  check({
    code: 'PREFLIGHT_SECRETS',
    severity: 'warning',
    title: 'Secrets are for their owner alone, and long enough to be masked',
    remedy:
      'chmod 600 the files that are named. Choose passwords of at least six characters: shorter ones cannot be told from other text in reports.',
    judge: ({ unmaskable = [], exposed = [] }) => {
      const wrong = [
        ...exposed.map((file) => `${file} may be read by others`),
        ...unmaskable.map((key) => `${key} is too short to be masked`),
      ];
      return judged(
        wrong.length === 0,
        'files of mode 600, six characters or more',
        wrong.length === 0 ? 'all are' : `${wrong.length} are not`,
        wrong.join('\n'),
      );
    },
  }),
  ...NAMES.map((name) =>
    check({
      code: `PREFLIGHT_${upper(name)}_ADDRESSES`,
      severity: 'critical',
      title: `Client, login page, gateway and object store of ${name} answer`,
      remedy: `Correct ${upper(name)}_DOMAIN or the _URL keys; from outside the network set ${upper(name)}_PROXY; for a private authority CA_FILE.`,
      required: true,
      judge: (facts) => reachable(facts, name),
    }),
  ),
  check({
    code: 'PREFLIGHT_CERTIFICATES',
    severity: 'warning',
    title: `No certificate expires within ${CERTIFICATE_DAYS} days`,
    remedy: 'Renew it and look why it was not renewed by itself.',
    judge: certificates,
  }),
  check({
    code: 'PREFLIGHT_SAME_VERSION',
    severity: 'warning',
    title: 'Production and staging run the same version of OpenCRVS',
    remedy:
      'Upgrade staging together with production: a restore brings data of production’s version. Set OPENCRVS_VERSION to what production runs.',
    judge: sameVersion,
  }),
  ...NAMES.map((name) =>
    check({
      code: `PREFLIGHT_${upper(name)}_LOGIN`,
      severity: name === 'production' ? 'critical' : 'warning',
      title: `The user on ${name} can log in and has the rights to register and see a birth`,
      remedy: `Check ${upper(name)}_USERNAME, its password and second factor; a registrar of a district has all the rights. Staging has production's users only after its first restore.`,
      required: true,
      judge: ({ logins }) => loggedIn(logins[name]),
    }),
  ),
  ...([...NAMES, 'backup'] as const).map((name) =>
    check({
      code: `PREFLIGHT_${upper(name)}_SSH`,
      severity: 'critical',
      title: `The SSH login on ${name === 'backup' ? 'the backup host' : name} works, with a known host key`,
      remedy: `Check ${upper(name)}_SSH and its companions; compare host keys on the host's console.`,
      ...(name === 'backup' ? { required: true } : {}),
      judge: ({ hosts }) => sshLogin(hosts[name]),
    }),
  ),
  check({
    code: 'PREFLIGHT_ROLES',
    severity: 'critical',
    title: 'Production backs up, staging restores, and they are not the same',
    remedy:
      'Look whether PRODUCTION_… and STAGING_… are mixed up. If they are not: a restore job on production would overwrite the register, remove it at once; a backup job that is missing from production is brought back by provisioning.',
    judge: rolesHold,
  }),
  check({
    code: 'PREFLIGHT_INTEGRATIONS',
    severity: 'critical',
    title: 'A registered test record reaches no other system unannounced',
    remedy:
      'Tell those who run what is named that a made-up birth is coming, then set ACKNOWLEDGE_INTEGRATIONS=yes; or set RECORD=declared, which registers nothing.',
    judge: integrationsFinding,
  }),
  check({
    code: 'PREFLIGHT_RIGHTS',
    severity: 'warning',
    title: 'The SSH users may read crontabs and logs',
    remedy:
      'Put the lines printed below the table into /etc/sudoers.d on that host (check them with visudo -c).',
    judge: mayRead,
  }),
  check({
    code: 'PREFLIGHT_PASSPHRASE_OPENS',
    severity: 'critical',
    title: 'The passphrase opens the newest archive',
    remedy:
      'Take the passphrase from where it is kept safe. If it does not open what production makes now, production was provisioned with another one: find it before it is needed.',
    required: true,
    judge: archiveOpens,
  }),
  ...NAMES.map((name) =>
    check({
      code: `PREFLIGHT_${upper(name)}_PASSPHRASE`,
      severity: 'critical',
      title: `The passphrase in the crontab of ${name} is the configured one`,
      remedy: `If the newest archive does not open either, correct BACKUP_PASSPHRASE in the settings; else provision ${name} again with the BACKUP_ENCRYPTION_PASSPHRASE of the other environment.`,
      judge: ({ crontabs }) => crontabAgrees(crontabs[name]),
    }),
  ),
];
