import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aptInstall } from './apt.ts';
import { command, installed } from './command.ts';
import { SetupError, announceOnStderr, type Announce } from './step.ts';

/** Debian 12, which has PostgreSQL 15 and the OpenSSL 3.0 that OpenCRVS's hosts have. */
const RELEASE = 'bookworm';
/** Images that serve as they are, in order of preference; the last is the one made here. */
const CANDIDATES = [`debian:${RELEASE}-slim`, `debian:${RELEASE}`] as const;
const OWN = `opencrvs-lab-base:${RELEASE}`;

const PULL_TIMEOUT_MS = 60_000;
/** Made in 30 to 75 s on two cores; a slow mirror may take minutes. */
const MAKE_TIMEOUT_MS = 600_000;

const present = async (image: string): Promise<boolean> =>
  (await command('docker', ['image', 'inspect', image])).code === 0;

/** Makes the image from Debian's packages alone, for where no image registry can be reached. */
async function makeFromPackages(announce: Announce): Promise<void> {
  if (process.getuid?.() !== 0) {
    throw new SetupError(
      `no ${CANDIDATES[0]} to be had: pull it, or run this as root so that it can be made`,
    );
  }
  if (!(await installed('debootstrap'))) {
    await aptInstall(['debootstrap'], 'which makes the lab’s base image', announce);
  }
  announce(`making ${OWN} with debootstrap (about a minute)`);
  const folder = await mkdtemp(join(tmpdir(), 'opencrvs-lab-base-'));
  try {
    const made = await command('debootstrap', ['--variant=minbase', RELEASE, folder], {
      timeoutMs: MAKE_TIMEOUT_MS,
    });
    if (made.code !== 0) throw new SetupError(`debootstrap failed: ${made.stdout.trim().split('\n').at(-1)}`);
    const imported = await command('sh', [
      '-c',
      'tar -C "$1" --exclude=./var/cache/apt/archives/*.deb -c . | docker import - "$2"',
      'sh',
      folder,
      OWN,
    ]);
    if (imported.code !== 0) throw new SetupError(`docker import failed: ${imported.stderr.trim()}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * The Debian image that the lab's hosts are built on: a local one, else pulled, else made with debootstrap.
 *
 * @returns its name.
 * @throws SetupError with what to install.
 */
export async function ensureBaseImage(announce: Announce = announceOnStderr): Promise<string> {
  for (const image of [OWN, ...CANDIDATES]) if (await present(image)) return image;
  announce(`pulling ${CANDIDATES[0]}`);
  const pulled = await command('docker', ['pull', '--quiet', CANDIDATES[0]], { timeoutMs: PULL_TIMEOUT_MS });
  if (pulled.code === 0) return CANDIDATES[0];
  await makeFromPackages(announce);
  return OWN;
}
