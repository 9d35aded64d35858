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
};
