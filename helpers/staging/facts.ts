import type { Outcome } from '../outcome.ts';

/** An attachment as a person sees it on the record page, and as its bytes are. */
export interface RenderedAttachment {
  field: string;
  key: string;
  /** Decoded size; a canvas's size for a PDF. Zero: a broken image. */
  width: number;
  height: number;
  /** All pixels alike. */
  blank: boolean;
}

export interface FetchedAttachment {
  field: string;
  key: string;
  /** Fetched afresh from staging's own object store, never through a cache. */
  fetched: Outcome<{ bytes: number; sha256: string; origin: string }>;
}

export interface SearchHits {
  total: number;
  /** Event ids among the hits. */
  eventIds: string[];
}

/** The test registration as staging shows it after the restore, in the order in which it was asked for. */
export interface StagingFacts {
  login: Outcome<{ username: string; version: string }>;
  foundByTrackingId: Outcome<SearchHits>;
  foundByRegistrationNumber: Outcome<SearchHits>;
  foundByName: Outcome<SearchHits>;
  /** The record's own address; field id → text as shown. */
  page: Outcome<{ title: string; fields: Record<string, string> }>;
  rendered: Outcome<RenderedAttachment[]>;
  /** True when the first fresh profile showed no image and a second one did. */
  neededSecondProfile: boolean;
  /** Hosts other than staging's own that the browser asked while it showed the record. */
  foreignOrigins: string[];
  /** The declaration as staging's API gives it. */
  declaration: Outcome<Record<string, unknown>>;
  fetched: FetchedAttachment[];
  /** A record made on production after the backup: must be absent. */
  laterRecord: Outcome<{ trackingId: string; found: boolean }>;
}
