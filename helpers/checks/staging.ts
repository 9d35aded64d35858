import { isDeepStrictEqual } from 'node:util';
import type { Facts } from '../facts.ts';
import type { RegistrationFacts } from '../opencrvs/registration-facts.ts';
import type { Outcome } from '../outcome.ts';
import type { TestRegistration } from '../run/test-registration.ts';
import type { RenderedAttachment, SearchHits, StagingFacts } from '../staging/facts.ts';
import { isVisible } from '../staging/look.ts';
import type { CheckDefinition, Finding } from './check.ts';
import { failed, judged, notApplicable, notProven, passed } from './check.ts';
import { unanswered } from './registration.ts';

interface Looked {
  staging: StagingFacts;
  record: TestRegistration;
  registration: RegistrationFacts;
}

/** Judges what staging showed of the record, when both are there to be judged. */
const over =
  (judge: (looked: Looked) => Finding) =>
  ({ staging, registration }: Facts): Finding => {
    if (staging === undefined) return notProven('staging was not looked at');
    if (registration === undefined || !registration.record.ok)
      return notProven('there is no test registration to look for');
    return judge({ staging, registration, record: registration.record.value });
  };

/** As `over`, for what a user can see only within their jurisdiction. */
const inSight = (judge: (looked: Looked) => Finding) =>
  over((looked) =>
    looked.staging.inSight === false
      ? notProven("the record's place is outside the jurisdiction of the user on staging")
      : judge(looked),
  );

/** As `unanswered`, but a user who may not ask proves nothing about what there is. */
const unallowed = (none: Extract<Outcome<unknown>, { ok: false }>, expected: string): Finding =>
  none.trouble === 'refused' ? notProven(none.why) : unanswered(none, expected);

function found(hits: Outcome<SearchHits>, { eventId }: TestRegistration, alone: boolean): Finding {
  const expected = alone ? 'exactly this record' : 'this record among the hits';
  if (!hits.ok) return unallowed(hits, expected);
  const { total, eventIds } = hits.value;
  const there = eventIds.includes(eventId);
  return judged(
    there && (!alone || total === 1),
    expected,
    total === 0
      ? 'no hit'
      : `${total} ${total === 1 ? 'hit' : 'hits'}, ${there ? 'with' : 'without'} this record`,
  );
}

const INDEX_REMEDY =
  'If the record opens by its address or the API gives it, the data is there and only the search index is not: look for the reindexing step at the end of the restore log, mend it, and reindex. If nothing gives it, the restore did not bring it: look at the archive and the restore log.';

const stagingCheck = (
  check: Pick<CheckDefinition<Facts>, 'code' | 'title' | 'remedy' | 'judge'> &
    Partial<Pick<CheckDefinition<Facts>, 'severity' | 'requiredBy'>>,
): CheckDefinition<Facts> => ({
  phase: 'staging',
  severity: 'critical',
  requiredBy: ['acceptance', 'nightly'],
  ...check,
});

