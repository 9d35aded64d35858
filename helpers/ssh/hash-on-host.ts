import { FailureError } from '../base/outcome.ts';
import type { Host } from './host.ts';

/** A hash of a large archive takes a host some minutes. */
const HASH_TIMEOUT_MS = 4 * 60 * 60 * 1000;

/**
 * The SHA-256 of a file as its own host makes it: no byte of it is moved.
 *
 * @throws FailureError when the host cannot
 */
export async function hashOnHost(host: Host, path: string): Promise<string> {
  const command = ['nice', '-n', '19', 'ionice', '-c', '3', 'sha256sum', '--', path];
  const { code, stdout, stderr } = await host.run(command, { timeoutMs: HASH_TIMEOUT_MS });
  const hash = /^\\?([0-9a-f]{64})/.exec(stdout)?.[1];
  if (code === 0 && hash !== undefined) return hash;
  throw new FailureError(
    code === null ? 'unreachable' : 'unexpected',
    `${host.name}: no hash of ${path}: ${stderr.trim() || `code ${code}`}`,
  );
}
