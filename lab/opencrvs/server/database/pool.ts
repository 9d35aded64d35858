import pg from 'pg';
import type { RegistryConfig } from '../../config.ts';

type Row = Record<string, unknown>;

/** A connection on which several statements run; inside `transaction` they stand or fall together. */
export interface Queries {
  query<T extends Row>(text: string, values?: readonly unknown[]): Promise<T[]>;
}

export interface Database extends Queries {
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  end(): Promise<void>;
}

/** Opens a pool on the events database. Nothing is connected yet, and a database that is away comes back by itself. */
export function openDatabase(postgres: RegistryConfig['postgres']): Database {
  const pool = new pg.Pool({
    host: postgres.host,
    database: postgres.database,
    user: postgres.user,
    ...(postgres.port === undefined ? {} : { port: postgres.port }),
    ...(postgres.password === undefined ? {} : { password: postgres.password }),
    max: 8,
  });
  // A restore drops the database or the schema under an idle connection; without a listener that ends the process.
  pool.on('error', (error) => console.log(`database connection lost: ${error.message}`));

  const on = (client: pg.ClientBase | pg.Pool): Queries => ({
    query: async <T extends Row>(text: string, values: readonly unknown[] = []) =>
      (await client.query<T>(text, [...values])).rows,
  });

  return {
    query: (text, values) => on(pool).query(text, values),
    transaction: async (work) => {
      const client = await begin(pool);
      try {
        const result = await work(on(client));
        await client.query('COMMIT');
        client.release();
        return result;
      } catch (error) {
        const rolledBack = await client.query('ROLLBACK').then(
          () => true,
          () => false,
        );
        client.release(!rolledBack);
        throw error;
      }
    },
    end: () => pool.end(),
  };
}

async function begin(pool: pg.Pool): Promise<pg.PoolClient> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    return client;
  } catch (error) {
    client.release(true);
    throw error;
  }
}
