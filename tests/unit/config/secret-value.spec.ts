import { expect, test } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { redactor } from '../../../helpers/redact/secrets.ts';
import { oneTimeCode } from '../../../helpers/config/second-factor.ts';
import { secretValue } from '../../../helpers/config/secret-value.ts';
import type { Problem } from '../../../helpers/facts/problem.ts';

test('a command may print the secret; only its last newline is left out', () => {
  const problems: Problem[] = [];
  const values = { BACKUP_PASSPHRASE_COMMAND: "printf ' two words \\n\\n'" };
  expect(secretValue('BACKUP_PASSPHRASE', values, problems)).toBe(' two words \n');
  expect(problems).toEqual([]);
  expect(redactor.redact('it is two words \n')).not.toContain('two words');
});

test('a command that fails or says nothing is a problem without its output', () => {
  const problems: Problem[] = [];
  secretValue('A', { A_COMMAND: 'echo half-a-secret; exit 3' }, problems);
  secretValue('B', { B_COMMAND: 'true' }, problems);
  secretValue('C', { C_FILE: '/nosuch/file' }, problems);
  expect(problems).toEqual([
    { key: 'A_COMMAND', wrong: 'failed (exit code 3)' },
    { key: 'B_COMMAND', wrong: 'gives nothing' },
    { key: 'C_FILE', wrong: 'cannot be read (ENOENT)' },
  ]);
});

test('a code is made from the secret, as the authenticator standard has it', async () => {
  // RFC 6238, appendix B: the SHA-1 key "12345678901234567890" at 59 s gives 94287082, of which six digits are used.
  const secret = 'GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ';
  expect(await oneTimeCode({ from: 'totp', secret }, 'SSH on production', 59_000)).toBe('287082');
});

test('a code comes from a command, new at each login', async () => {
  const counter = test.info().outputPath('counter');
  writeFileSync(counter, '');
  const factor = { from: 'command', command: `echo x >> ${counter}; wc -l < ${counter}` } as const;
  expect(await oneTimeCode(factor, 'production')).toBe('1');
  expect(await oneTimeCode(factor, 'production')).toBe('2');
  const silent = { from: 'command', command: 'echo 1 >&2; false' } as const;
  await expect(oneTimeCode(silent, 'staging')).rejects.toThrow(
    'The command for the verification code of staging gave no code.',
  );
});
