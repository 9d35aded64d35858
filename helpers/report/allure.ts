import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { redactor } from '../redact/secrets.ts';

const CONFIG = fileURLToPath(new URL('../../allurerc.mjs', import.meta.url));

/**
 * Makes the HTML report with the `allure` npm package (no Java). The results pass through the redactor once more before: the
 * reporter keeps the titles and errors of steps as they were.
 *
 * @returns the folder of the report; open its index.html
 */
export async function generateAllureReport(resultsDir: string, reportDir: string): Promise<string> {
  redactResults(resultsDir);
  const cli = join(dirname(createRequire(import.meta.url).resolve('allure')), '..', 'cli.js');
  const args = ['generate', resultsDir, '--config', CONFIG, '--output', reportDir];
  const child = spawn(process.execPath, [cli, ...args], { stdio: 'pipe' });
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0)
    throw new Error(`The Allure report could not be made: ${redactor.redact(output).slice(-500)}`);
  return reportDir;
}

function redactResults(resultsDir: string): void {
  for (const name of readdirSync(resultsDir)) {
    if (!/\.(json|txt|csv|svg|html|md)$/.test(name)) continue;
    const file = join(resultsDir, name);
    const text = readFileSync(file, 'utf8');
    const clean = name.endsWith('.json')
      ? JSON.stringify(redactor.redactValue(JSON.parse(text) as unknown))
      : redactor.redact(text);
    if (clean !== text) writeFileSync(file, clean);
  }
}
