import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { forever, interruptedBy, onInterruption } from '../base/interruption.ts';
import { NODE_FLAGS } from '../base/node-flags.ts';
import { redactor, refreshSecrets } from '../redact/secrets.ts';
import { handOver } from './worker-env.ts';
import { specOf } from './phases.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs phases of the proof in one Playwright worker and passes on what they print, redacted. Their exit code is not the verdict:
 * that is made of the facts. When this process is interrupted they end at once and this never resolves: what they did not come to
 * is no answer to anything. When this process is killed they end too.
 *
 * @returns Playwright's exit code, null when it was ended by a signal
 */
export async function runPhases(
  phases: readonly string[],
  env: Record<string, string | undefined>,
  told: Parameters<typeof handOver>[0],
  print: (line: string) => void,
): Promise<number | null> {
  const cli = join(dirname(createRequire(import.meta.url).resolve('@playwright/test')), 'cli.js');
  // Playwright's workers take over the flags.
  const child = spawn(
    process.execPath,
    [...NODE_FLAGS, cli, 'test', '--project=proof', ...phases.map((phase) => `/${specOf(phase)}`)],
    {
      cwd: ROOT,
      env: { ...process.env, ...env, ...handOver(told), FORCE_COLOR: '0' },
      // Closed by the kernel when this process is no more.
      stdio: ['pipe', 'pipe', 'pipe'],
      // A group of its own: a terminal interrupts this process, which then decides what becomes of the phases.
      detached: true,
    },
  );
  const closed = once(child, 'close') as Promise<[number | null]>;
  const off = onInterruption(async () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGKILL');
    await closed;
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      refreshSecrets(told.secretsFile);
      print(redactor.redact(line));
    });
  }
  const [code] = await closed;
  if (interruptedBy() !== null) return forever();
  off();
  return code;
}
