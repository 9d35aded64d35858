import { readFileSync } from 'node:fs';
import { rootCertificates, type ConnectionOptions } from 'node:tls';
import { Agent, ProxyAgent, Socks5ProxyAgent, type buildConnector, type Dispatcher } from 'undici';
import { expandHome } from '../config/secret-value.ts';
import { UserError } from '../base/user-error.ts';

/** The way out of this machine that an environment needs. */
export interface Route {
  proxy: string | null;
  /** PEM file of a private certificate authority. */
  caFile: string | null;
}

/** What carries an environment's requests; null: the ordinary way. The usual authorities stay trusted beside a private one. */
export const dispatcherFor = (way: Route): Dispatcher | null =>
  way.proxy === null && way.caFile === null ? null : dispatcherWith(way, {});

/** The same, with an eye on the servers' certificates. */
export function dispatcherWith(
  { proxy, caFile }: Route,
  look: Pick<ConnectionOptions, 'checkServerIdentity'>,
): Dispatcher {
  const tls = caFile === null ? look : { ...look, ca: authorities(caFile) };
  if (proxy === null) return new Agent({ connect: tls as buildConnector.BuildOptions });
  const options = { requestTls: tls as buildConnector.BuildOptions };
  return proxy.startsWith('socks5:')
    ? new Socks5ProxyAgent(proxy, options as Socks5ProxyAgent.Options)
    : new ProxyAgent({ uri: proxy, ...options });
}

/**
 * All certificate authorities to trust.
 *
 * @throws UserError when the file cannot be read
 */
export function authorities(caFile: string): string[] {
  try {
    const pem = readFileSync(expandHome(caFile), 'utf8');
    if (!pem.includes('-----BEGIN CERTIFICATE-----')) throw new Error('no certificate in it');
    return [...rootCertificates, pem];
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UserError(`CA_FILE, ${caFile}, cannot be used (${code ?? message}).`, undefined, {
      cause: error,
    });
  }
}
