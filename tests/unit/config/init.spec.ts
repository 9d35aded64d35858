import { expect, test } from '@playwright/test';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { fileURLToPath } from 'node:url';
import { startSshd } from '../ssh/sshd.ts';

const INIT = fileURLToPath(new URL('../../../helpers/cli/init.ts', import.meta.url));

/** Runs init and answers each question as it is asked. */
async function answerInit(file: string, answers: [question: string, answer: string][]) {
  const child = spawn(process.execPath, ['--import', 'tsx', INIT, '--env', file], { stdio: 'pipe' });
  let said = '';
  const left = [...answers];
  child.stdout.on('data', (data: Buffer) => {
    said += data.toString();
    const asked = said.slice(said.lastIndexOf('\n') + 1);
    if (!/: $/.test(asked)) return;
    const [, answer] = left.find(([question]) => asked.includes(question)) ?? ['', ''];
    child.stdin.write(`${answer}\n`);
    said += '\n';
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said };
}

test('init asks, shows the host key that is there, and doctor tells what does not answer', async () => {
  const sshd = await startSshd();
  const file = test.info().outputPath('.env');
  const { user, port, keyFile, hostKeys } = sshd.config;
  const { code, said } = await answerInit(file, [
    ['Domain of production', 'production.invalid'],
    ['Domain of staging', 'staging.invalid'],
    ['A registrar', 'k.mweene'],
    ['File with the password', '/nosuch'],
    ['login on the backup host', `${user}@127.0.0.1:${port}`],
    ['Private key', keyFile ?? ''],
    ['Is it the one', 'yes'],
    ['File with the archives', '/nosuch'],
    ['e-mail', 'admin@example.org'],
  ]);
  expect(said).toContain(`127.0.0.1 shows the host key ${hostKeys[0]}`);
  expect(parse(readFileSync(file, 'utf8'))).toMatchObject({
    PRODUCTION_DOMAIN: 'production.invalid',
    PRODUCTION_2FA_CODE: 'prompt',
    BACKUP_SSH_HOST_KEY: hostKeys[0],
    AMOUNT_OF_BACKUPS_TO_KEEP: '7',
  });
  expect(said).toMatch(/✓ passed +PREFLIGHT_BACKUP_SSH/);
  expect(said).toMatch(/✗ failed +PREFLIGHT_PRODUCTION_ADDRESSES/);
  expect(code).toBe(3);
  await sshd.stop();
});
