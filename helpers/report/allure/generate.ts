import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { redactor } from '../../redact/secrets.ts';

const CONFIG = fileURLToPath(new URL('../../../allurerc.mjs', import.meta.url));

export interface AllureRequest {
  resultsDir: string;
  /** Where index.html is made. */
  reportDir: string;
  name: string;
  /** HTML that stands above Allure's own page. */
  firstPage: string;
  /** Runs before this one, JSON lines; null: none are kept. This one is added when `append` says so. */
  history: string | null;
  append: boolean;
}

/** Makes the HTML report with the `allure` npm package (no Java): one file that opens from a disk or a mail, without a network. */
export async function generateAllureReport(request: AllureRequest): Promise<void> {
  const { resultsDir, reportDir, name, firstPage, history, append } = request;
  const cli = join(dirname(createRequire(import.meta.url).resolve('allure')), '..', 'cli.js');
  const args = ['generate', resultsDir, '--config', CONFIG, '--output', reportDir];
  const child = spawn(process.execPath, [cli, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Nothing of the surroundings gets into the report: Allure would name a CI's job by its variables.
    env: {
      ...{ PATH: process.env['PATH'], HOME: process.env['HOME'], TMPDIR: process.env['TMPDIR'] },
      ...{ REPORT_NAME: name, REPORT_FIRST_PAGE: firstPage, REPORT_APPEND: append ? 'yes' : 'no' },
      ...(history === null ? {} : { REPORT_HISTORY: history }),
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => (output += data.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0)
    throw new Error(`the Allure report could not be made: ${redactor.redact(output).trim().slice(-500)}`);
}
