import type { StagingFacts } from '../facts/staging.ts';
import type { Seen } from './seen.ts';
import { sign } from './sign.ts';
import type { Sign } from './sign.ts';

const onStaging = (says: string, look: (staging: StagingFacts, seen: Seen) => boolean | null): Sign =>
  sign('client', says, (seen) => (seen.facts.staging === undefined ? null : look(seen.facts.staging, seen)));

/** The searches that were asked: a record that was only declared has no number to search for. */
const searches = ({ foundByTrackingId, foundByRegistrationNumber, foundByName }: StagingFacts) =>
  [foundByTrackingId, foundByRegistrationNumber, foundByName].filter(
    (hits) => hits.ok || hits.reason !== 'not-asked',
  );

/** Found by no search; null when one of them had no answer, or the user could not see it. */
function foundNowhere(facts: StagingFacts): boolean | null {
  const answers = searches(facts);
  if (answers.some((hits) => hits.ok && hits.value.total > 0)) return false;
  if (facts.inSight === false) return null;
  return answers.length > 0 && answers.every((hits) => hits.ok) ? true : null;
}

/** The patterns that staging shows to anybody who can log in. */
export const staging = {
  recordGone: onStaging('the record is not on staging: neither search nor the API give it', (facts) => {
    if (facts.declaration.ok) return false;
    return facts.declaration.reason === 'missing' && foundNowhere(facts) !== false ? true : null;
  }),
  recordThere: onStaging('the API of staging gives the record', ({ declaration }) =>
    declaration.ok ? true : declaration.reason === 'missing' ? false : null,
  ),
  foundNowhere: onStaging('no search on staging finds the record', foundNowhere),
  foundEverywhere: onStaging('every search on staging finds the record', (facts) => {
    const answers = searches(facts);
    if (answers.length === 0 || answers.some((hits) => !hits.ok)) return null;
    return answers.every((hits) => hits.ok && hits.value.total > 0);
  }),
  searchBroken: onStaging('search on staging answers with an error', (facts) => {
    const answers = searches(facts);
    if (answers.length === 0) return null;
    return answers.every((hits) => !hits.ok && hits.reason === 'unexpected');
  }),
  loginRefused: onStaging('staging refuses the login of a user whom production accepts', ({ login }) =>
    login.ok ? false : login.reason === 'refused' ? true : null,
  ),
  loginBroken: onStaging('the login on staging ends in an error', ({ login }) =>
    login.ok ? false : login.reason === 'unexpected' ? true : null,
  ),
  loginSilent: onStaging(
    'staging does not answer',
    ({ login }) => !login.ok && login.reason === 'unreachable',
  ),
  filesAllMissing: files('every file of the record is missing from staging’s store', (kinds) =>
    kinds.every((kind) => kind === 'missing'),
  ),
  filesSomeMissing: files(
    'some files of the record are missing from staging’s store, others are there',
    (kinds) => {
      const missing = kinds.filter((kind) => kind === 'missing').length;
      return missing > 0 && missing < kinds.length;
    },
  ),
  filesOther: files('files of the record have other bytes on staging', (kinds) => kinds.includes('other')),
  filesRefused: files('staging’s store does not give the files', (kinds) => kinds.includes('refused')),
  filesEqual: files('every file of the record is on staging, byte for byte', (kinds) =>
    kinds.every((kind) => kind === 'equal'),
  ),
  searchEmpty: onStaging('search on staging knows no birth at all', ({ counts }) =>
    counts.ok ? total(counts.value) === 0 : null,
  ),
  searchFilled: onStaging('search on staging knows earlier births', ({ counts }) =>
    counts.ok ? total(counts.value) > 0 : null,
  ),
  oldFilesGone: onStaging('none of the sampled older files is on staging', ({ sample }) =>
    sample.ok && sample.value.asked > 0 ? sample.value.equal === 0 : null,
  ),
  oldFilesThere: onStaging('the sampled older files are on staging', ({ sample }) =>
    sample.ok && sample.value.asked > 0 ? sample.value.equal === sample.value.asked : null,
  ),
  markerAlive: onStaging(
    'what was left on staging before the restore is still there, records and files',
    ({ marker }) => (marker.ok ? marker.value.opens && marker.value.fileServed : null),
  ),
  markerOpens: onStaging('what was left on staging before the restore still opens', ({ marker }) =>
    marker.ok ? marker.value.opens : null,
  ),
  markerInIndexAlone: onStaging(
    'what was left on staging before the restore is found, but does not open',
    ({ marker }) => (marker.ok ? marker.value.found && !marker.value.opens : null),
  ),
  markerWithoutFile: onStaging(
    'a record left on staging before the restore is still there, its files are gone',
    ({ marker }) => (marker.ok ? marker.value.opens && !marker.value.fileServed : null),
  ),
  markerGone: onStaging('what was left on staging before the restore is gone', ({ marker }) =>
    marker.ok ? !marker.value.opens && !marker.value.found : null,
  ),
  databaseEmpty: sign('staging', 'staging’s database has no events', ({ facts }) => {
    const database = facts.staging?.database;
    if (database === undefined) return null;
    if (!database.ok) return database.reason === 'missing' ? true : null;
    return (database.value.rows['app.events'] ?? 0) === 0;
  }),
  databaseFilled: sign('staging', 'staging’s database has events', ({ facts }) => {
    const database = facts.staging?.database;
    return database?.ok === true ? (database.value.rows['app.events'] ?? 0) > 0 : null;
  }),
};

type Kind = 'equal' | 'other' | 'missing' | 'refused' | null;

function files(says: string, fits: (kinds: Kind[]) => boolean): Sign {
  return onStaging(says, ({ fetched }, { facts }) => {
    const record = facts.registration?.record;
    if (record?.ok !== true || fetched.length === 0) return null;
    const kinds = fetched.map(({ key, fetched: file }): Kind => {
      if (!file.ok) return file.reason === 'missing' || file.reason === 'refused' ? file.reason : null;
      const wanted = record.value.attachments.find((attachment) => attachment.key === key)?.sha256;
      return file.value.sha256 === wanted ? 'equal' : 'other';
    });
    return kinds.includes(null) ? null : fits(kinds);
  });
}

const total = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((sum, n) => sum + n, 0);
