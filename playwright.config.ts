import { defineConfig } from '@playwright/test';
import { endWithParent } from './helpers/base/end-with-parent.ts';
import { launchOptions } from './helpers/browser/launch-options.ts';
import { handedOver } from './helpers/workflow/worker-env.ts';

const told = handedOver();

// Only the runner has a parent to end with; its workers end with it.
if (told !== null && process.env['TEST_WORKER_INDEX'] === undefined) endWithParent();

export default defineConfig({
  outputDir: told?.outputDir ?? 'test-results',
  // The phases of a proof follow one another; a failed test never hides the ones after it.
  workers: told === null ? 2 : 1,
  fullyParallel: false,
  retries: 0,
  // A page of the lab is drawn in a second; a busy machine may take ten times that.
  expect: { timeout: 20_000 },
  forbidOnly: process.env['CI'] !== undefined,
  // A proof is shown by its own result; what runs meanwhile is told phase by phase.
  reporter: told === null ? [['list']] : [['./fixtures/phase-reporter.ts']],
  use: {
    // Traces, videos and automatic screenshots would keep tokens and citizens' names.
    trace: 'off',
    video: 'off',
    screenshot: 'off',
    launchOptions: launchOptions(told?.trustedKeys ?? process.env['BROWSER_TRUSTED_KEYS']),
  },
  projects: [
    { name: 'unit', testDir: 'tests/unit', timeout: 60_000 },
    { name: 'contract', testDir: 'tests/contract', timeout: 120_000 },
    { name: 'attached', testDir: 'tests/attached', timeout: 300_000 },
    { name: 'faults', testDir: 'tests/faults', timeout: 300_000 },
    // One project for all phases, so that one worker runs them: a new one takes seconds and logs in to every host again.
    { name: 'proof', testDir: 'tests/acceptance', timeout: 7 * 60 * 60 * 1000 },
  ],
});
