import type { Facts } from '../facts/facts.ts';
import type { DrillFacts, RestoredDatabase } from '../facts/drill.ts';
import { some } from './archive-judging.ts';
import { judged, notApplicable, notProven, type CheckDefinition, type Finding } from './check.ts';
import {
  archiveOf,
  counted,
  filesFinding,
  newestFinding,
  rowsFinding,
  testRecordFinding,
  timeFinding,
} from './recovery-drill-findings.ts';

type Definition = Pick<CheckDefinition<Facts>, 'code' | 'severity' | 'title' | 'remedy'> & {
  judge: (drill: DrillFacts, facts: Facts) => Finding;
};

/** A question about a drill; it does not arise in a run that made none. */
const drillCheck = ({ judge, ...rest }: Definition): CheckDefinition<Facts> => ({
  ...rest,
  phase: 'recovery',
  requiredBy: rest.severity === 'info' ? [] : ['recovery'],
  judge: (facts) => {
    const { drill } = facts;
    if (drill === undefined) return notApplicable('no recovery drill in this run');
    return drill.ok ? judge(drill.value, facts) : notProven(drill.why);
  },
});

/** A question that the restored database answers. */
const databaseCheck = ({
  judge,
  ...rest
}: Omit<Definition, 'judge'> & {
  judge: (database: RestoredDatabase, drill: DrillFacts, facts: Facts) => Finding;
}) =>
  drillCheck({
    ...rest,
    judge: (drill, facts) =>
      drill.database.ok ? judge(drill.database.value, drill, facts) : notProven(drill.database.why),
  });

