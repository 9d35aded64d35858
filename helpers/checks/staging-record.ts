import { isDeepStrictEqual } from 'node:util';
import type { Facts } from '../facts/facts.ts';
import type { CheckDefinition, Finding } from './check.ts';
import { judged, notProven } from './check.ts';
import { shownAs } from '../facts/test-registration.ts';
import { INDEX_REMEDY } from './staging-found.ts';
import { inSight, stagingCheck, unallowed } from './staging-judging.ts';

/** Whether the record on staging is the one that was registered. */
export const stagingRecordChecks: readonly CheckDefinition<Facts>[] = [
  stagingCheck({
    code: 'STAGING_RECORD_OPENS',
    needsRecord: true,
    title: "The record opens on staging by its own address, with the child's name as title",
    remedy: INDEX_REMEDY,
    judge: inSight(({ staging: { page }, record }) => {
      const expected = 'opens with the name of the child';
      if (!page.ok) return unallowed(page, expected);
      const name = shownAs(record).title;
      return judged(
        page.value.title === name,
        expected,
        page.value.title === name ? 'opens' : 'another title',
      );
    }),
  }),
  stagingCheck({
    code: 'STAGING_FIELDS_STORED_EQUAL',
    needsRecord: true,
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
    needsRecord: true,
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
];

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
