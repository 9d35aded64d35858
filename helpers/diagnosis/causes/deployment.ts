import { RESTORE_SYMPTOMS } from '../cause.ts';
import type { Cause } from '../cause.ts';
import { all, fails, not, passes, sign } from '../sign.ts';
import { staging } from '../staging-signs.ts';
import { notFetched } from './retention.ts';

const untrustedKey = sign('backup', 'a host shows another key than the one that is pinned', ({ facts }) =>
  [facts.archive, facts.retention, facts.cycle?.schedules, facts.staging?.database].some(
    (outcome) => outcome?.ok === false && /host key/i.test(outcome.why),
  ),
);

/** What is wrong with the deployment itself, on whatever night. */
export const deploymentCauses: readonly Cause[] = [
  {
    code: 'STORES_SHARED_WITH_PRODUCTION',
    title:
      'Staging shares a store with production: it shows production’s live data, and its restore may overwrite them',
    remedy:
      'Stop the restore at once: it writes into production’s store. Give staging directories, volumes and a database of its own.',
    signs: [
      [9, fails('REGISTRATION_ABSENT_ON_STAGING')],
      [9, fails('ABSENT_BEFORE_RESTORE')],
      [9, fails('STAGING_LATER_RECORD_ABSENT')],
    ],
    bringsAbout: ['FILES_FROM_PRODUCTION'],
  },
  {
    code: 'FILES_FROM_PRODUCTION',
    title: 'Staging sends its users to another object store for files',
    remedy:
      'Set the object store’s address in staging’s configuration (MINIO_URL, MINIO_HOST) to staging’s own and deploy again.',
    signs: [[9, fails('STAGING_OWN_HOSTS_ONLY')]],
  },
  {
    code: 'FILES_CHANGED_ON_STAGING',
    title: 'Files on staging have other bytes than in the archive: something there rewrites them',
    remedy:
      'Look for a proxy or a migration that recompresses images on staging. The archive is right; staging’s pictures are not what the register holds.',
    needs: [staging.filesOther],
    signs: [
      [9, all('the archive has them unchanged', passes('ARCHIVE_ATTACHMENTS_EQUAL', ''))],
      [4, all('they are all shown', staging.filesOther, passes('STAGING_ATTACHMENTS_RENDERED', ''))],
    ],
  },
  {
    code: 'SIGNED_ADDRESSES_REFUSED',
    title: 'The object store of staging refuses the addresses that staging signs for it',
    remedy:
      'Compare the clocks of staging’s hosts and the host name in the signed address with the object store’s own (MINIO_HOST, MINIO_URL).',
    needs: [staging.filesRefused],
    signs: [[8, staging.filesRefused]],
  },
  {
    code: 'FILES_NEVER_STORED',
    title: 'Production itself does not have the files',
    remedy: 'No backup can hold them: look at the documents service and the object store of production.',
    signs: [
      [9, fails('REGISTRATION_ATTACHMENTS_STORED')],
      [
        8,
        sign(
          'client',
          'production did not give back a file that was stored there',
          ({ facts: { registration } }) =>
            registration === undefined
              ? null
              : !registration.record.ok && /file|stored/i.test(registration.record.why),
        ),
      ],
      [3, fails('REGISTRATION_RENDERED')],
    ],
    bringsAbout: ['FILES_MISSING_IN_ARCHIVE'],
  },
  {
    code: 'REGISTRATION_HELD_BACK',
    title: 'Production did not register the test birth',
    remedy:
      'See what production said: a suspected duplicate needs a new run, a missing confirmation the country configuration, a missing scope another role.',
    signs: [[6, fails('REGISTRATION_ACCEPTED')]],
  },
  {
    code: 'PRODUCTION_LOGIN_REFUSED',
    title: 'The test user cannot log in on production',
    remedy: 'Log in by hand; check password, second factor and that the user is active.',
    signs: [[9, fails('REGISTRATION_LOGIN')]],
  },
  {
    code: 'HOST_KEY_CHANGED',
    title:
      'A host shows another key than the one that is pinned: it was set up anew, or somebody stands in between',
    remedy:
      'Ask who set the host up again. Only if somebody did, compare the fingerprint on the host’s own console and pin the new one. OpenCRVS’s own jobs would not notice.',
    needs: [untrustedKey],
    signs: [[10, untrustedKey]],
  },
  {
    code: 'STAGING_BACKS_ITSELF_UP',
    title: 'Staging runs a backup of its own while it restores: both clear each other’s folders',
    remedy: 'Take the backup job off staging (enable_backups), then restore again.',
    signs: [
      [1, staging.filesSomeMissing],
      ...notFetched,
      [
        10,
        sign('staging', 'a backup job stands in staging’s crontab', ({ facts: { cycle } }) =>
          cycle?.schedules.ok === true
            ? cycle.schedules.value.some(({ job, host }) => job === 'backup' && host === 'staging')
            : null,
        ),
      ],
    ],
    family: 'ARCHIVE_NOT_FETCHED',
    bringsAbout: RESTORE_SYMPTOMS,
  },
  {
    code: 'VERSIONS_DIFFER',
    title: 'Production and staging run different versions of OpenCRVS',
    remedy: 'Bring both to the same version; a backup of one may lack a store that the other needs.',
    signs: [
      [5, fails('STAGING_VERSION_EQUAL')],
      [2, not(staging.recordThere, 'the record is not there')],
    ],
  },
];
