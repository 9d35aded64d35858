import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { FailureError } from '../base/outcome.ts';
import type { Host } from '../ssh/host.ts';
import { remoteShell, type RemoteShell } from '../ssh/remote-shell.ts';
import { bytesIn, rsyncReason } from './rsync-progress.ts';

export interface RsyncOptions {
  /** Bytes of the file as far as they are here. */
  onProgress: (bytes: number) => void;
  bytesPerSecond: number | null;
  /** Milliseconds before each further attempt after a lost connection. */
  pausesMs?: readonly number[];
}

const PAUSES_MS = [2_000, 10_000, 30_000];
/** A host that says nothing for so long is lost. */
const TIMEOUT_S = 120;
/** How rsync ends when the other side is gone: sockets, protocol stream, timeouts, its remote shell. */
const LOST = [10, 12, 30, 35, 255];
const NO_ROOM = 11;

/**
 * Fetches a file of a host into a folder by rsync, over the connection that is held. What is there of it already is checked and
 * kept: after a lost connection, and after a crash, the rest alone comes. The time of the file is kept.
 *
 * @param folder of files that are not proven yet
 * @throws FailureError with one sentence
 */
export const fetchByRsync = (
  host: Host,
  path: string,
  folder: string,
  options: RsyncOptions,
): Promise<void> => carried(host, path, [`${host.name}:${path}`, `${folder}/`], options);

/** The other way round: sends a file of this machine into a folder of a host. */
export const sendByRsync = (host: Host, path: string, folder: string, options: RsyncOptions): Promise<void> =>
  carried(host, path, [path, `${host.name}:${folder}/`], options);

async function carried(
  host: Host,
  path: string,
  way: readonly [source: string, target: string],
  options: RsyncOptions,
): Promise<void> {
  const shell = await remoteShell(host);
  const { pausesMs = PAUSES_MS } = options;
  try {
    for (let attempt = 0; ; attempt++) {
      let reached = 0;
      const ended = await run(shell, way, {
        ...options,
        onProgress: (bytes) => {
          reached = bytes;
          options.onProgress(bytes);
        },
      });
      if (ended.code === 0) return;
      const pause = pausesMs[attempt];
      const refused = shell.failure();
      if (refused instanceof FailureError && refused.reason === 'refused') throw refused;
      if (ended.code === null || !LOST.includes(ended.code) || pause === undefined || commandEnded(shell))
        throw explain(host, shell, path, ended, reached);
      await wait(pause);
    }
  } finally {
    await shell.close();
  }
}

/** The command on the host ended by itself, and badly: asking again would give the same. */
const commandEnded = (shell: RemoteShell): boolean => ![0, null].includes(shell.lastExit()?.code ?? null);

interface Ended {
  code: number | null;
  stderr: string;
}

async function run(
  shell: RemoteShell,
  way: readonly [source: string, target: string],
  { onProgress, bytesPerSecond }: RsyncOptions,
): Promise<Ended> {
  const child = spawn(
    'rsync',
    [
      ...['--times', '--append-verify', '--info=progress2', '--no-human-readable', `--timeout=${TIMEOUT_S}`],
      // Names that a shell would read are sent over the protocol instead.
      ...(/^[\w@%+=:,./-]+$/.test(way.join('')) ? [] : ['--secluded-args']),
      ...(bytesPerSecond === null ? [] : [`--bwlimit=${Math.max(1, Math.round(bytesPerSecond / 1024))}`]),
      ...['--rsh', shell.command.map((word) => `'${word}'`).join(' '), '--', ...way],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LC_ALL: 'C' } },
  );
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (said: string) => (stderr = (stderr + said).slice(-4000)));
  child.stdout.setEncoding('utf8').on('data', (printed: string) => {
    const bytes = bytesIn(printed);
    if (bytes !== null) onProgress(bytes);
  });
  const stop = () => child.kill('SIGKILL');
  process.once('exit', stop);
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, stderr };
  } catch (error) {
    throw new FailureError(
      'missing',
      'rsync is not installed on this machine: install it (Debian: apt install rsync).',
      {
        cause: error,
      },
    );
  } finally {
    process.off('exit', stop);
  }
}

function explain(
  host: Host,
  shell: RemoteShell,
  path: string,
  { code, stderr }: Ended,
  reached: number,
): FailureError {
  const exit = shell.lastExit();
  if (exit?.code === 127)
    return new FailureError(
      'missing',
      `${host.name} has no rsync: install it there (Debian: apt install rsync).`,
    );
  const said = exit?.stderr.trim().split('\n')[0] ?? '';
  if (/^sudo:/.test(said))
    return new FailureError(
      'refused',
      `${host.name}: this user may not run rsync through sudo: log in as the owner of the archives.`,
    );
  if (code === NO_ROOM || /No space left/.test(stderr))
    return new FailureError(
      'refused',
      `The disk is full: ${rsyncReason(stderr, code)}. What came is kept; make room and start again.`,
    );
  const lost =
    code !== null && LOST.includes(code) && (exit === null || exit.code === null || exit.code === 0);
  const why = shell.failure()?.message ?? (said !== '' ? said : rsyncReason(stderr, code));
  return lost
    ? new FailureError(
        'unreachable',
        `Copying ${path} broke off at byte ${reached}: ${why}. Start it again: what came is kept.`,
      )
    : new FailureError(
        /denied/i.test(`${said}${stderr}`) ? 'refused' : 'unexpected',
        `${host.name}: ${path} cannot be copied: ${why}`,
      );
}
