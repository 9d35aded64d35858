import ssh2 from 'ssh2';
import { fingerprintOf } from '../config/known-hosts.ts';
import { FailureError } from '../base/outcome.ts';

/**
 * The fingerprint of the host key that a host shows; nobody logs in. Only a person who compares it with the host's console
 * makes it worth anything.
 *
 * @throws TroubleError `unreachable` when there is no SSH server
 */
export function offeredKey(host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const client = new ssh2.Client();
    const verify = (key: Buffer): boolean => {
      resolve(fingerprintOf(key));
      return false;
    };
    client.on('error', (error) => {
      reject(new FailureError('unreachable', `${host}:${port} shows no host key: ${error.message}`));
      client.end();
    });
    client.connect({ host, port, username: 'nobody', readyTimeout: 20_000, hostVerifier: verify });
  });
}