export const stagingChecks: readonly CheckDefinition<Facts>[] = [
  stagingCheck({
    code: 'STAGING_LOGIN',
    title: "Production's user can log in on staging",
    remedy:
      'A password changed on production today works on staging from tomorrow: try the old one. Otherwise the users were not restored: look for the user database in the archive and in the restore log.',
    judge: over(({ staging: { login } }) =>
      login.ok
        ? passed('logged in', `logged in on OpenCRVS ${login.value.version}`)
        : unanswered(login, 'logged in'),
    ),
  }),
  stagingCheck({
    code: 'STAGING_FOUND_BY_TRACKING_ID',
    title: 'Search on staging finds exactly this record by its tracking id',
    remedy: INDEX_REMEDY,
    judge: inSight(({ staging, record }) => found(staging.foundByTrackingId, record, true)),
  }),
  stagingCheck({
    code: 'STAGING_FOUND_BY_REGISTRATION_NUMBER',
    title: 'Search on staging finds exactly this record by its registration number',
    remedy: INDEX_REMEDY,
    judge: inSight(({ staging, record }) => found(staging.foundByRegistrationNumber, record, true)),
  }),
  stagingCheck({
    code: 'STAGING_FOUND_BY_NAME',
    title: "Search on staging finds this record by the child's name",
    remedy: INDEX_REMEDY,
    judge: inSight(({ staging, record }) => found(staging.foundByName, record, false)),
  }),
  stagingCheck({
    code: 'STAGING_FOUND_IN_CLIENT',
    title:
      "The client's search box on staging lists the record for tracking id, registration number and name",
    remedy:
      'When the API finds the record and the search box does not, the client of staging is not of the version of its services: deploy staging again. Otherwise see the search checks before this one.',
    judge: inSight(({ staging }) => foundInClient(staging)),
  }),
  stagingCheck({
    code: 'STAGING_RECORD_OPENS',
    title: "The record opens on staging by its own address, with the child's name as title",
    remedy: INDEX_REMEDY,
    judge: inSight(({ staging: { page }, record: { childName } }) => {
      const expected = 'opens with the name of the child';
      if (!page.ok) return unallowed(page, expected);
      const name = `${childName.firstname} ${childName.surname}`;
      return judged(
        page.value.title === name,
        expected,
        page.value.title === name ? 'opens' : 'another title',
      );
    }),
  }),
  stagingCheck({
    code: 'STAGING_FIELDS_STORED_EQUAL',
    title: 'Every field that staging stores is as production gave it back after the registration',
    remedy:
      'A field that differs was changed by a migration, by hand, or by another record under the same id: compare the versions of production and staging and the restore log.',
    judge: inSight(({ staging: { declaration }, record }) => {
      const expected = `${Object.keys(record.declaration).length} fields as registered`;
      if (!declaration.ok) return unallowed(declaration, expected);
      return sameFields(expected, record.declaration, declaration.value);
    }),
  }),
  stagingCheck({
    code: 'STAGING_FIELDS_SHOWN_EQUAL',
    title: "Every field that staging's record page shows is as production's page showed it",
    remedy:
      'Compare the versions and the country configuration of both environments: labels and options come from there. A place that is missing points to locations that were not restored.',
    judge: inSight(({ staging: { page }, registration: { pageOnProduction } }) => {
      if (!pageOnProduction.ok) return notProven(`production's page: ${pageOnProduction.why}`);
      if (!page.ok) return notProven(`staging's page: ${page.why}`);
      const { fields } = pageOnProduction.value;
      return sameFields(
        `${Object.keys(fields).length} fields as shown on production`,
        fields,
        page.value.fields,
      );
    }),
  }),
  stagingCheck({
    code: 'STAGING_ATTACHMENTS_RENDERED',
    title: "Staging's record page shows every attachment at its place, by dropdown and by preview",
    remedy:
      'If the bytes are equal and only the page does not show them, look at the address of the object store in the client of staging and at its certificate. If the bytes are missing, the restore of the object store is the cause.',
    judge: inSight(everyFileShown),
  }),
  stagingCheck({
    code: 'STAGING_ATTACHMENTS_EQUAL',
    title: "Every attachment in staging's own object store is byte for byte the one on production",
    remedy:
      'All missing: the object store was not restored (its step comes last and is lost when an earlier one fails) or not restarted afterwards. Some missing or altered: the archive is incomplete or damaged; see the archive checks.',
    judge: over(({ staging: { fetched }, record }) => {
      const expected = `${record.attachments.length} files equal by SHA-256`;
      const silent = fetched.find(
        ({ fetched: file }) => !file.ok && unanswered(file, '').status === 'not-proven',
      );
      if (silent !== undefined && !silent.fetched.ok) return notProven(silent.fetched.why);
      const wrong = record.attachments.flatMap(({ key, sha256 }) => {
        const file = fetched.find((candidate) => candidate.key === key)?.fetched;
        if (file === undefined || !file.ok) return [`${nameOf(record, key)}: ${file?.trouble ?? 'missing'}`];
        return file.value.sha256 === sha256 ? [] : [`${nameOf(record, key)}: other bytes`];
      });
      return judged(wrong.length === 0, expected, wrong.length === 0 ? expected : wrong.join(', '));
    }),
  }),
  stagingCheck({
    code: 'STAGING_OWN_HOSTS_ONLY',
    title: 'Staging shows the record without asking production, and its files come from its own object store',
    remedy:
      "The object store's address in staging's configuration (MINIO_URL, MINIO_HOST) is not staging's: set it and deploy again. What staging shows until then is no proof of the restore.",
    judge: over(({ staging }) => ownHostsOnly(staging)),
  }),
  stagingCheck({
    code: 'STAGING_LATER_RECORD_ABSENT',
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
    code: 'STAGING_FIRST_LOOK',
    severity: 'info',
    requiredBy: [],
    title: 'One look in a fresh profile was enough to see every file',
    remedy:
      'A second profile showed what the first did not. Once is known of a busy client; night after night it points to a slow or overloaded object store.',
    judge: over(({ staging: { rendered: shown, neededSecondProfile } }) =>
      shown.ok
        ? judged(
            !neededSecondProfile,
            'one look',
            neededSecondProfile ? 'a second profile was needed' : 'one look',
          )
        : notProven(shown.why),
    ),
  }),
  stagingCheck({
    code: 'STAGING_VERSION_EQUAL',
    severity: 'warning',
    requiredBy: [],
    title: 'Production and staging run the same version of OpenCRVS',
    remedy:
      'A backup of one version restored into another can lose whole stores without an error. Bring both environments to the same version, production first provisioned, then deployed.',
    judge: over(({ staging: { login }, registration }) => {
      if (!login.ok || !registration.login.ok) return notProven('one of the two did not tell its version');
      const versions = [registration.login.value.version, login.value.version] as const;
      if (versions.includes('unknown'))
        return notApplicable('a proxy drops the header that tells the version');
      return judged(versions[0] === versions[1], versions[0], versions[1]);
    }),
  }),
];

