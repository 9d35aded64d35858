import pg from 'pg';
import type { StartedRegistry } from '../../../lab/opencrvs/start-registry.ts';

/** Rows of the events service's log, as `ACTION:Status` → how many, over all records. */
export async function actionsIn({ config: { postgres } }: StartedRegistry): Promise<Record<string, number>> {
  const { host, port, user, database } = postgres;
  const client = new pg.Client({ host, port, user, database });
  await client.connect();
  try {
    const { rows } = await client.query<{ action: string; count: string }>(
      `SELECT action_type || ':' || status AS action, count(*) AS count FROM app.event_actions GROUP BY 1`,
    );
    return Object.fromEntries(rows.map(({ action, count }) => [action, Number(count)]));
  } finally {
    await client.end();
  }
}
