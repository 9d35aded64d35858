import type { RestoredDatabase } from '../facts/drill.ts';
import { FailureError } from '../base/outcome.ts';
import { proofSql, REFERENCES_SQL } from './proof-sql.ts';
import type { ThrowAwayPostgres } from './throw-away-postgres.ts';

/** Asks a restored database what proves that it is the register. */
export async function askDatabase(
  postgres: Pick<ThrowAwayPostgres, 'ask'>,
  expected: { eventId: string } | null,
): Promise<RestoredDatabase> {
  return databaseIn(await postgres.ask(proofSql(expected)));
}

/** The object keys that the restored register refers to. */
export async function referencesIn(postgres: Pick<ThrowAwayPostgres, 'ask'>): Promise<string[]> {
  const lines = (await postgres.ask(REFERENCES_SQL)).split('\n').filter((line) => line !== '');
  // As COPY writes text: a backslash before each backslash.
  return lines.map((line) => line.replaceAll('\\\\', '\\'));
}

type Answers = Omit<RestoredDatabase, 'users' | 'clients' | 'testRecord'> & {
  users: { total: number; withRole: number };
  credentials: number;
  clients: NonNullable<RestoredDatabase['clients']>;
  testRecord: NonNullable<RestoredDatabase['testRecord']>;
};

/**
 * Reads what the questions printed.
 *
 * @throws FailureError `missing` when it is not the database of a register
 */
export function databaseIn(printed: string): RestoredDatabase {
  const answers = Object.assign(
    {},
    ...printed
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as unknown),
  ) as Partial<Answers>;
  const {
    rows = {},
    databaseBytes = 0,
    newestAction = null,
    events,
    duplicates,
    users,
    credentials,
  } = answers;
  if (events === undefined || duplicates === undefined)
    throw new FailureError(
      'missing',
      'the restored database has no app.events and app.event_actions: it is no register',
    );
  return {
    ...{ rows, databaseBytes, newestAction, events, duplicates },
    users: { total: 0, withRole: 0, ...users, withCredentials: credentials ?? null },
    clients: answers.clients ?? null,
    testRecord: answers.testRecord ?? null,
  };
}
