import type { Config } from '../config/load-config.ts';
import type { Host } from '../ssh/host.ts';
import type { LoginLedger } from '../ssh/login-ledger.ts';
import { sshHost, type SshHost } from '../ssh/ssh-host.ts';

/** A host is null where no SSH login is configured: what only it knows stays not proven. */
export interface Hosts {
  production: Host | null;
  staging: Host | null;
  backup: Host | null;
}

export type SshHosts = Record<keyof Hosts, SshHost | null>;

/** The hosts of a deployment; each connects at its first command. The ledger may forbid a login. */
export function hostsOf({ ssh }: Pick<Config, 'ssh'>, ledger?: LoginLedger): SshHosts {
  const host = (name: keyof Hosts): SshHost | null => ssh[name] && sshHost(name, ssh[name], ledger);
  return { production: host('production'), staging: host('staging'), backup: host('backup') };
}

export async function closeHosts({ production, staging, backup }: Hosts): Promise<void> {
  await Promise.all([production?.close(), staging?.close(), backup?.close()]);
}