/** Questions about one night that was brought back into a throw-away database. */
export const recoveryDrillChecks: readonly CheckDefinition<Facts>[] = [
  drillCheck({
    code: 'RECOVERY_COPY_AS_MANIFEST',
    severity: 'critical',
    title: 'The files restored from are those that were copied',
    remedy:
      'The files on the disk are not those that were proven when the copy was made. Use another copy or another night, and find out who wrote to this disk.',
    judge: ({ otherThanManifest, from }) =>
      judged(
        otherThanManifest === null,
        `the files of the manifest, from ${from}`,
        otherThanManifest ?? 'they are',
      ),
  }),
  drillCheck({
    code: 'RECOVERY_RESTORED',
    severity: 'critical',
    title: 'pg_restore restored the database without an error',
    remedy:
      'Read what pg_restore says: a dump that was cut, an extension that the server lacks, or rows that break their own rules. Try the night before (“npm run drill -- --each”).',
    judge: ({ restore }) => {
      if (!restore.ok)
        return restore.reason === 'unexpected'
          ? judged(false, 'a dump that is whole', restore.why)
          : notProven(restore.why);
      const { exitCode, errors, serverVersion } = restore.value;
      const said =
        errors.length > 0
          ? some(errors)
          : exitCode === 0
            ? 'none'
            : `it ended with ${exitCode ?? 'a signal'}`;
      return judged(exitCode === 0 && errors.length === 0, `no error, PostgreSQL ${serverVersion}`, said);
    },
  }),
  databaseCheck({
    code: 'RECOVERY_ROWS_EQUAL',
    severity: 'critical',
    title: 'The restored tables have the rows that the dump has',
    remedy: 'The restore dropped rows: read its errors, above all duplicates and foreign keys.',
    judge: (database, _drill, facts) => rowsFinding(database, archiveOf(facts)),
  }),
  databaseCheck({
    code: 'RECOVERY_EVENTS_COMPLETE',
    severity: 'critical',
    title: 'Every restored event has its actions, in their order',
    remedy:
      'Records came back in part: compare the counts with production’s own. If production has the same fault it is older than the backup, and OpenCRVS’s support should see it.',
    judge: ({ events }) => {
      const wrong = [
        counted(events.withoutActions, 'without any action'),
        counted(events.outOfOrder, 'with actions in a wrong order'),
        counted(events.orphanedActions, 'actions of no event'),
        counted(events.danglingActions, 'actions that follow one that is missing'),
      ].filter((line) => line !== null);
      if (events.total === 0) return judged(false, 'at least one event', 'the register is empty');
      return judged(
        wrong.length === 0,
        'every event with its actions',
        some(wrong) || `${events.total} events, all complete`,
      );
    },
  }),
  databaseCheck({
    code: 'RECOVERY_IDENTIFIERS_UNIQUE',
    severity: 'critical',
    title: 'Tracking ids and registration numbers are unique in the restored register',
    remedy:
      'Two records share a number: find them on production before anybody restores this, and have one corrected.',
    judge: ({ duplicates, events }) => {
      const wrong = [
        counted(duplicates.trackingIds, 'tracking ids twice'),
        counted(duplicates.registrationNumbers, 'registration numbers twice'),
      ].filter((line) => line !== null);
      return judged(
        wrong.length === 0,
        'none twice',
        some(wrong) || `none twice among ${events.total} events`,
      );
    },
  }),
  drillCheck({
    code: 'RECOVERY_FILES_COMPLETE',
    severity: 'critical',
    title: 'Every file that a record refers to is among the restored objects',
    remedy:
      'Documents would be missing after a recovery. See which keys: if production has them, the object store’s part of the backup fails; if not, they were lost before.',
    judge: (_drill, facts) => filesFinding(archiveOf(facts)),
  }),
  databaseCheck({
    code: 'RECOVERY_NEWEST_ACTION',
    severity: 'warning',
    title: 'The newest restored change is of the night’s own day',
    remedy:
      'The backup holds an old state of the register: look at what the backup job dumps. In a register where nobody works on such a day this is no fault.',
    judge: ({ newestAction }, { night }) => newestFinding(newestAction, night),
  }),
  databaseCheck({
    code: 'RECOVERY_USERS',
    severity: 'critical',
    title: 'Users with their roles came back, and API clients with their scopes',
    remedy:
      'Nobody could log in after this recovery: the users’ tables are not in the dump, or lost their rows.',
    judge: ({ users, clients }) => {
      const wrong = [
        users.total === 0 ? 'no user' : null,
        users.withRole < users.total ? `${users.total - users.withRole} users without a role` : null,
        users.withCredentials === 0 ? 'no user who can log in' : null,
        clients !== null && clients.withScopes < clients.total
          ? `${clients.total - clients.withScopes} API clients without scopes`
          : null,
      ].filter((line) => line !== null);
      const found = [
        `${users.total} users`,
        users.withCredentials === null ? null : `${users.withCredentials} with a password`,
        clients === null ? null : `${clients.total} API clients`,
      ].filter((line) => line !== null);
      return judged(wrong.length === 0, 'users who can work', some(wrong) || found.join(', '));
    },
  }),
  databaseCheck({
    code: 'RECOVERY_TEST_RECORD',
    severity: 'critical',
    title: 'The test record came back with its number and its files',
    remedy:
      'What was registered before this backup is not in it: see the checks of the archive, and which night holds it.',
    judge: ({ testRecord }, _drill, facts) => testRecordFinding(testRecord, archiveOf(facts)),
  }),
  drillCheck({
    code: 'RECOVERY_NOTHING_LEFT',
    severity: 'critical',
    title: 'Nothing of the drill is left on this machine',
    remedy: 'Delete the folder that is named: it holds citizens’ records. Then report the defect.',
    judge: ({ left, where }) =>
      judged(
        left.length === 0,
        `nothing in ${where.kind === 'memory' ? 'memory' : where.path}`,
        left.join(', ') || 'nothing',
      ),
  }),
  {
    code: 'RECOVERY_EACH_NIGHT',
    phase: 'recovery',
    severity: 'warning',
    title: 'Every night that was tried would bring the register back',
    remedy:
      'Do not count on the nights that failed. While one night is good, copy it off the site; then find out what broke the others.',
    requiredBy: [],
    judge: ({ drilledNights = [] }) => {
      if (drilledNights.length < 2)
        return notApplicable('one night was tried: “npm run drill -- --each” tries all');
      const tried = drilledNights.filter(({ result }) => result !== 'not-tried');
      const bad = tried.filter(({ result }) => result !== 'restores');
      const rest = drilledNights.length - tried.length;
      return judged(
        bad.length === 0,
        `${tried.length} nights that restore`,
        [
          some(bad.map(({ night, result, why }) => `${night} ${result}: ${why ?? ''}`)) ||
            `${tried.length} do`,
          ...(rest === 0 ? [] : [`${rest} not tried: the time was up`]),
        ].join('; '),
      );
    },
  },
  drillCheck({
    code: 'RECOVERY_TIME',
    severity: 'info',
    title: 'RTO and RPO of this recovery were measured',
    remedy: 'Compare the times with your recovery plan.',
    judge: timeFinding,
  }),
];