function foundInClient({ searchBox, foundByTrackingId: api }: StagingFacts): Finding {
  const expected = 'listed for all three';
  const terms = Object.entries(searchBox);
  const silent = terms.find(([, hits]) => !hits.ok)?.[1];
  if (silent !== undefined && !silent.ok) return notProven(silent.why);
  const missed = terms.filter(([, hits]) => hits.ok && hits.value.named === 0).map(([term]) => term);
  if (missed.length === 0) return passed(expected, expected);
  const detail = api.ok && api.value.total > 0 ? 'the API finds it by tracking id' : undefined;
  return failed(expected, `not listed for ${missed.join(', ')}`, detail);
}

function everyFileShown({ staging, record, registration }: Looked): Finding {
  const expected = `${record.attachments.length} files shown, each at its place`;
  if (!staging.rendered.ok)
    return staging.rendered.trouble === 'missing'
      ? notProven('the record does not open, so no file can be looked at')
      : unanswered(staging.rendered, expected);
  const production = registration.renderedOnProduction;
  const asOnProduction = ({ key, place }: RenderedAttachment) =>
    !production.ok ||
    production.value.some((file) => file.key === key && file.place === place && isVisible(file));
  const wrong = staging.rendered.value.filter((file) => !isVisible(file) || isElsewhere(file));
  const blamed = wrong.filter(asOnProduction);
  const names = wrong.map(({ key, place }) => `${nameOf(record, key)} by ${place}`).join(', ');
  if (wrong.length > 0 && blamed.length === 0)
    return notProven(`production does not show these either: ${names}`);
  return judged(wrong.length === 0, expected, wrong.length === 0 ? expected : `not shown: ${names}`);
}

/** An attachment as a person knows it: its field and, where the field takes several, which of them. */
function nameOf({ attachments }: TestRegistration, key: string): string {
  const { field = key, option } = attachments.find((attachment) => attachment.key === key) ?? {};
  return option === undefined ? field : `${field} ${option}`;
}

/** Another file's image where this one belongs. */
const isElsewhere = ({ shownKey, key }: RenderedAttachment): boolean => shownKey !== null && shownKey !== key;

function ownHostsOnly({ rendered, fetched, foreignOrigins }: StagingFacts): Finding {
  const expected = "staging's own hosts";
  const sentAway = fetched.flatMap(({ fetched: file }) =>
    file.ok && file.value.sentTo !== file.value.origin ? [file.value.sentTo] : [],
  );
  const asked = foreignOrigins.filter(({ ofProduction, forAttachment }) => ofProduction || forAttachment);
  const wrong = [...new Set([...asked.map(({ origin }) => origin), ...sentAway])];
  if (wrong.length > 0) return failed(expected, `asked: ${wrong.join(', ')}`);
  if (!rendered.ok) return notProven('the record was not shown');
  const others = foreignOrigins.map(({ origin }) => origin);
  return passed(
    expected,
    others.length === 0 ? expected : `${expected}; not for files: ${others.join(', ')}`,
  );
}

function sameFields(
  expected: string,
  wanted: Record<string, unknown>,
  actual: Record<string, unknown>,
): Finding {
  const ids = new Set([...Object.keys(wanted), ...Object.keys(actual)]);
  const different = [...ids].filter((id) => !isDeepStrictEqual(wanted[id] ?? null, actual[id] ?? null));
  return judged(
    different.length === 0,
    expected,
    different.length === 0 ? expected : `different: ${different.join(', ')}`,
  );
}
