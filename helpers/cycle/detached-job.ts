import { randomBytes } from 'node:crypto';
import { FailureError } from '../base/outcome.ts';
import type { Clock } from '../schedule/clock.ts';
import { MOST_BYTES } from '../schedule/log-lines.ts';
import type { CommandOptions, Host } from '../ssh/host.ts';

/** A command that outlives the connection, the process and the machine that started it. */
export interface DetachedCommand {
  /** What the shell is given. It may hold a secret: it never becomes an argument. */
  command: string;
  /** Its standard input. */
  input: string;
  shell: string;
  /** The whole environment; null: that of the login. */
  environment: Readonly<Record<string, string>> | null;
  /** Where it starts; null: where the login does. */
  directory: string | null;
  /** Through `sudo -n`. */
  asRoot: boolean;
}

/** How a detached job went. */
export interface DetachedEnd {
  /** ISO 8601, by the clock of the host. */
  startedAt: string;
  finishedAt: string;
  /** Null when it was killed, or the host went down under it. */
  exitCode: number | null;
  /** What it wrote that its own redirections did not catch, at most the last 4 MiB; cron would have mailed it. */
  output: string;
}

/** Names a job before it is started, so that a start of which the answer was lost can be told from none. */
export const newJobId = (): string => randomBytes(12).toString('hex');

/** Between two attempts to get back to a host that went out of reach. */
const AGAIN_MS = 15_000;

/**
 * The marks of a job lie in a folder of its own: `started`, `began`, `exit`, `ended`. The lock is held from before the job is
 * there until it ended; the job itself does not inherit it, else a service it starts would hold it for ever. Asked again for a
 * job that is there, it does nothing. What did not arrive in full is not run: the connection was cut.
 */
const START = `
umask 077
dir=/var/tmp/verifier-job.$1; shell=$2; directory=$3; environment=$4; command=$5; input=$6; shift 6
mkdir "$dir" 2>/dev/null
[ -d "$dir" ] && [ ! -L "$dir" ] && [ -O "$dir" ] || exit 1
exec 9> "$dir/lock"
flock -n 9 || exit 0
[ -e "$dir/started" ] && exit 0
dd bs=1 count="$command" of="$dir/command" 2>/dev/null
cat > "$dir/input"
[ "$(wc -c < "$dir/command")" -eq "$command" ] && [ "$(wc -c < "$dir/input")" -eq "$input" ] || exit 1
if [ -n "$directory" ]; then cd "$directory" || exit 1; fi
: > "$dir/started"
setsid sh -c '
  dir=$1; shell=$2; environment=$3; shift 3
  date -u +%FT%T.%3NZ > "$dir/began"
  umask 022
  if [ "$environment" = own ]; then set -- env -i "$@" "$shell"; else set -- "$shell"; fi
  "$@" "$dir/command" < "$dir/input" > "$dir/output" 2>&1 9>&-
  code=$?
  umask 077
  date -u +%FT%T.%3NZ > "$dir/ended"
  echo "$code" > "$dir/exit"
' sh "$dir" "$shell" "$environment" "$@" < /dev/null > /dev/null 2>&1 &
`;

const WAIT = `
dir=/var/tmp/verifier-job.$1
if [ ! -d "$dir" ] || [ -L "$dir" ] || [ ! -O "$dir" ]; then echo gone; exit 0; fi
flock "$dir/lock" true
[ -e "$dir/started" ] || { echo gone; exit 0; }
echo ended
for mark in began ended exit; do head -n 1 "$dir/$mark" 2>/dev/null || echo; done
tail -c ${MOST_BYTES} "$dir/output" 2>/dev/null
true
`;

const REMOVE = 'dir=/var/tmp/verifier-job.$1; if [ -O "$dir" ] && [ ! -L "$dir" ]; then rm -rf "$dir"; fi';

/**
 * Starts a job under a name; a job of that name that runs or has ended is left as it is.
 *
 * @throws TroubleError `refused` when the host does not let it be started
 */
export async function startDetached(host: Host, id: string, job: DetachedCommand): Promise<void> {
  const { command, input, shell, environment, directory, asRoot } = job;
  const assignments = Object.entries(environment ?? {}).map(([name, value]) => `${name}=${value}`);
  const lengths = [command, input].map((text) => String(Buffer.byteLength(text)));
  const words = [id, shell, directory ?? '', environment === null ? 'login' : 'own', ...lengths];
  const started = await host.run(['sh', '-c', START, 'sh', ...words, ...assignments], {
    sudo: asRoot,
    locale: 'own',
    stdin: `${command}${input}`,
  });
  if (started.code === 0) return;
  const why = started.code === null ? 'the connection was cut' : started.stderr.trim();
  throw new FailureError(
    started.code === null ? 'unreachable' : 'refused',
    `${host.name}: the job could not be started: ${why}`,
  );
}

/**
 * Waits for the end of a job, over as many connections as it takes.
 *
 * @returns null when there is no such job: it was never started, or its marks are gone
 * @throws TroubleError when it has not ended by `deadline` (milliseconds since 1970)
 */
export async function awaitDetached(
  host: Host,
  id: string,
  asRoot: boolean,
  { clock, deadline }: { clock: Clock; deadline: number },
): Promise<DetachedEnd | null> {
  for (;;) {
    const left = Math.max(deadline - clock.now(), 1);
    try {
      const found = await asked(host, ['sh', '-c', WAIT, 'sh', id], { sudo: asRoot, timeoutMs: left });
      const [state, startedAt = '', finishedAt = '', exit = '', ...output] = found.split('\n');
      if (state === 'gone') return null;
      const exitCode = /^\d+$/.test(exit) ? Number(exit) : null;
      return { startedAt, finishedAt: finishedAt || startedAt, exitCode, output: output.join('\n') };
    } catch (error) {
      const again = clock.now() + AGAIN_MS;
      if (!(error instanceof FailureError) || error.reason !== 'unreachable' || again >= deadline)
        throw error;
      await clock.sleepUntil(again);
    }
  }
}

/** Removes the marks of a job. */
export async function removeDetached(host: Host, id: string, asRoot: boolean): Promise<void> {
  await host.run(['sh', '-c', REMOVE, 'sh', id], { sudo: asRoot });
}

async function asked(host: Host, argv: readonly string[], options: CommandOptions): Promise<string> {
  const { code, stdout, stderr } = await host.run(argv, options);
  if (code === 0) return stdout;
  throw code === null
    ? new FailureError('unreachable', `${host.name}: the connection was cut while a job was waited for`)
    : new FailureError('refused', `${host.name}: a job cannot be waited for: ${stderr.trim()}`);
}
