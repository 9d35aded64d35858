import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { Agent, ProxyAgent, Socks5ProxyAgent, type Dispatcher } from 'undici';
import { expandHome } from '../config/secret-value.ts';
import { UserError } from '../user-error.ts';

/** The way out of this machine that an environment needs. */
export interface Way {
  proxy: string | null;
  /** PEM file of a private certificate authority. */
  caFile: string | null;
}

/** What carries an environment's requests; null: the ordinary way. The usual authorities stay trusted beside a private one. */
export function dispatcherFor({ proxy, caFile }: Way): Dispatcher | null {
  const ca = caFile === null ? null : authorities(caFile);
  if (proxy === null) return ca === null ? null : new Agent({ connect: { ca } });
  const options = ca === null ? {} : { requestTls: { ca } };
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
