/**
 * Milliseconds that a page may take. On one machine with everything else idle a record opens in 4 s, an image shows within
 * 0.7 s and the client is ready 8 s after the login; these leave room for a slow line and a busy server.
 */
export const DEADLINE = {
  action: 30_000,
  clientReady: 90_000,
  recordOpen: 60_000,
  file: 20_000,
  searchDone: 30_000,
  /** For a whole step on a page, whatever it waits for. */
  step: 75_000,
  /** For the client to be opened, logged in and ready. */
  open: 150_000,
  /** For all files of a field, or of the record, one after the other. */
  files: 240_000,
  close: 10_000,
};
