import { createHash, type X509Certificate } from 'node:crypto';
import type { Route } from '../deployment/dispatcher.ts';
import { serverCertificate } from '../deployment/server-certificate.ts';

/**
 * Public keys (SHA-256 of the SubjectPublicKeyInfo, base64) of the servers behind https addresses, each proven here against the
 * authorities for its very name. Chromium, told these with --ignore-certificate-errors-spki-list, takes the servers' certificates
 * and no others: service workers included, which refuse to run beside a certificate error.
 *
 * @throws TroubleError `unreachable` when a server does not answer or its certificate does not hold
 */
export async function trustedKeys(urls: readonly string[], way: Route): Promise<string[]> {
  const origins = new Set(
    urls.map((url) => new URL(url).origin).filter((origin) => origin.startsWith('https:')),
  );
  return Promise.all([...origins].map(async (origin) => keyOf(await serverCertificate(origin, way))));
}

/** The arguments for Chromium to take keys, which the command that starts it has proven. */
export function trustedKeyArguments(keys: string): string[] {
  return keys === '' ? [] : [`--ignore-certificate-errors-spki-list=${keys}`];
}

function keyOf(certificate: X509Certificate): string {
  const key = certificate.publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(key).digest('base64');
}
