import { TroubleError } from '../outcome.ts';
import type { Host } from '../ssh/host.ts';
import type { CronEntry } from './crontab.ts';

/**
 * Starts a cron job as cron would, detached from the session, and gives the folder of its marks. The command comes on
 * standard input, never as an argument: it holds the passphrase. The lock is held while the job runs; the job itself does not
 * inherit it, else a service it starts would hold it for ever.
 */
const START = `
umask 077
dir=$(mktemp -d /var/tmp/verifier-job.XXXXXX) || exit 1
shell=$1; home=$2; shift 2
IFS= read -r bytes
dd bs=1 count="$bytes" of="$dir/command" 2>/dev/null
cat > "$dir/input"
exec 9> "$dir/lock"
flock 9
cd "$home" || exit 1
setsid sh -c '
  dir=$1; shell=$2; shift 2
  umask 022
  env -i "$@" "$shell" "$dir/command" < "$dir/input" > "$dir/output" 2>&1 9>&-
  echo $? > "$dir/exit"
' sh "$dir" "$shell" "$@" < /dev/null > /dev/null 2>&1 &
echo "$dir"
`;

const FINISH = `
flock "$1/lock" true
cat "$1/exit" 2>/dev/null || echo none
tail -c 65536 "$1/output"
rm -rf "$1"
`;

export interface JobRun {
  exitCode: number | null;
  /** What the job wrote that its own redirections did not catch; cron would have mailed it. */
  output: string;
}

/**
 * Runs a cron entry as root in cron's environment and waits for its end. The job goes on when the connection is lost.
 *
 * @param timeoutMs how long to wait for the end
 */
export async function runJob(host: Host, entry: CronEntry, timeoutMs: number): Promise<JobRun> {
  const home = entry.variables['HOME'] ?? '/root';
  const shell = entry.variables['SHELL'] ?? '/bin/sh';
  // cron(8): the environment of a job is these and the crontab's own variables, nothing else.
  const environment = {
    PATH: '/usr/bin:/bin',
    ...entry.variables,
    SHELL: shell,
    HOME: home,
    LOGNAME: 'root',
  };
  const assignments = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const started = await host.run(['sh', '-c', START, 'sh', shell, home, ...assignments], {
    sudo: true,
    stdin: `${Buffer.byteLength(entry.command)}\n${entry.command}${entry.input}`,
  });
  const dir = started.stdout.trim();
  if (started.code !== 0 || dir === '') {
    throw new TroubleError('refused', `${host.name}: the job could not be started: ${started.stderr.trim()}`);
  }
  const finished = await host.run(['sh', '-c', FINISH, 'sh', dir], { sudo: true, timeoutMs });
  const [exit = '', ...output] = finished.stdout.split('\n');
  return { exitCode: /^\d+$/.test(exit) ? Number(exit) : null, output: output.join('\n') };
}
