import type { Outcome } from '../base/outcome.ts';
import type { MarkerFacts } from './marker.ts';

/** A record's own page, as a person reads it. */
export interface ShownRecord {
  title: string;
  /** Field id → text as shown. */
  fields: Record<string, string>;
}

export const PLACES = ['dropdown', 'preview', 'signature'] as const;
/** Where on the record page a file is opened: chosen in the pane's dropdown, by the link at its field, or the signature. */
export type Place = (typeof PLACES)[number];

/** An attachment as a person sees it on the record page. */
export interface RenderedAttachment {
  field: string;
  /** The key that belongs there. */
  key: string;
  place: Place;
  /** The key of the image that was shown there; null: none, or a PDF, which is drawn and carries no key. */
  shownKey: string | null;
  /** Decoded size; a canvas's size for a PDF. Zero: a broken image, or nothing. */
  width: number;
  height: number;
  /** All pixels alike. */
  blank: boolean;
}

export interface FetchedAttachment {
  field: string;
  key: string;
  /** Fetched afresh from staging's own object store, never through a cache. `sentTo`: the store staging sends its users to. */
  fetched: Outcome<{ bytes: number; sha256: string; origin: string; sentTo: string }>;
}

export interface SearchHits {
  total: number;
  /** Event ids among the hits. */
  eventIds: string[];
}

/** What a person finds with the client's search box; what the rows of other records say is not kept. */
export interface SearchBoxHits {
  rows: number;
  /** Rows that carry the child's whole name. */
  named: number;
}

/** An origin other than the environment's own that the browser asked while it showed the record. */
export interface ForeignOrigin {
  origin: string;
  ofProduction: boolean;
  /** Whether it was asked for one of the record's files. */
  forAttachment: boolean;
}

/** The test registration as staging shows it after the restore, in the order in which it was asked for. */
export interface StagingFacts {
  /** ISO 8601, this machine's clock: when the look began. */
  lookedAt: string;
  /** Before anybody logged in: logging in and looking write rows. */
  database: Outcome<DatabaseFacts>;
  /** What the jobs of the night left in `/tmp` of staging. */
  leftovers: Outcome<string[]>;
  login: Outcome<{ username: string; version: string }>;
  /** Whether the user's jurisdiction holds the place of birth; null: could not be told. Out of sight, nothing is judged. */
  inSight: boolean | null;
  foundByTrackingId: Outcome<SearchHits>;
  foundByRegistrationNumber: Outcome<SearchHits>;
  foundByName: Outcome<SearchHits>;
  searchBox: {
    trackingId: Outcome<SearchBoxHits>;
    registrationNumber: Outcome<SearchBoxHits>;
    name: Outcome<SearchBoxHits>;
  };
  /** Whether the queue of registered births lists the record on its first page. */
  inWorkqueue: Outcome<boolean>;
  /** The record's own address, before anything read the record through the API: that would mend a lost index. */
  page: Outcome<ShownRecord>;
  /** From a later look when the first one found no record but the API then gave it. */
  rendered: Outcome<RenderedAttachment[]>;
  /** True when the first fresh profile showed a broken or blank file and a second one did not. */
  neededSecondProfile: boolean;
  foreignOrigins: ForeignOrigin[];
  /** The declaration as staging's API gives it. */
  declaration: Outcome<Record<string, unknown>>;
  fetched: FetchedAttachment[];
  /** A record made on production after the backup: must be absent. */
  laterRecord: Outcome<{ trackingId: string; found: boolean }>;
  /** Births in the search index by status, as far as the user sees them. */
  counts: Outcome<Record<string, number>>;
  /** The same on production at the same time, by the same user. */
  countsOnProduction: Outcome<Record<string, number>>;
  /** Objects of the archive, chosen by a seed, as staging's own store gives them. */
  sample: Outcome<SampleFacts>;
  /** What was left on staging before the restore: must be gone. */
  marker: Outcome<MarkerFacts>;
}

/** Staging's database, without a name or a record: counts and one time, of all but what the proof wrote there itself. */
export interface DatabaseFacts {
  /** Rows by table, `app.events`; empty: the database has no table. */
  rows: Record<string, number>;
  eventsByType: Record<string, number>;
  /** ISO 8601; actions that viewing a record writes do not count. Null: no action. */
  newestAction: string | null;
}

/** How a sample of the archive's objects compares with what staging's own store gives. Keys hold no name. */
export interface SampleFacts {
  asked: number;
  equal: number;
  /** At most 20. */
  wrong: { key: string; what: 'missing' | 'other bytes' | 'not given' }[];
}

/** Whether a file can be seen, whole or not: decoded and not of one colour. */
export const isVisible = ({ width, height, blank }: RenderedAttachment): boolean =>
  width > 0 && height > 0 && !blank;
