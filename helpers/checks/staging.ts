import type { Facts } from '../facts/facts.ts';
import type { CheckDefinition } from './check.ts';
import { judged, notApplicable, notProven, passed } from './check.ts';
import { stagingAgeChecks } from './staging-age.ts';
import { stagingDataChecks } from './staging-data.ts';
import { stagingFilesChecks } from './staging-files.ts';
import { stagingFoundChecks } from './staging-found.ts';
import { inSight, onStaging, stagingCheck, unanswered } from './staging-judging.ts';
import { stagingRecordChecks } from './staging-record.ts';

/** Everything that is asked of staging after the restore. */
export const stagingChecks: readonly CheckDefinition<Facts>[] = [
  stagingCheck({
    code: 'STAGING_LOGIN',
    title: "Production's user can log in on staging",
    remedy:
      'A password changed on production today works on staging from tomorrow: try the old one. Otherwise the users were not restored: look for the user database in the archive and in the restore log.',
    judge: onStaging(({ login }) =>
      login.ok
        ? passed('logged in', `logged in on OpenCRVS ${login.value.version}`)
        : unanswered(login, 'logged in'),
    ),
  }),
  ...stagingFoundChecks,
  ...stagingRecordChecks,
  ...stagingFilesChecks,
  ...stagingDataChecks,
  ...stagingAgeChecks,
  stagingCheck({
    code: 'STAGING_LATER_RECORD_ABSENT',
    needsRecord: true,
    title: 'A record made on production after the backup is not on staging',
    remedy:
      "Staging shows what the archive cannot hold: it shares production's database or search index, or it was filled by another way than the restore.",
    requiredBy: ['acceptance'],
    judge: inSight(({ staging: { laterRecord } }) => {
      if (!laterRecord.ok) return notProven(laterRecord.why);
      const { found: there, trackingId } = laterRecord.value;
      return judged(!there, 'not found', there ? `${trackingId} is found` : 'not found');
    }),
  }),
  stagingCheck({
    code: 'STAGING_VERSION_EQUAL',
    severity: 'warning',
    requiredBy: [],
    title: 'Production and staging run the same version of OpenCRVS',
    remedy:
      'A backup of one version restored into another can lose whole stores without an error. Bring both environments to the same version, production first provisioned, then deployed.',
    judge: ({ staging, registration }) => {
      if (staging?.login.ok !== true || registration?.login.ok !== true)
        return notProven('one of the two did not tell its version');
      const versions = [registration.login.value.version, staging.login.value.version] as const;
      if (versions.includes('unknown'))
        return notApplicable('a proxy drops the header that tells the version');
      return judged(versions[0] === versions[1], versions[0], versions[1]);
    },
  }),
];
