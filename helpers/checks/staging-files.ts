import type { Facts } from '../facts/facts.ts';
import type { TestRegistration } from '../facts/test-registration.ts';
import type { RenderedAttachment, StagingFacts } from '../facts/staging.ts';
import type { CheckDefinition, Finding } from './check.ts';
import { failed, judged, notProven, passed } from './check.ts';
import { inSight, over, stagingCheck, unanswered } from './staging-judging.ts';
import type { Looked } from './staging-judging.ts';
import { isVisible } from '../facts/staging.ts';

/** Whether the attachments on staging are whole, to be seen, and staging's own. */
export const stagingFilesChecks: readonly CheckDefinition<Facts>[] = [
  stagingCheck({
    code: 'STAGING_ATTACHMENTS_RENDERED',
    needsRecord: true,
    title: "Staging's record page shows every attachment at its place, by dropdown and by preview",
    remedy:
      'If the bytes are equal and only the page does not show them, look at the address of the object store in the client of staging and at its certificate. If the bytes are missing, the restore of the object store is the cause.',
    judge: inSight(everyFileShown),
  }),
  stagingCheck({
    code: 'STAGING_ATTACHMENTS_EQUAL',
    needsRecord: true,
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
        if (file === undefined || !file.ok) return [`${nameOf(record, key)}: ${file?.reason ?? 'missing'}`];
        return file.value.sha256 === sha256 ? [] : [`${nameOf(record, key)}: other bytes`];
      });
      return judged(wrong.length === 0, expected, wrong.length === 0 ? expected : wrong.join(', '));
    }),
  }),
  stagingCheck({
    code: 'STAGING_OWN_HOSTS_ONLY',
    needsRecord: true,
    title: 'Staging shows the record without asking production, and its files come from its own object store',
    remedy:
      "The object store's address in staging's configuration (MINIO_URL, MINIO_HOST) is not staging's: set it and deploy again. What staging shows until then is no proof of the restore.",
    judge: over(({ staging }) => ownHostsOnly(staging)),
  }),
  stagingCheck({
    code: 'STAGING_FIRST_LOOK',
    needsRecord: true,
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
];

function everyFileShown({ staging, record, registration }: Looked): Finding {
  const expected = `${record.attachments.length} files shown, each at its place`;
  if (!staging.rendered.ok)
    return staging.rendered.reason === 'missing'
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
