import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:tls';
import { TroubleError } from '../outcome.ts';

const TIMEOUT_MS = 15_000;

/**
 * Public keys (SHA-256 of the SubjectPublicKeyInfo, base64) of the servers behind https addresses, each proven here against the
 * authorities for its very name. Chromium, told these with --ignore-certificate-errors-spki-list, takes the servers' certificates
 * and no others: service workers included, which refuse to run beside a certificate error.
 *
 * @throws TroubleError `unreachable` when a server does not answer or its certificate does not hold
 */
export async function trustedKeys(urls: readonly string[], ca: string[]): Promise<string[]> {
  const origins = new Set(
    urls.map((url) => new URL(url).origin).filter((origin) => origin.startsWith('https:')),
  );
  return Promise.all([...origins].map((origin) => keyOf(new URL(origin), ca)));
}

/** The arguments for Chromium to take the keys in BROWSER_TRUSTED_KEYS, which the command that starts the proof has proven. */
export function trustedKeyArguments(keys = process.env['BROWSER_TRUSTED_KEYS']): string[] {
  return keys === undefined || keys === '' ? [] : [`--ignore-certificate-errors-spki-list=${keys}`];
}

async function keyOf({ hostname, port, origin }: URL, ca: string[]): Promise<string> {
  const socket = connect({
    host: hostname,
    port: port === '' ? 443 : Number(port),
    servername: hostname,
    ca,
    timeout: TIMEOUT_MS,
  });
  socket.once('timeout', () => socket.destroy(new Error('no answer in time')));
  try {
    await once(socket, 'secureConnect');
    const certificate = socket.getPeerX509Certificate();
    if (certificate === undefined) throw new Error('no certificate');
    const key = certificate.publicKey.export({ type: 'spki', format: 'der' });
    return createHash('sha256').update(key).digest('base64');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new TroubleError('unreachable', `${origin}: ${why}`, { cause: error });
  } finally {
    socket.destroy();
  }
}
