import { expect, test } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { RotationKind } from '../../../helpers/facts/retention.ts';
import { isDeleted, predictRotation } from '../../../helpers/retention/predict-rotation.ts';
import { rotationKindOf } from '../../../helpers/schedule/scheduled-jobs.ts';

/**
 * Rotation as OpenCRVS's scripts do it, in as few words: every directory with its full path, newest name
 * first, all after the first N through xargs to rm. 2.x looks at the name first.
 */
const pipeline = (test: string) =>
  `find "$1" -mindepth 1 ${test} -type d -print | sort -r | tail -n +$(($2 + 1)) | xargs rm -rf --`;
const REAL: Record<RotationKind, string> = {
  'every-directory': pipeline(''),
  'date-shaped': pipeline(`-name '????-??-??'`),
};
const LAB = {
  swarm: fileURLToPath(new URL('../../../lab/jobs/swarm/rotate_backups.sh', import.meta.url)),
  kubernetes: fileURLToPath(new URL('../../../lab/jobs/kubernetes/rotate_backups.sh', import.meta.url)),
};

function directoriesBelow(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

/**
 * Makes the directories, runs the rotation in cron's environment, and gives what is left and what was
 * foretold.
 */
function rotate(paths: readonly string[], keep: number, kind: RotationKind, run: (root: string) => string[]) {
  const home = mkdtempSync(join(tmpdir(), 'rotation-'));
  const root = join(home, 'backups');
  mkdirSync(root);
  try {
    for (const path of paths) mkdirSync(join(root, path), { recursive: true });
    const before = directoriesBelow(root);
    const prediction = predictRotation(root, before, keep, kind);
    const [command = '', ...args] = run(root);
    let stopped = false;
    try {
      execFileSync(command, args, { cwd: home, env: { PATH: '/usr/bin:/bin' }, stdio: 'pipe' });
    } catch {
      stopped = true;
    }
    const left = statSync(root, { throwIfNoEntry: false }) === undefined ? null : directoriesBelow(root);
    const foretold = prediction.deleted.includes('')
      ? null
      : before.filter((path) => !isDeleted(path, prediction));
    return { left, foretold, stopped, prediction };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

const withPipeline = (kind: RotationKind, keep: number) => (root: string) => [
  'bash',
  '-c',
  REAL[kind],
  'rotate',
  root,
  String(keep),
];
const withLab = (layout: keyof typeof LAB, keep: number) => (root: string) => [
  'bash',
  LAB[layout],
  `--backup_dir=${root}`,
  `--amount_to_keep=${keep}`,
];

const date = fc.integer({ min: 10, max: 28 }).map((day) => `2026-11-${day}`);
const odd = fc.constantFrom(
  'v1.9.0',
  'test',
  '2026-9-5',
  '2026-11-20 copy',
  ' led',
  'trail ',
  'two  blanks',
  'ab\ncd',
  "it's",
  'say "x"',
  'back\\slash',
  'tab\there',
  'Ünïcode',
  '2026-11-2x',
  'abcd-ef-gh',
  '.hidden',
  '_x',
  '-rf',
  'a"b c"d',
);
// Never below a name that ends with a blank: what follows would be an absolute path of this machine, given to rm.
const parent = fc.oneof(
  date,
  odd.filter((name) => !/\s$/.test(name)),
);
const nested = fc
  .tuple(parent, fc.oneof(date, odd, fc.constant('extract')))
  .map(([above, below]) => `${above}/${below}`);
const tree = fc.uniqueArray(
  fc.oneof({ weight: 6, arbitrary: date }, { weight: 2, arbitrary: odd }, { weight: 2, arbitrary: nested }),
  { maxLength: 14 },
);

for (const kind of ['every-directory', 'date-shaped'] as const) {
  test(`the prediction is what really happens, whatever the names (${kind})`, () => {
    fc.assert(
      fc.property(tree, fc.integer({ min: 0, max: 9 }), (paths, keep) => {
        const { left, foretold, stopped, prediction } = rotate(paths, keep, kind, withPipeline(kind, keep));
        expect(left).toEqual(foretold);
        expect(stopped).toBe(prediction.stopped);
      }),
      { numRuns: 150 },
    );
  });
}

const tame = fc.uniqueArray(
  fc.oneof(
    date,
    fc.constantFrom('v1.9.0', 'test', '2026-9-5', '2026-11-20 copy', 'two  blanks', '.hidden'),
    date.map((night) => `${night}/extract`),
  ),
  { maxLength: 12 },
);

test("the prediction is what the lab's job deletes (swarm)", () => {
  fc.assert(
    fc.property(tame, fc.integer({ min: 0, max: 9 }), (paths, keep) => {
      const { left, foretold } = rotate(paths, keep, 'every-directory', withLab('swarm', keep));
      expect(left).toEqual(foretold);
    }),
    { numRuns: 60 },
  );
});

test("the prediction is what the lab's job deletes (kubernetes)", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.oneof(date, fc.constantFrom('postgres', 'minio', 'v2')), { maxLength: 12 }),
      fc.integer({ min: 0, max: 9 }),
      (paths, keep) => {
        const { left, foretold } = rotate(paths, keep, 'date-shaped', withLab('kubernetes', keep));
        expect(left).toEqual(foretold);
      },
    ),
    { numRuns: 60 },
  );
});

test('a name that falls apart can take a night with it, or all', () => {
  const root = '/home/backup/backups';
  const deleted = (paths: string[], keep: number) =>
    predictRotation(root, paths, keep, 'every-directory').deleted;
  expect(deleted(['2026-11-20 copy', '2026-11-20', '2026-11-21'], 2)).toEqual(['2026-11-20']);
  expect(deleted([' led', '2026-11-20'], 1)).toEqual(['']);
  expect(deleted(['blank ', 'blank /home'], 0)).toContain('');
  expect(deleted(['2026-11-20', '2026-11-20/extract', '2026-11-21'], 2)).toEqual(['2026-11-20']);
});

test('the kind of a script is told by whether it looks at names', () => {
  expect(rotationKindOf(REAL['every-directory'])).toBe('every-directory');
  expect(rotationKindOf(REAL['date-shaped'])).toBe('date-shaped');
  expect(rotationKindOf(readFileSync(LAB.swarm, 'utf8'))).toBe('every-directory');
  expect(rotationKindOf(readFileSync(LAB.kubernetes, 'utf8'))).toBe('date-shaped');
  expect(rotationKindOf('#!/bin/sh\nexec /usr/bin/something-else "$@"\n')).toBeNull();
});
