import { expect, test } from '@playwright/test';
import { sudoRefusal } from '../../../helpers/ssh/sudo-refusal.ts';

/** As sudo 1.9.13 of Debian 12 says it. */
const SAID = {
  noRule: { code: 1, stderr: 'sudo: a password is required\n' },
  otherCommands: {
    code: 1,
    stderr: "Sorry, user nobody is not allowed to execute '/usr/bin/cat /x' as root on host.\n",
  },
  noTerminal: { code: 1, stderr: 'sudo: sorry, you must have a tty to run sudo\n' },
  noSudo: { code: 127, stderr: '/bin/sh: 1: sudo: not found\n' },
};

test('each way in which sudo refuses is one sentence with what to do', () => {
  for (const said of [SAID.noRule, SAID.otherCommands, SAID.noTerminal]) {
    expect(sudoRefusal('staging', 'verifier', ['crontab', '-l'], said)).toMatch(
      /^verifier may not run “crontab” on staging through sudo.*npm run doctor/,
    );
  }
  expect(sudoRefusal('staging', 'verifier', ['crontab'], SAID.noSudo)).toBe('staging has no sudo.');
});

test('what a command itself says is not taken for sudo', () => {
  for (const exit of [
    { code: 0, stderr: SAID.noRule.stderr },
    { code: 1, stderr: 'no crontab for root\n' },
    { code: 127, stderr: 'sh: 1: nosuch: not found\n' },
  ])
    expect(sudoRefusal('staging', 'verifier', ['crontab'], exit)).toBeNull();
});
