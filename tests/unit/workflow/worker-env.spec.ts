import { expect, test } from '@playwright/test';
import { handedOver, handOver } from '../../../helpers/workflow/worker-env.ts';

const TOLD = {
  runDir: '/reports/runs/1',
  secretsFile: '/tmp/secrets',
  sessionsDir: '/state/sessions',
  outputDir: '/tmp/playwright',
  trustedKeys: 'a,b',
  loginLedger: '/state/logins',
  archiveLedger: '/state/archives',
  offsiteLedger: null,
  drillLedger: null,
};

test('what is handed over arrives as it was', () => {
  expect(handedOver(handOver(TOLD))).toEqual(TOLD);
});

test('a process that no command started for a proof is told nothing', () => {
  expect(handedOver({})).toBeNull();
});

test('what a throw-away deployment does not have is absent, not wrong', () => {
  const { runDir, secretsFile, sessionsDir, outputDir } = TOLD;
  expect(handedOver(handOver({ runDir, secretsFile, sessionsDir, outputDir }))).toMatchObject({
    trustedKeys: '',
    loginLedger: null,
    archiveLedger: null,
  });
});
