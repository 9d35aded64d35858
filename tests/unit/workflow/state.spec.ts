import { expect, test } from '@playwright/test';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listRuns, openRuns } from '../../../helpers/runs/list-runs.ts';
import { readJournal } from '../../../helpers/runs/journal.ts';
import { createRun } from '../../../helpers/runs/run.ts';
import { stateOf } from '../../../helpers/runs/state.ts';
import { runRow } from '../../../helpers/report/run-row.ts';
import { statusTable } from '../../../helpers/report/status-table.ts';
import { worstExit } from '../../../helpers/workflow/worst-exit.ts';
import { NIGHT, POLICY } from './night.ts';

const newRun = () => createRun(test.info().outputPath('runs'), POLICY);

test('a run goes through its states, and another process reads the same', () => {
  const run = newRun();
  const state = () => stateOf(readJournal(run.dir));
  expect(state()).toEqual({ at: 'planned' });
  run.note('phase started', { phase: 'registration' });
  run.note('registered', { trackingId: 'ABC123' });
  expect(state()).toEqual({ at: 'registered' });
  run.note('waiting', { night: NIGHT });
  expect(state()).toEqual({ at: 'waiting', night: NIGHT });
  run.note('verifying');
  expect(state()).toEqual({ at: 'verifying', night: NIGHT });
  run.note('closed', { verdict: 'passed' });
  expect(state()).toEqual({ at: 'closed', verdict: 'passed' });
  // Told again after a crash between doing and noting.
  run.note('registered');
  expect(state()).toEqual({ at: 'closed', verdict: 'passed' });
});

test('a record that a crash cut in the middle of a line is read up to it, and goes on behind it', () => {
  const run = newRun();
  run.note('registered', { trackingId: 'ABC123' });
  appendFileSync(join(run.dir, 'record.jsonl'), '{"at":"2026-03-01T00:00:00Z","event":"wai');
  expect(stateOf(readJournal(run.dir))).toEqual({ at: 'registered' });
  run.note('verifying');
  expect(stateOf(readJournal(run.dir)).at).toBe('verifying');
});

test('open runs are those not closed; a folder without a header never was one', () => {
  const [first, second] = [newRun(), newRun()];
  first.note('closed', { verdict: 'failed' });
  writeFileSync(join(test.info().outputPath('runs'), 'stray'), '');
  const runsDir = test.info().outputPath('runs');
  expect(listRuns(runsDir)).toHaveLength(2);
  expect(openRuns(runsDir).map(({ run }) => run.id)).toEqual([second.id]);
  expect(statusTable(listRuns(runsDir).map(runRow))).toMatch(/FAILED .*acceptance/);
  expect(openRuns('/nosuch/folder')).toEqual([]);
});

test('of several exit codes a failure weighs most, and not proven more than passed', () => {
  expect(worstExit([0, 4, 1, 3])).toBe(1);
  expect(worstExit([0, 4, 3])).toBe(3);
  expect(worstExit([0, 4])).toBe(4);
  expect(worstExit([])).toBe(0);
});
