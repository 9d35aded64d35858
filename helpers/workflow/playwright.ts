import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { NODE_FLAGS } from '../base/node-flags.ts';
import { redactor, refreshSecrets } from '../redact/secrets.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs phases of the proof as Playwright projects and passes on what they print, redacted. Their exit code is not the
 * verdict: that is made of the facts.
 *
 * @returns Playwright's exit code, null when it was ended by a signal
 */
export async function runPhases(
  phases: readonly string[],
  env: Record<string, string | undefined>,
  print: (line: string) => void,
): Promise<number | null> {
  const cli = join(dirname(createRequire(import.meta.url).resolve('@playwright/test')), 'cli.js');
  // Playwright's workers take over the flags.
  const child = spawn(
    process.execPath,
    [...NODE_FLAGS, cli, 'test', ...phases.map((phase) => `--project=${phase}`)],
    {
      cwd: ROOT,
      env: { ...process.env, ...env, FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const forward = (signal: NodeJS.Signals) => () => child.kill(signal);
  const [interrupt, terminate] = [forward('SIGINT'), forward('SIGTERM')];
  process.once('SIGINT', interrupt).once('SIGTERM', terminate);
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      refreshSecrets(env['SECRETS_FILE']);
      print(redactor.redact(line));
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  process.off('SIGINT', interrupt).off('SIGTERM', terminate);
  return code;
}
