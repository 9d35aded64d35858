import { z } from 'zod';
import { FailureError } from '../base/outcome.ts';
import { query } from './api/procedure.ts';
import type { Integrations } from '../facts/preflight.ts';
import type { Session } from './api/session.ts';
import { eventForm, SERVED, type FormField } from './declaration/event-form.ts';

/** A system client as `integrations.list` gives it. */
const SYSTEM_CLIENT = z.object({ name: z.string(), scopes: z.array(z.string()) });

type SystemClient = z.infer<typeof SYSTEM_CLIENT>;

/** Scopes with which a client comes to know of records: OpenCRVS 2.0's, and the earlier ones. */
const LEARNS_OF_RECORDS = /record\.(?:read|search)|recordsearch|webhook/;

/**
 * Asks for what is connected: an identity service shows in the form, whose fields keep what it answered; other systems are
 * clients of the API, which only those may list who may create them.
 */
export async function integrationsOf(session: Session): Promise<Integrations> {
  const { pages } = eventForm(await query(session, 'event.config.get', SERVED), 'birth');
  const verified = pages
    .flatMap(({ fields }) => fields.flatMap(withInner))
    .filter(({ type }) => type === 'VERIFICATION_STATUS')
    .map(({ id }) => id);
  const identity = verified.length === 0 ? [] : [`an identity service (${verified.join(', ')})`];
  const { clients, hidden } = await systemClients(session);
  const told = clients.filter(({ scopes }) => scopes.some((scope) => LEARNS_OF_RECORDS.test(scope)));
  return { seen: [...identity, ...told.map(({ name }) => `the system client “${name}”`)], hidden };
}

const withInner = (field: FormField): FormField[] => [field, ...(field.fields ?? []).flatMap(withInner)];

async function systemClients(session: Session): Promise<{ clients: SystemClient[]; hidden: string | null }> {
  try {
    const clients = await query(session, 'integrations.list', z.array(SYSTEM_CLIENT), { status: 'active' });
    return { clients, hidden: null };
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    if (error.reason === 'refused')
      return { clients: [], hidden: 'this user may not list system clients: ask who administers them' };
    if (error.reason === 'missing')
      return { clients: [], hidden: 'this version of OpenCRVS lists no system clients' };
    throw error;
  }
}
