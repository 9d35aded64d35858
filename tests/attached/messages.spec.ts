import { writeFileSync } from 'node:fs';
import { expect, test } from '../../fixtures/attached.ts';
import { privateServer } from '../unit/browser/private-server.ts';
import { freePort, makeKey } from '../unit/ssh/sshd.ts';

/** One thing that is wrong in the settings, and what is said of it. */
interface Mistake {
  what: string;
  changes: (output: (name: string) => string) => Promise<Record<string, string>> | Record<string, string>;
  exitCode: 2 | 3;
  says: RegExp;
}

const MISTAKES: Mistake[] = [
  {
    what: 'another host key',
    changes: () => ({ PRODUCTION_SSH_HOST_KEY: `SHA256:${'A'.repeat(43)}` }),
    exitCode: 2,
    says: /production \(.*\) showed the ssh-ed25519 host key SHA256:\S+ instead of the known SHA256:A+\./,
  },
  {
    what: 'a key that the host does not know',
    changes: (output) => {
      makeKey(output('stranger'));
      return { BACKUP_SSH_KEY_FILE: output('stranger') };
    },
    exitCode: 2,
    says: /backup \(.*\) does not accept this key/,
  },
  {
    what: 'another authenticator',
    changes: () => ({ PRODUCTION_SSH_TOTP_SECRET: 'JBSWY3DPEHPK3PXP' }),
    exitCode: 2,
    says: /accepted the key and refused the answer to “Verification code:”: check the authenticator's secret and the clocks/,
  },
  {
    what: 'another password',
    changes: () => ({ PRODUCTION_PASSWORD: 'not-the-password' }),
    exitCode: 2,
    says: /actual: +production: the user name or the password is wrong/,
  },
  {
    what: 'another second factor',
    changes: () => ({ PRODUCTION_2FA_CODE: '123456' }),
    exitCode: 2,
    says: /actual: +production: the second factor was not accepted/,
  },
  {
    what: 'another passphrase',
    changes: (output) => {
      writeFileSync(output('passphrase'), 'not the passphrase', { mode: 0o600 });
      return { BACKUP_PASSPHRASE_FILE: output('passphrase') };
    },
    exitCode: 2,
    says: /does not open with the configured passphrase/,
  },
  {
    what: 'an address at which nothing listens',
    changes: async () => ({ PRODUCTION_GATEWAY_URL: `http://127.0.0.1:${await freePort()}` }),
    exitCode: 3,
    says: /gateway \(http:\S+\): nothing listens there: the service is down, or the port is wrong/,
  },
  {
    what: 'a name without an address',
    changes: () => ({ STAGING_CLIENT_URL: 'https://register.nosuch.invalid' }),
    exitCode: 3,
    says: /client \(https:\S+\): the name has no address: wrong domain, or DNS does not answer/,
  },
];

for (const { what, changes, exitCode, says } of MISTAKES) {
  test(`${what}: doctor and accept say so and end with ${exitCode}`, async ({ attached }, testInfo) => {
    const wrong = await changes((name) => testInfo.outputPath(name));
    for (const verb of ['doctor', 'accept']) {
      const ended = await attached.run(verb, [], wrong);
      expect(ended.said).toMatch(says);
      if (verb === 'accept') expect(ended.said).toContain('Nothing was written.');
      expect(ended.exitCode, ended.said).toBe(exitCode);
    }
  });
}

test('a private authority that is not known: said, and taken when it is given', async ({ attached }) => {
  const server = await privateServer((_, response) => response.end('a page'));
  const url = { STAGING_CLIENT_URL: `https://localhost:${server.port}` };
  const unknown = await attached.run('doctor', [], url);
  expect(unknown.exitCode, unknown.said).toBe(3);
  expect(unknown.said).toMatch(/its certificate is of [^:]*: give that in CA_FILE/);
  const known = await attached.run('doctor', [], { ...url, CA_FILE: server.caFile });
  expect(known.said).not.toContain('CA_FILE');
  expect(known.exitCode, known.said).not.toBe(3);
  server.close();
});
