import { expect, test } from '@playwright/test';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';

const script = (layout: 'swarm' | 'kubernetes') =>
  fileURLToPath(new URL(`../../../lab/jobs/${layout}/rotate_backups.sh`, import.meta.url));

const directoriesIn = (root: string): string[] =>
  execFileSync('find', [root, '-mindepth', '1', '-type', 'd', '-printf', '%P\n'], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean)
    .sort();

function rotated(layout: 'swarm' | 'kubernetes', tree: readonly string[], keep: number): string[] {
  const root = mkdtempSync(join(tmpdir(), 'rotation-'));
  try {
    for (const path of tree) mkdirSync(join(root, path), { recursive: true });
    execFileSync('bash', [script(layout), `--backup_dir=${root}`, `--amount_to_keep=${keep}`], {
      env: { ...process.env, LC_ALL: 'C' },
    });
    return directoriesIn(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

const date = fc.integer({ min: 10, max: 28 }).map((day) => `2026-09-${day}`);
const label = fc.constantFrom('v1.9.0', 'test', '2026-9-5', 'zz');
const nested = fc
  .tuple(date, fc.constantFrom('extract', 'extract/minio', 'a/b'))
  .map((parts) => parts.join('/'));
const trees = fc.array(fc.oneof({ weight: 4, arbitrary: date }, label, nested), { maxLength: 12 });
const keeps = fc.integer({ min: 0, max: 9 });

/** Every directory with those above it, as `mkdir -p` makes them. */
const withParents = (tree: readonly string[]): string[] => [
  ...new Set(
    tree.flatMap((path) => path.split('/').map((_, depth, parts) => parts.slice(0, depth + 1).join('/'))),
  ),
];

test('swarm: the directories whose paths sort last stay, at whatever depth and of whatever name', () => {
  fc.assert(
    fc.property(trees, keeps, (tree, keep) => {
      const sorted = withParents(tree).sort().reverse();
      const doomed = sorted.slice(keep);
      const kept = sorted.filter(
        (path) => !doomed.some((gone) => path === gone || path.startsWith(`${gone}/`)),
      );
      expect(rotated('swarm', tree, keep)).toEqual(kept.sort());
    }),
    { numRuns: 40 },
  );
});

test('kubernetes: the newest dates stay, and everything that is not a date', () => {
  fc.assert(
    fc.property(trees, keeps, (tree, keep) => {
      const dates = withParents(tree).filter((path) => /^\d{4}-\d\d-\d\d$/.test(path));
      const doomed = dates.sort().reverse().slice(keep);
      const kept = withParents(tree).filter((path) => !doomed.includes(path.split('/')[0] ?? ''));
      expect(rotated('kubernetes', tree, keep)).toEqual(kept.sort());
    }),
    { numRuns: 40 },
  );
});

test('swarm: a directory with a space in its name is not removed, what its words name is', () => {
  expect(rotated('swarm', ['2026-09-01', '2026-09-01 copy', '2026-09-02'], 1)).toEqual([
    '2026-09-01 copy',
    '2026-09-02',
  ]);
});

for (const layout of ['swarm', 'kubernetes'] as const) {
  test(`${layout}: without a directory or a number the usage is shown and the exit code is 1`, () => {
    for (const args of [['--backup_dir=/nonexistent', '--amount_to_keep=7'], ['--amount_to_keep=seven']]) {
      const { status, stdout } = spawnSync('bash', [script(layout), ...args], { encoding: 'utf8' });
      expect(stdout).toContain('Usage');
      expect(status).toBe(1);
    }
  });
}
