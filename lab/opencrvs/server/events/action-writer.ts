import type { Queries } from '../database/pool.ts';
import type { ActionStatus, Declaration } from './event-document.ts';
import type { User } from './user.ts';

/** An entry to be appended to a record's log. */
export interface NewAction {
  eventId: string;
  type: string;
  transactionId: string;
  status?: ActionStatus;
  declaration?: Declaration;
  annotation?: Declaration;
  content?: Record<string, unknown>;
  assignedTo?: string;
  registrationNumber?: string;
  originalActionId?: string;
}

/**
 * Appends an entry and gives its id. The log is append-only: nothing is ever changed in it, and what another request of the same
 * transaction has just written stays as it is.
 */
export async function appendAction(queries: Queries, user: User, action: NewAction): Promise<string> {
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  const [row] = await queries.query<{ id: string }>(
    `INSERT INTO app.event_actions (event_id, action_type, transaction_id, status, declaration, annotation, content,
       assigned_to, registration_number, original_action_id, created_by, created_by_role, created_by_user_type,
       created_at_location, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'user', $13,
       clock_timestamp())
     ON CONFLICT (transaction_id, action_type, status) DO NOTHING
     RETURNING id`,
    [
      action.eventId,
      action.type,
      action.transactionId,
      action.status ?? 'Accepted',
      JSON.stringify(action.declaration ?? {}),
      json(action.annotation),
      json(action.content),
      action.assignedTo ?? null,
      action.registrationNumber ?? null,
      action.originalActionId ?? null,
      user.id,
      user.role,
      user.officeId,
    ],
  );
  if (row !== undefined) return row.id;
  const [written] = await queries.query<{ id: string }>(
    'SELECT id FROM app.event_actions WHERE transaction_id = $1 AND action_type = $2 AND status = $3',
    [action.transactionId, action.type, action.status ?? 'Accepted'],
  );
  return written?.id ?? '';
}

/** A row of the audit log, which every call that touches a record leaves behind. */
export async function appendAudit(
  queries: Queries,
  user: User,
  operation: string,
  request: Record<string, unknown>,
  response: Record<string, unknown> | null,
): Promise<void> {
  await queries.query(
    `INSERT INTO app.audit_log (client_id, client_type, operation, request_data, response_summary)
     VALUES ($1, 'user', $2, $3, $4)`,
    [user.id, operation, JSON.stringify(request), response === null ? null : JSON.stringify(response)],
  );
}
