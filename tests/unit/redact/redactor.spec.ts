import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { strengthOf } from '../../../helpers/redact/strength.ts';
import { createRedactor } from '../../../helpers/redact/redactor.ts';

const secretText = fc
  .string({ minLength: 8, maxLength: 40, unit: 'grapheme' })
  .filter((s) => s.trim().length >= 8 && strengthOf(s) === 'anywhere');

test('no form of a learnt secret survives, whatever stands around it', () => {
  fc.assert(
    fc.property(secretText, fc.string(), fc.string(), (secret, before, after) => {
      const redactor = createRedactor();
      redactor.learn(secret);
      const forms = [
        secret,
        encodeURIComponent(secret),
        JSON.stringify({ secret }),
        Buffer.from(`${before}${secret}${after}`).toString('base64'),
        Buffer.from(secret).toString('hex'),
      ];
      for (const form of forms) {
        expect(redactor.leaks(form)).toBe(true);
        expect(redactor.leaks(redactor.redact(`${before} ${form} ${after}`))).toBe(false);
      }
      expect(redactor.redact(`${before}|${secret}|${after}`)).not.toContain(secret);
    }),
  );
});

test('text without a secret passes unchanged', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const redactor = createRedactor();
      redactor.learn('Kq7-never-in-a-random-text');
      expect(redactor.redact(text)).toBe(text);
    }),
  );
});

test('a short code is masked where it stands alone, not inside a hash', () => {
  const redactor = createRedactor();
  redactor.learn('000000');
  expect(redactor.redact('code 000000, sha256 ab000000cd')).toBe('code ‹secret›, sha256 ab000000cd');
});

for (const [what, text, rest] of [
  ['a session token', 'Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhYmMifQ.c2lnbmF0dXJl!', 'Bearer ‹secret›!'],
  [
    'a presigned address',
    'http://x/ocrvs/a.png?X-Amz-Signature=0af3&X-Amz-Date=1',
    'http://x/ocrvs/a.png?X-Amz-Signature=‹secret›&X-Amz-Date=1',
  ],
  [
    "a crontab's passphrase",
    '0 0 * * * bash backup.sh --passphrase=abc123 >> log',
    '0 0 * * * bash backup.sh --passphrase=‹secret› >> log',
  ],
  ["openssl's passphrase", 'openssl enc -d -pass pass:abc -in x', 'openssl enc -d -pass pass:‹secret› -in x'],
  [
    'a private key',
    'x -----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY----- y',
    'x ‹secret› y',
  ],
] as const) {
  test(`${what} is masked without having been learnt, once`, () => {
    const redactor = createRedactor();
    expect(redactor.redact(text)).toBe(rest);
    expect(redactor.redact(rest)).toBe(rest);
  });
}

test('values inside a structure are masked, keys too, numbers stay', () => {
  const redactor = createRedactor();
  redactor.learn('s3cr3t-value');
  expect(redactor.redactValue({ 's3cr3t-value': ['s3cr3t-value', 7, null, { a: true }] })).toEqual({
    '‹secret›': ['‹secret›', 7, null, { a: true }],
  });
});

test('a short secret, and one that is a word, never touch our own texts', () => {
  const redactor = createRedactor();
  for (const secret of ['test', 'a1', 'backup', 'Registration', 'STAGING', '1234']) redactor.learn(secret);
  const ours = 'The test registration of 1234 is in the latest backup; STAGING shows it. Registration a1.';
  expect(redactor.redact(ours)).toBe(ours);
  expect(redactor.leaks(ours)).toBe(false);
});

test('a secret that is a word is masked in what others say, as a whole value, and encoded anywhere', () => {
  const redactor = createRedactor();
  redactor.learn('backup');
  redactor.learn('passphrase');
  expect(redactor.redactForeign('bash b.sh -k backup /home/backups "passphrase"')).toBe(
    'bash b.sh -k ‹secret› /home/backups "‹secret›"',
  );
  expect(redactor.redact(Buffer.from('the passphrase!').toString('base64'))).toContain('‹secret›');
});

test('whatever the secret, what is strong enough is masked and what is not is left', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 20 }), (secret) => {
      const redactor = createRedactor();
      redactor.learn(secret);
      const strength = strengthOf(secret);
      const masked = redactor.redact(`=${secret}=`);
      if (strength === 'never' || strength === 'foreign') expect(masked).toBe(`=${secret}=`);
      else if (/^[\p{L}\p{N}]/u.test(secret) && secret.trim() !== '') expect(masked).toBe('=‹secret›=');
    }),
  );
});

test('time grows with the length of the text alone, whatever it holds', () => {
  const redactor = createRedactor();
  for (let index = 0; index < 30; index++) redactor.learn(`secret-number-${index}-of-many`);
  const units = [
    'eyJaaaaaaaa-',
    'eyJaaaaaaaa.',
    '-pass  pass:',
    "--passphrase='",
    'X-Amz-Signature=',
    '-----BEGIN PRIVATE KEY-----',
    '-----BEGIN A',
    'secret-number-',
    ' ',
    'a',
    '-',
  ];
  for (const unit of units) {
    const from = performance.now();
    redactor.redactForeign(unit.repeat(500_000 / unit.length));
    // Quadratic ones take minutes.
    expect(performance.now() - from, unit).toBeLessThan(10_000);
  }
});
