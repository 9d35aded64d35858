import { FailureError } from '../base/outcome.ts';
import type { Host } from '../ssh/host.ts';

/** In swarm deployments PostgreSQL is a container; else it is the machine's own. */
const SCRIPT = `
if id=$(docker ps -q -f name=postgres 2>/dev/null | head -n 1) && [ -n "$id" ]; then
  ask() { docker exec -i "$id" sh -c 'exec psql -U "\${POSTGRES_USER:-postgres}" "$@"' psql "$@"; }
elif command -v psql >/dev/null && id postgres >/dev/null 2>&1; then
  ask() { runuser -u postgres -- psql "$@"; }
else
  exit 127
fi
cd /
ask -X -q -A -t -v ON_ERROR_STOP=1 "$@" -d events <<'END_OF_SQL'
SET default_transaction_read_only = on;
`;

export interface Question {
  sql: string;
  /** Values for `:'name'` in the SQL. */
  values?: Record<string, string>;
  timeoutMs?: number;
}

/**
 * Asks the database `events` on a host, read-only, as root and over standard input. Gives what it printed: one value a line.
 *
 * @throws FailureError `missing` when there is no such database or no PostgreSQL, `refused` when the user may not ask as root
 */
export async function askDatabase(
  host: Host,
  { sql, values = {}, timeoutMs = 300_000 }: Question,
): Promise<string[]> {
  const args = Object.entries(values).flatMap(([name, value]) => ['-v', `${name}=${value}`]);
  const { code, stdout, stderr } = await host.run(['sh', '-s', '--', ...args], {
    sudo: true,
    stdin: `${SCRIPT}${sql}\nEND_OF_SQL\n`,
    timeoutMs,
  });
  if (code === 127) throw new FailureError('missing', `${host.name} has no PostgreSQL that is known here`);
  if (/database "events" does not exist/.test(stderr))
    throw new FailureError('missing', `${host.name} has no database “events”`);
  if (/^sudo:/m.test(stderr))
    throw new FailureError('refused', `the SSH user on ${host.name} may not use sudo without a password`);
  if (code !== 0)
    throw new FailureError('unexpected', `${host.name}: psql ended with ${code}: ${lastLine(stderr)}`);
  return stdout.split('\n').filter((line) => line.trim() !== '');
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
