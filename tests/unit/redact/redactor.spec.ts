import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { createRedactor } from '../../../helpers/redact/redactor.ts';

const secretText = fc
  .string({ minLength: 8, maxLength: 40, unit: 'grapheme' })
  .filter((s) => s.trim().length >= 8);

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
