import type { X509Certificate } from 'node:crypto';
import { fetch } from 'undici';
import { dispatcherFor, type Route } from '../deployment/dispatcher.ts';
import { serverCertificate } from '../deployment/server-certificate.ts';
import { outcomeOf, FailureError, type Outcome } from '../base/outcome.ts';
import type { AddressAnswer } from '../facts/preflight.ts';

const TIMEOUT_MS = 15_000;
const DAY_MS = 86_400_000;

/** What a failed request means, by the code that Node gives it. */
const MEANINGS: Record<string, string> = {
  ENOTFOUND: 'the name has no address: wrong domain, or DNS does not answer',
  EAI_AGAIN: 'the name has no address: wrong domain, or DNS does not answer',
  ECONNREFUSED: 'nothing listens there: the service is down, or the port is wrong',
  ECONNRESET: 'the connection was cut: a firewall, or something that is no web server',
  ETIMEDOUT: 'no answer in time: firewall or VPN',
  UND_ERR_CONNECT_TIMEOUT: 'no answer in time: firewall or VPN',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet: look at the clocks',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate signs itself: give its authority in CA_FILE',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is of a private authority: give that in CA_FILE',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'its certificate is of an authority that is not known: give that in CA_FILE',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its certificate is of an authority that is not known: give that in CA_FILE, or let the server send the chain',
};

/** Asks a web address once and says how it answered, with the days that its certificate still has. */
export function lookAtAddress(url: string, way: Route): Promise<Outcome<AddressAnswer>> {
  return outcomeOf(async () => {
    const dispatcher = dispatcherFor(way);
    try {
      const response = await fetch(url, {
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(dispatcher === null ? {} : { dispatcher }),
      });
      await response.body?.cancel();
      return {
        status: response.status,
        version: response.headers.get('x-version'),
        certificateDays: url.startsWith('https:') ? daysLeft(await serverCertificate(url, way)) : null,
      };
    } catch (error) {
      throw new FailureError('unreachable', meaningOf(error), { cause: error });
    } finally {
      await dispatcher?.destroy();
    }
  });
}

const daysLeft = ({ validTo }: X509Certificate): number =>
  Math.floor((Date.parse(validTo) - Date.now()) / DAY_MS);

const PROXY_REFUSED =
  'the proxy, or the host of the SSH login, does not get through to it: is the name known there, and does its sshd allow TCP forwarding?';

/** Every error in a chain of causes, the outermost first. */
const causesOf = (error: unknown): Error[] =>
  error instanceof Error ? [error, ...causesOf(error.cause)] : [];

function meaningOf(error: unknown): string {
  if (causesOf(error).some(({ message }) => message.startsWith('Proxy response'))) return PROXY_REFUSED;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Error && cause.name === 'TimeoutError') return MEANINGS['ETIMEDOUT'] ?? '';
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  return MEANINGS[code] ?? (cause instanceof Error ? cause.message : String(cause));
}
