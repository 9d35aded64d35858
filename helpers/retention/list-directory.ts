import { FailureError } from '../base/outcome.ts';
import { collectBytes } from '../ssh/collect.ts';
import type { Host } from '../ssh/host.ts';
import type { BackupListing } from '../facts/retention.ts';
import { LIST_EXIT, LIST_SCRIPT } from './list-script.ts';
import { parseListing } from './parse-listing.ts';

const TIMEOUT_MS = 60_000;
/** The longest names of the most entries that are listed. */
const MAX_BYTES = 64 * 2 ** 20;

/**
 * Lists everything below the backup directory in one round trip, without changing anything. Where the user
 * may not read it all, a second one through `sudo -n` is tried.
 *
 * @throws TroubleError `missing` when there is no such directory, `refused` when it may not be read
 */
export async function listDirectory(host: Host, directory: string): Promise<BackupListing> {
  const plain = await attempt(host, directory, false);
  if (plain.listing?.complete === true) return plain.listing;
  // Where sudo is not to be had, what the user saw by itself stands.
  const raised = await attempt(host, directory, true).catch(() => null);
  const listing = raised?.listing ?? plain.listing;
  if (listing !== null) return listing;
  const code = raised?.code === LIST_EXIT.missing ? raised.code : plain.code;
  if (code === LIST_EXIT.missing) {
    throw new FailureError('missing', `${host.name}: there is no directory ${directory}`);
  }
  if (code === LIST_EXIT.refused) {
    throw new FailureError(
      'refused',
      `${host.name}: this user may not list ${directory}, nor through sudo -n`,
    );
  }
  throw new FailureError(
    'unexpected',
    `${host.name}: ${directory} could not be listed: ${plain.stderr.trim()}`,
  );
}

interface Attempt {
  listing: BackupListing | null;
  code: number | null;
  stderr: string;
}

async function attempt(host: Host, directory: string, sudo: boolean): Promise<Attempt> {
  const startedAt = performance.now();
  const { stdout, done } = await host.stream(['sh', '-c', LIST_SCRIPT, 'sh', directory], {
    sudo,
    timeoutMs: TIMEOUT_MS,
  });
  const [output, { code, stderr }] = await Promise.all([collectBytes(stdout, host.name, MAX_BYTES), done]);
  const tookMs = Math.round(performance.now() - startedAt);
  const listing = code === 0 ? { ...parseListing(output), tookMs } : null;
  return { listing, code, stderr };
}
