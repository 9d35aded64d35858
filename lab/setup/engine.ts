import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open } from 'node:fs/promises';
import { aptInstall } from './apt.ts';
import { command, installed } from './command.ts';
import { SetupError, announceOnStderr, type Announce } from './step.ts';

const LOG_FOLDER = '/var/log';
/** A cold dockerd was ready in 2 to 4 s on two cores; ten times that is a fault. */
const START_TIMEOUT_MS = 40_000;

/** Whether a container engine answers; `docker info` asks the server, `docker --version` would not. */
const answers = async (): Promise<boolean> =>
  (await command('docker', ['info', '--format', '{{.ServerVersion}}'], { timeoutMs: 15_000 })).code === 0;

/** Starts dockerd apart from this process, so that it outlives the lab and serves the next one. */
async function startDaemon(announce: Announce): Promise<void> {
  announce('starting dockerd');
  await mkdir(LOG_FOLDER, { recursive: true });
  const log = await open(`${LOG_FOLDER}/dockerd-for-lab.log`, 'a');
  const daemon = spawn('dockerd', [], { detached: true, stdio: ['ignore', log.fd, log.fd] });
  daemon.unref();
  await log.close();
  const died = once(daemon, 'exit').then(() => 'died' as const);
  died.catch(() => undefined);
  await untilAnswering(died);
}

/** Asks again as often as the answer is no: the question itself takes its time. */
async function untilAnswering(died: Promise<'died'>): Promise<void> {
  let gone = false;
  void died.then(
    () => (gone = true),
    () => (gone = true),
  );
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (await answers()) return;
    if (gone) break;
  }
  throw new SetupError(`dockerd does not come up: see ${LOG_FOLDER}/dockerd-for-lab.log`);
}

/**
 * Makes sure that a container engine answers: the running one, else an installed one is started, else
 * Debian's package is installed and started.
 *
 * @throws SetupError with what to install or start.
 */
export async function ensureEngine(announce: Announce = announceOnStderr): Promise<void> {
  if (await answers()) return;
  if (!(await installed('dockerd'))) {
    await aptInstall(['docker.io', 'iptables'], 'the container engine of the lab', announce);
    // The package's own start-up script may have started it where an init system runs.
    if (await answers()) return;
  }
  if (process.getuid?.() !== 0) {
    throw new SetupError(
      'no container engine answers: start Docker, or run this as root so that it can be started',
    );
  }
  await startDaemon(announce);
}
