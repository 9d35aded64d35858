import { expect, test } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { VERBS } from '../../../helpers/cli/verbs.ts';

const file = (path: string) => fileURLToPath(new URL(`../../../deploy/${path}`, import.meta.url));

test('systemd finds nothing wrong with service and timer', () => {
  const units = [file('systemd/backup-verifier.service'), file('systemd/backup-verifier.timer')];
  const { error, status, stderr } = spawnSync('systemd-analyze', ['verify', ...units], { encoding: 'utf8' });
  test.skip(error !== undefined, 'systemd-analyze is not installed');
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

test('the workflow hands no text of GitHub’s to the shell and leaves state on the runner', () => {
  const action = parse(readFileSync(file('github/action.yml'), 'utf8')) as {
    inputs: Record<string, { default?: string }>;
    runs: { steps: { run?: string }[] };
  };
  for (const { run = '' } of action.runs.steps) expect(run).not.toContain('${{');
  expect(Object.keys(VERBS)).toContain(action.inputs['command']?.default);
  const workflow = readFileSync(file('github/nightly.yml'), 'utf8');
  const { permissions, jobs } = parse(workflow) as {
    permissions: object;
    jobs: { verify: { 'runs-on': string[] } };
  };
  expect(permissions).toEqual({ contents: 'read' });
  expect(jobs.verify['runs-on']).toContain('self-hosted');
  expect(workflow).not.toContain('/var/lib/backup-verifier');
});
