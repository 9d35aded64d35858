import type { Config } from '../config/load-config.ts';
import { tunnelProxy } from '../ssh/tunnel-proxy.ts';
import type { SshHosts } from './hosts.ts';

/** A deployment whose ways through SSH are open. */
export interface Tunnels {
  /** With the address of a proxy where `ssh` or `ssh-jump` stood. */
  config: Config;
  /** The same as settings, for processes of one's own: they share the way and need no login. */
  env: Record<string, string>;
  close: () => Promise<void>;
}

/**
 * Opens the ways that `PRODUCTION_PROXY=ssh` and the like ask for. Each login is made by the first request that goes through, on
 * the connection that commands are run over, too.
 */
export async function openTunnels(config: Config, hosts: SshHosts): Promise<Tunnels> {
  const open: Tunnels = { config: { ...config }, env: {}, close: () => Promise.resolve() };
  for (const name of ['production', 'staging'] as const) {
    const { proxy } = config[name];
    const host = hosts[name];
    if (host === null || (proxy !== 'ssh' && proxy !== 'ssh-jump')) continue;
    const from = proxy === 'ssh' ? 'host' : 'jump';
    const { url, close } = await tunnelProxy((to, port) => host.dial(from, { host: to, port }));
    open.config[name] = { ...config[name], proxy: url };
    open.env[`${name.toUpperCase()}_PROXY`] = url;
    const before = open.close;
    open.close = () => Promise.all([before(), close()]).then(() => undefined);
  }
  return open;
}
