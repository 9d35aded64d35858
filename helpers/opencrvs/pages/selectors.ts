import type { Generation } from '../generation.ts';

/** Every selector and address of the client that the page objects use, by generation. Recorded from OpenCRVS 2.0.0. */
export interface Selectors {
  pin: { input: string; title: string };
  /** Shown once the user is in. */
  home: string;
  search: { input: string; submit: string; heading: string; row: string; none: string };
  record: {
    /** Path of the page with the fields and files. */
    path: (eventId: string) => string;
    title: string;
    fieldPrefix: string;
    fieldTestId: (fieldId: string) => string;
    documents: string;
    dropdown: string;
    option: string;
    previewClose: string;
    preview: string;
    /** What stands in place of a PDF that could not be drawn. */
    pdfFailure: string;
    /** Heading of the page that stands in for a record that cannot be shown. */
    failure: string;
  };
  workqueue: {
    path: (slug: string) => string;
    row: string;
    /** Where a birth lies once it is registered, in the Farajaland configuration. */
    registered: string;
  };
  /** Name prefix of the cache from which the client shows files. */
  filesCache: string;
}

const SHARED: Omit<Selectors, 'record'> = {
  pin: { input: '#pin-input', title: '#title-text' },
  home: '#searchText',
  search: {
    input: '#searchText',
    submit: '#searchIconButton',
    heading: '#content-name',
    row: '[data-testid=row-item]',
    none: '#no-record',
  },
  workqueue: {
    path: (slug) => `workqueue/${slug}`,
    row: '[data-testid=row-item]',
    registered: 'pending-certification',
  },
  filesCache: 'workbox-runtime',
};

const RECORD: Omit<Selectors['record'], 'path'> = {
  title: '#content-name, #page-title h1, h1',
  fieldPrefix: 'row-value-',
  fieldTestId: (fieldId) => `row-value-${fieldId}`,
  documents: '#document_section',
  dropdown: '#select_document',
  option: '#select_document [role=option]',
  preview: '#preview_image_field',
  previewClose: '[data-testid=preview_close]',
  pdfFailure: 'Failed to load PDF',
  failure: 'Oops!',
};

const BY_GENERATION: Record<Generation, Selectors> = {
  '2': {
    ...SHARED,
    record: { ...RECORD, path: (eventId) => `events/${encodeURIComponent(eventId)}/record` },
  },
  // Read in the source of 1.9.15, not recorded: one page for the record, its files on the store's own host.
  '1.9': {
    ...SHARED,
    record: { ...RECORD, path: (eventId) => `events/view/${encodeURIComponent(eventId)}` },
  },
};

export const selectorsFor = (generation: Generation): Selectors => BY_GENERATION[generation];
