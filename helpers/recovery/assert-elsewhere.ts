import { outcomeOf, FailureError } from '../base/outcome.ts';
import type { Config } from '../config/load-config.ts';
import type { RecoveryConfig } from '../config/recovery-config.ts';
import type { SshConfig } from '../config/ssh-config.ts';
import type { Host } from '../ssh/host.ts';

/** What a host says of itself. */
export interface HostIdentity {
  /** Its own addresses, apart from loopback. */
  addresses: string[];
  /** Of its PostgreSQL cluster; null: it could not be told. */
  databaseId: string | null;
}

/**
 * Refuses to restore onto production, staging or the backup host, by everything that is known of them without asking: names, ports,
 * host keys, web addresses.
 *
 * @throws FailureError `refused` with the identity that is the same
 */
export function assertElsewhere({ production, staging, ssh }: Config, recovery: RecoveryConfig): void {
  const targets = { RECOVERY_SSH: recovery.server, RECOVERY_BACKUP_SSH: recovery.backup };
  for (const [name, known] of Object.entries(ssh)) {
    if (known === null) continue;
    for (const [key, target] of Object.entries(targets)) {
      const same = sameHost(target, known);
      if (same !== null) throw refusal(key, name, same);
    }
  }
  for (const [name, environment] of Object.entries({ production, staging })) {
    const hosts = [environment.clientUrl, environment.loginUrl, environment.gatewayUrl, environment.filesUrl];
    const same = recovery.urls.find((url) => hosts.some((other) => originOf(other) === originOf(url)));
    if (same !== undefined) throw refusal('RECOVERY_DOMAIN', name, `the address ${same}`);
  }
}

function sameHost(target: SshConfig, known: SshConfig): string | null {
  if (target.host === known.host && target.port === known.port)
    return `the address ${target.host}:${target.port}`;
  const key = target.hostKeys.find((one) => known.hostKeys.includes(one));
  return key === undefined ? null : `the host key ${key}`;
}

const originOf = (url: string): string | null => (URL.canParse(url) ? new URL(url).origin : null);

const refusal = (key: string, name: string, what: string): FailureError =>
  new FailureError(
    'refused',
    `${key} leads to ${name}: ${what} is the same. A restore there would wipe it; nothing was done.`,
  );

const IDENTITY = `
hostname -I 2>/dev/null || true
echo --
id=$(docker ps -q -f name=postgres 2>/dev/null | head -n 1)
if [ -n "$id" ]; then docker exec "$id" sh -c 'psql -U "\${POSTGRES_USER:-postgres}" -At -c "SELECT system_identifier FROM pg_control_system()"'
else cd / && runuser -u postgres -- psql -At -c 'SELECT system_identifier FROM pg_control_system()'; fi 2>/dev/null || true
`;

/** Asks a host for its addresses and the identity of its database; read-only. */
export async function identityOf(host: Host): Promise<HostIdentity> {
  const { code, stdout, stderr } = await host.run(['sh', '-s'], { stdin: IDENTITY, sudo: true });
  if (code !== 0) throw new FailureError('refused', `${host.name} does not say who it is: ${stderr.trim()}`);
  const [addresses = '', id = ''] = stdout.split('--\n');
  return { addresses: addresses.split(/\s+/).filter(Boolean), databaseId: id.trim() || null };
}

/**
 * The same with what the hosts themselves say, as far as production and staging still answer.
 *
 * @param known production and staging; null where no login is configured
 * @throws FailureError `refused`
 */
export async function assertOtherMachine(server: Host, known: readonly (Host | null)[]): Promise<void> {
  const own = await identityOf(server);
  for (const host of known) {
    const other = host === null ? null : await outcomeOf(() => identityOf(host));
    if (host === null || other?.ok !== true) continue;
    const address = own.addresses.find((one) => other.value.addresses.includes(one));
    if (address !== undefined) throw refusal('RECOVERY_SSH', host.name, `the address ${address}`);
    if (own.databaseId !== null && own.databaseId === other.value.databaseId)
      throw refusal('RECOVERY_SSH', host.name, `the database’s system identifier ${own.databaseId}`);
  }
}
