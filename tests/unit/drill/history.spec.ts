import { expect, test } from '@playwright/test';
import { appendFileSync } from 'node:fs';
import { drillHistory, noteDrill } from '../../../helpers/drill/history.ts';
import { restoreErrors } from '../../../helpers/drill/restore-errors.ts';
import type { PastDrill } from '../../../helpers/facts/drill.ts';

const DRILL: PastDrill = {
  at: '2026-11-01T10:00:00Z',
  night: '2026-11-01',
  depth: 'at-hand',
  from: 'backup host',
  verdict: 'passed',
};

test('the last drill that passed is remembered, and a line that a crash cut is not', ({}, testInfo) => {
  const file = testInfo.outputPath('state', 'drills.jsonl');
  expect(drillHistory(file)).toMatchObject({ last: null, lastPassed: null });
  noteDrill(file, DRILL);
  noteDrill(file, { ...DRILL, at: '2026-11-02T10:00:00Z', verdict: 'failed' });
  appendFileSync(file, '{"at": "2026-11-03');
  expect(drillHistory(file)).toMatchObject({ last: { verdict: 'failed' }, lastPassed: { at: DRILL.at } });
});

test('what pg_restore says of rows is kept without a word of them', () => {
  const said = [
    'pg_restore: while PROCESSING TOC:',
    'pg_restore: from TOC entry 3456; 0 16400 TABLE DATA events events_app',
    'pg_restore: error: COPY failed for table "event_actions": ERROR:  invalid input syntax for type json',
    'DETAIL:  Token "Amina" is invalid.',
    'CONTEXT:  JSON data, line 1: {"child.name": Amina',
    'COPY event_actions, line 1, column declaration: "{Amina}"',
    'pg_restore: error: COPY failed for table "users": ERROR:  duplicate key value violates unique constraint "users_pkey"',
    'DETAIL:  Key (id)=(Amina) already exists.',
    'pg_restore: error: could not execute query: ERROR:  invalid input syntax for type date: "Amina"',
    'pg_restore: error: could not execute query: ERROR:  extension "postgis" is not available',
    'pg_restore: warning: errors ignored on restore: 4',
  ].join('\n');
  const errors = restoreErrors(said);
  expect(errors).toEqual([
    'the rows of event_actions: invalid input syntax for type json',
    'the rows of users: duplicate key value violates unique constraint …',
    'could not execute query: ERROR:  invalid input syntax for type date …',
    'could not execute query: ERROR:  extension "postgis" is not available',
  ]);
  expect(errors.join()).not.toContain('Amina');
});
