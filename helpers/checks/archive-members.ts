import type { ArchiveFacts } from '../facts/archive.ts';
import type { Facts } from '../facts/facts.ts';
import { isOf, labelOf, missingMembers, olderVersionOf, strayMembers } from '../layout/match-members.ts';
import { isNewerThanKnown, versionFor, VERSIONS, type LayoutVersion } from '../layout/versions.ts';
import { archiveCheck, damageFinding, isOuter, some, unreadReason } from './archive-judging.ts';
import {
  failed,
  judged,
  notApplicable,
  notProven,
  passed,
  type CheckDefinition,
  type Finding,
} from './check.ts';

/** Questions about which stores are in the archive, and where. */
export const archiveMemberChecks: readonly CheckDefinition<Facts>[] = [
  archiveCheck({
    code: 'ARCHIVE_VERSION_KNOWN',
    severity: 'warning',
    title: 'The verifier knows this version of OpenCRVS',
    remedy:
      'Update the verifier. Until then it checks the archive against the newest version it knows, and may miss a store that this version added.',
    requiredBy: [],
    judge: (_, facts) => {
      const version = versionOf(facts);
      if (version === null)
        return notApplicable('no version is configured, and production did not state one');
      const newest = VERSIONS.at(-1)?.version ?? '';
      return judged(!isNewerThanKnown(version), `${newest} or older`, version);
    },
  }),
  archiveCheck({
    code: 'ARCHIVE_JOB_VERSION',
    severity: 'critical',
    title: 'The backup job is the one of the installed OpenCRVS version',
    remedy:
      'Provision production again: its crontab runs a copy of the backup job, which an upgrade alone does not replace.',
    judge: (archive, facts) => {
      const reason = unreadReason(archive, 'structure');
      if (reason !== null) return notProven(reason);
      const version = versionRow(facts);
      const older = olderVersionOf(archive, version, facts.policy.stores);
      const expected = `the members of version ${version.version}`;
      return older === null
        ? passed(expected, 'no older job fits better')
        : failed(expected, `those of ${older}`);
    },
  }),
  archiveCheck({
    code: 'ARCHIVE_MEMBERS',
    severity: 'critical',
    title: 'The archive contains every store of the deployment',
    remedy:
      'The dump of that store failed: read the log and the error log of the backup job, and check the store itself. If the deployment does not have it, list the stores it has in ARCHIVE_STORES (--stores), as shown.',
    judge: membersFinding,
  }),
  archiveCheck({
    code: 'ARCHIVE_STORES_IN_PLACE',
    severity: 'critical',
    title: 'The archive contains one register, where a restore reads it',
    remedy:
      'Find out which step of the backup job wrote the extra dump. A restore ignores it, or takes it for the register: remove it from the job and run the backup again.',
    judge: (archive) => {
      const { registers } = strayMembers(archive);
      const expected = 'no second database dump or object store';
      if (registers.length > 0) return failed(expected, some(registers));
      const reason = unreadReason(archive, 'structure');
      return reason === null ? passed(expected, 'none') : notProven(reason);
    },
  }),
  archiveCheck({
    code: 'ARCHIVE_NOTHING_ELSE',
    severity: 'info',
    title: 'The archive contains nothing that OpenCRVS does not back up',
    remedy:
      'No restore of OpenCRVS reads these. If the country added them on purpose, make sure that its own restore does.',
    requiredBy: [],
    judge: (archive) => {
      const { others } = strayMembers(archive);
      const expected = 'only members of known versions';
      if (others.length > 0) return failed(expected, some(others));
      const reason = unreadReason(archive, 'structure');
      return reason === null ? passed(expected, 'nothing else') : notProven(reason);
    },
  }),
  archiveCheck({
    code: 'ARCHIVE_NAMES_SAFE',
    severity: 'warning',
    title: 'The archive is safe to unpack',
    remedy: 'Do not unpack it by hand. Find out how a link, a device or such a path got into a backup.',
    requiredBy: [],
    judge: (archive) => {
      const { count, listed } = archive.members.hostile;
      const expected = 'plain files and folders with relative names';
      if (count > 0) {
        return failed(
          expected,
          `${count} others`,
          some(listed.map(({ member, why }) => `${member}: ${why}`)),
        );
      }
      const reason = unreadReason(archive, 'structure');
      return reason === null ? passed(expected, 'nothing else') : notProven(reason);
    },
  }),
  archiveCheck({
    code: 'ARCHIVE_NESTED_WHOLE',
    beforeRestore: true,
    severity: 'critical',
    title: 'Every nested archive is complete',
    remedy:
      'The dump of that store broke off on production before it was packed: read the log of the backup job, check the store and the free disk space, and run the backup again.',
    judge: (archive) =>
      damageFinding(
        archive,
        'every nested gzip and tar read to its end',
        ({ layer }) => layer.startsWith('nested'),
        { cause: isOuter },
      ),
  }),
];

/** The version as configured, else as production stated it; null: neither. */
function versionOf({ policy, registration }: Facts): string | null {
  if (policy.opencrvsVersion !== null) return policy.opencrvsVersion;
  const stated = registration?.login.ok === true ? registration.login.value.version : 'unknown';
  return stated === 'unknown' ? null : stated;
}

const versionRow = (facts: Facts): LayoutVersion => versionFor(facts.policy.layout, versionOf(facts));

function membersFinding(archive: ArchiveFacts, facts: Facts): Finding {
  const { stores, layout } = facts.policy;
  const version = versionRow(facts);
  const reason = unreadReason(archive, 'structure');
  if (reason !== null) return notProven(reason);
  const older = olderVersionOf(archive, version, stores);
  if (older !== null) return notProven(`the archive is one of version ${older}`);
  const { absent, empty } = missingMembers(archive, version, stores);
  const shown = ({ store, path }: (typeof absent)[number]): string =>
    layout === 'kubernetes' ? `${store}: ${path || 'objects'}` : path;
  const wrong = [
    ...absent.map((member) => `${shown(member)} is missing`),
    ...empty.map((member) => `${shown(member)} is empty`),
  ];
  const expected = `the members of version ${version.version}`;
  if (wrong.length === 0) return passed(expected, 'all present, none empty');
  const rest = version
    .expected(labelOf(archive))
    .filter((member) => isOf(stores, member) && !absent.includes(member))
    .map(({ store, part }) => (part === null ? store : `${store}/${part}`));
  const setting = `without them: ARCHIVE_STORES=${[...new Set(rest)].join(',')}`;
  return failed(expected, some(wrong), absent.length === 0 ? undefined : setting);
}
