import { childPage } from './child-page.ts';
import type { Field, Page } from './field.ts';
import { documentsPage, fatherPage, informantPage, motherPage } from './people-pages.ts';

/** The pages of the birth declaration after the introduction, in order. */
export const BIRTH_PAGES: readonly Page[] = [childPage, informantPage, motherPage, fatherPage, documentsPage];

export const BIRTH_FIELDS: readonly Field[] = BIRTH_PAGES.flatMap((page) => page.fields);

/** The fields of the review page: stored as annotation, both required to declare. */
export const REVIEW_FIELDS: readonly Field[] = [
  { id: 'review.comment', type: 'TEXTAREA', label: 'Comment', required: true },
  { id: 'review.signature', type: 'SIGNATURE', label: 'Signature of informant', required: true },
];

/** Fields of the real form that carry no answer; a value for them is known, but never asked for. */
export const SILENT_FIELDS: ReadonlySet<string> = new Set(
  ['informant', 'mother', 'father'].flatMap((person) =>
    ['query-params', 'verify-nid-http-fetch', 'fetch-loader', 'details.divider', 'addressDivider1'].map(
      (name) => `${person}.${name}`,
    ),
  ),
);
