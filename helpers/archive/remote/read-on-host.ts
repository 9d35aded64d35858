import { FailureError } from '../../base/outcome.ts';
import type { TestRegistration } from '../../facts/test-registration.ts';
import type { Host } from '../../ssh/host.ts';
import type { ArchiveFacts } from '../../facts/archive.ts';
import { safeText } from '../../base/safe-text.ts';
import { verifierBundle } from './bundle.ts';
import type { RemoteFile, RemoteJob } from './job.ts';

/** A line with the job, then the program: run from memory, so nothing is left behind. */
const LOADER = `
const chunks = [];
process.stdin.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
  const input = Buffer.concat(chunks);
  const end = input.indexOf(10);
  globalThis.job = JSON.parse(input.subarray(0, end));
  import('data:text/javascript;base64,' + input.subarray(end + 1).toString('base64')).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
});`;

/** An archive that must be read this way takes hours. */
const TIMEOUT_MS = 24 * 60 * 60 * 1000;
/** Facts of an archive with as many objects as any has. */
const MAX_BYTES = 128 * 2 ** 20;

/**
 * Reads an archive on a host beside it, where it is too large to move. The program and the passphrase go over standard
 * input, only facts come back, and no file is written there. The host needs Node 18 or later.
 */
export async function readOnHost(
  host: Host,
  files: RemoteFile[],
  { expect = null, ...options }: RemoteJob['options'],
): Promise<ArchiveFacts> {
  const job: RemoteJob = { files, options: { ...options, expect: expect && withoutNames(expect) } };
  const stdin = `${JSON.stringify(job)}\n${await verifierBundle()}`;
  const command = ['nice', '-n', '19', 'ionice', '-c', '3', 'node', '-e', LOADER];
  const { code, stdout, stderr } = await host.run(command, {
    stdin,
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
  });
  if (code === 0) return factsIn(stdout, host.name);
  const why = stderr.trim().split('\n').at(-1) ?? '';
  if (code === 127 || /node.*No such file/i.test(stderr)) {
    throw new FailureError(
      'missing',
      `${host.name}: Node 18 or later is needed there to read the archive in place`,
    );
  }
  if (/EACCES|Permission denied/.test(why)) {
    throw new FailureError('refused', `${host.name}: this user may not read the archive there: ${why}`);
  }
  throw new FailureError('unexpected', `${host.name}: the verifier ended with code ${code}: ${why}`);
}

function factsIn(stdout: string, name: string): ArchiveFacts {
  try {
    return JSON.parse(stdout) as ArchiveFacts;
  } catch (error) {
    const said = safeText(stdout.trim(), 200);
    throw new FailureError('unexpected', `${name}: the verifier there gave no facts, but “${said}”`, {
      cause: error,
    });
  }
}

/** The host needs to know what to look for, not whose it is. */
function withoutNames(registration: TestRegistration): TestRegistration {
  const nameless = { ...registration, childName: { firstname: '', surname: '' }, declaration: {} };
  delete nameless.shownAs;
  return nameless;
}
