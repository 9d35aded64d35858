import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Attached } from '../../fixtures/attached.ts';
import { loadConfig } from '../../helpers/config/load-config.ts';
import { environmentsOf } from '../../helpers/deployment/environments.ts';
import type { Facts } from '../../helpers/facts/facts.ts';
import { login } from '../../helpers/opencrvs/api/login.ts';
import { countByStatus, searchByTrackingId } from '../../helpers/opencrvs/api/search.ts';
import { PROOF_PHASES } from '../../helpers/workflow/phases.ts';
import { prove } from '../../helpers/workflow/prove.ts';
import type { Result } from '../../helpers/report/result/result.ts';
import type { Lab } from '../../lab/lab.ts';
import { hostLogs } from '../../lab/setup/logs.ts';

const sessionOnProduction = ({ env }: Lab) => login(environmentsOf(loadConfig(env, 'acceptance')).production);

/** Logins that succeeded so far, by host. */
async function loginsOn({ name }: Lab): Promise<{ production: number; staging: number }> {
  const logs = await hostLogs(name);
  const count = (host: string) => (logs[host]?.match(/POST \/auth\/verifyCode 200/g) ?? []).length;
  return { production: count('production'), staging: count('staging') };
}

test('a record that is only declared comes through the night and is archived after it, killed on the way or not', async ({
  attached,
}) => {
  test.setTimeout(300_000);
  const before = await loginsOn(attached.lab);
  const settings = { RECORD: 'declared', ACKNOWLEDGE_INTEGRATIONS: undefined };
  const killed = attached.start('accept', [], settings);
  await expect.poll(() => recordOf(attached), { timeout: 200_000 }).toContain('"phase":"clean-up"');
  killed.kill('SIGKILL');
  await killed.ended;
  const { exitCode, said } = await attached.run('accept', [], settings);
  expect(exitCode, said).toBe(0);
  expect(said).toContain('Going on with run');
  expect(attached.verdict()).toMatchObject({
    failed: [],
    notProven: [],
    summary: expect.stringContaining('declared, not registered'),
    covers: expect.arrayContaining(['ARCHIVE_HAS_REGISTRATION', 'REGISTRATION_CLEANED_UP']),
  });
  const after = await loginsOn(attached.lab);
  // On staging one login before the restore, as a user who is there then, and one that is itself a proof, which was looked for
  // by both commands.
  expect([after.production - before.production, after.staging - before.staging]).toEqual([1, 3]);
  expect(existsSync(join(attached.stateDir, 'sessions'))).toBe(false);

  const session = await sessionOnProduction(attached.lab);
  const made = madeBy(attached);
  expect(made).toHaveLength(2);
  for (const trackingId of made) {
    const { results } = await searchByTrackingId(session, trackingId);
    expect(results.map(({ status }) => status)).toEqual(['ARCHIVED']);
  }
});

test('without a record nothing is written, and the night is judged by its data', async ({
  attached,
}, info) => {
  test.setTimeout(300_000);
  const session = await sessionOnProduction(attached.lab);
  const before = await countByStatus(session, 'birth');
  const printed: string[] = [];
  const reportsDir = info.outputPath('none');
  const exitCode = await prove({
    env: { ...attached.lab.env, RECORD: 'none' },
    profile: 'nightly',
    phases: PROOF_PHASES,
    reportsDir,
    stateDir: info.outputPath('state'),
    print: (line) => void printed.push(line),
  });
  expect(exitCode, printed.join('\n')).toBe(0);
  const verdict = JSON.parse(readFileSync(join(reportsDir, 'verdict.json'), 'utf8')) as Result;
  expect(verdict.summary).toContain('is not covered');
  expect(verdict.covers).toEqual(expect.arrayContaining(['STAGING_NEWEST_ACTION', 'STAGING_SAMPLE_EQUAL']));
  expect(await countByStatus(session, 'birth')).toEqual(before);
});

/** The record of the only run, once there is one. */
function recordOf({ reportsDir }: Attached): string {
  const runs = join(reportsDir, 'runs');
  const file = existsSync(runs) ? join(runs, readdirSync(runs)[0] ?? '', 'record.jsonl') : runs;
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** Tracking ids of the records that the only run made. */
function madeBy({ reportsDir }: Attached): string[] {
  const runs = join(reportsDir, 'runs');
  const [run = ''] = readdirSync(runs);
  const file = join(runs, run, 'facts', 'cleanUp.json');
  const cleaned = JSON.parse(readFileSync(file, 'utf8')) as Required<Facts>['cleanUp'];
  return cleaned.ok ? cleaned.value.map(({ trackingId }) => trackingId) : [];
}
