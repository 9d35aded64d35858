import { X509Certificate } from 'node:crypto';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import { request } from 'undici';
import { FailureError } from '../base/outcome.ts';
import { dispatcherWith, type Route } from './dispatcher.ts';

const TIMEOUT_MS = 15_000;

/**
 * The certificate of the server behind an https address, over whatever way leads there, proven against the authorities for its
 * very name.
 *
 * @throws TroubleError `unreachable` when the server does not answer or its certificate does not hold
 */
export async function serverCertificate(origin: string, way: Route): Promise<X509Certificate> {
  let seen: X509Certificate | null = null;
  const dispatcher = dispatcherWith(way, {
    checkServerIdentity: (name: string, certificate: PeerCertificate) => {
      const wrong = checkServerIdentity(name, certificate);
      if (wrong === undefined) seen = new X509Certificate(certificate.raw);
      return wrong;
    },
  });
  let failure: unknown = new Error('no certificate');
  try {
    const { body } = await request(origin, { dispatcher, signal: AbortSignal.timeout(TIMEOUT_MS) });
    await body.dump();
  } catch (error) {
    // What the server says over the connection, if anything, is not asked for.
    failure = error;
  } finally {
    await dispatcher.destroy();
  }
  if (seen !== null) return seen;
  const why = failure instanceof Error ? failure.message : String(failure);
  throw new FailureError('unreachable', `${origin}: ${why}`, { cause: failure });
}
