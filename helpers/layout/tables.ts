/** Where OpenCRVS's tables hold object keys and what identifies a record. Recorded from OpenCRVS 2.0.0. */

export const EVENTS = 'app.events';
export const ACTIONS = 'app.event_actions';

/** Without these the dump is not one of an OpenCRVS register. */
export const APPLICATION_TABLES = [EVENTS, ACTIONS, 'app.users', 'app.locations'] as const;

/** Tables with references: `json` when jsonb columns hold them as `"path"`, `columns` that are keys as they stand. */
export const REFERENCE_TABLES: ReadonlyMap<string, { json: boolean; columns: readonly string[] }> = new Map([
  [ACTIONS, { json: true, columns: ['created_by_signature'] }],
  ['app.event_action_drafts', { json: true, columns: ['created_by_signature'] }],
  ['app.users', { json: false, columns: ['signature_path', 'profile_image_path'] }],
]);

/** Actions that viewing a record writes: no change of it. */
export const VIEWING_ACTIONS: readonly string[] = ['READ', 'ASSIGN', 'UNASSIGN'];

/** The object key of a stored path: up to 1.9 records hold `/ocrvs/<key>`, later ones the key alone. */
export const keyOfPath = (path: string): string => path.replace(/^\/?ocrvs\//, '').replace(/^\/+/, '');
