import type { Queries } from '../database/pool.ts';

export type Declaration = Record<string, unknown>;

export type ActionStatus = 'Requested' | 'Accepted' | 'Rejected';

/** An entry of a record's log, as the API gives it out. */
export interface Action {
  id: string;
  transactionId: string;
  createdByUserType: 'user' | 'system';
  createdAt: string;
  createdBy: string;
  createdByRole: string;
  createdAtLocation: string | null;
  declaration: Declaration;
  annotation?: Declaration;
  status: ActionStatus;
  originalActionId?: string;
  type: string;
  assignedTo?: string;
  registrationNumber?: string;
  content?: Record<string, unknown>;
}

export interface EventDocument {
  id: string;
  type: string;
  createdAt: string;
  updatedAt: string;
  actions: Action[];
  trackingId: string;
}

interface EventRow extends Record<string, unknown> {
  id: string;
  event_type: string;
  tracking_id: string;
  created_at: Date;
  updated_at: Date;
}

interface ActionRow extends Record<string, unknown> {
  id: string;
  event_id: string;
  transaction_id: string;
  action_type: string;
  status: ActionStatus;
  created_at: Date;
  created_by: string;
  created_by_role: string;
  created_by_user_type: 'user' | 'system';
  created_at_location: string | null;
  declaration: Declaration;
  annotation: Declaration | null;
  assigned_to: string | null;
  registration_number: string | null;
  original_action_id: string | null;
  content: Record<string, unknown> | null;
}

/** The record with its whole log, oldest entry first; null when there is none. */
export async function loadEvent(queries: Queries, eventId: string): Promise<EventDocument | null> {
  const [event] = await loadEvents(queries, eventId);
  return event ?? null;
}

/** One record, or all of them. */
export async function loadEvents(queries: Queries, eventId: string | null): Promise<EventDocument[]> {
  const events = await queries.query<EventRow>(
    'SELECT * FROM app.events WHERE $1::uuid IS NULL OR id = $1 ORDER BY created_at, id',
    [eventId],
  );
  if (events.length === 0) return [];
  // Entries of one transaction share their time: the creation comes first, and a request before its answer.
  const rows = await queries.query<ActionRow>(
    `SELECT * FROM app.event_actions WHERE $1::uuid IS NULL OR event_id = $1
      ORDER BY created_at, action_type <> 'CREATE', status <> 'Requested', action_type = 'UNASSIGN', id`,
    [eventId],
  );
  const actions = groupByEvent(rows);
  return events.map((event) => ({
    id: event.id,
    type: event.event_type,
    createdAt: event.created_at.toISOString(),
    updatedAt: event.updated_at.toISOString(),
    actions: (actions.get(event.id) ?? []).map(toAction),
    trackingId: event.tracking_id,
  }));
}

function groupByEvent(rows: ActionRow[]): Map<string, ActionRow[]> {
  const groups = new Map<string, ActionRow[]>();
  for (const row of rows) {
    const group = groups.get(row.event_id);
    if (group === undefined) groups.set(row.event_id, [row]);
    else group.push(row);
  }
  return groups;
}

const toAction = (row: ActionRow): Action => ({
  id: row.id,
  transactionId: row.transaction_id,
  createdByUserType: row.created_by_user_type,
  createdAt: row.created_at.toISOString(),
  createdBy: row.created_by,
  createdByRole: row.created_by_role,
  createdAtLocation: row.created_at_location,
  declaration: row.declaration,
  ...(row.annotation === null ? {} : { annotation: row.annotation }),
  status: row.status,
  ...(row.original_action_id === null ? {} : { originalActionId: row.original_action_id }),
  type: row.action_type,
  ...(row.assigned_to === null ? {} : { assignedTo: row.assigned_to }),
  ...(row.registration_number === null ? {} : { registrationNumber: row.registration_number }),
  ...(row.content === null ? {} : { content: row.content }),
});
