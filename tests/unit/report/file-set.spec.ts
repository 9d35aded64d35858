import { expect, test } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { appendDurably, writeDurably } from '../../../helpers/base/durable-file.ts';
import { UserError } from '../../../helpers/base/user-error.ts';
import { replaceTogether, settle } from '../../../helpers/report/publish/file-set.ts';

const FILES = ['verdict.json', 'junit.xml', 'allure-results/1.json', 'allure-report/index.html'];

function fill(dir: string, content: string, files = FILES): void {
  for (const file of files) {
    mkdirSync(join(dir, file, '..'), { recursive: true });
    writeFileSync(join(dir, file), content);
  }
}

const contents = (dir: string): string[] => FILES.map((file) => readFileSync(join(dir, file), 'utf8'));
const left = (dir: string): string[] => readdirSync(dir).filter((name) => name.startsWith('.'));

function earlier(): string {
  const dir = test.info().outputPath('reports');
  fill(dir, 'old');
  writeFileSync(join(dir, 'README.md'), 'stays');
  return dir;
}

test('files and folders are replaced together, and nothing else is', async () => {
  const dir = earlier();
  writeFileSync(join(dir, 'allure-results', 'left over.json'), 'old');
  await replaceTogether(dir, (draft) => Promise.resolve(fill(draft, 'new')));
  expect(contents(dir)).toEqual(FILES.map(() => 'new'));
  expect(readdirSync(join(dir, 'allure-results'))).toEqual(['1.json']);
  expect(readFileSync(join(dir, 'README.md'), 'utf8')).toBe('stays');
  expect(left(dir)).toEqual([]);
});

test('killed before the decision, at any file: the old ones stay', async () => {
  for (let written = 0; written <= FILES.length; written += 1) {
    const dir = earlier();
    fill(join(dir, '.draft'), 'half', FILES.slice(0, written));
    settle(dir);
    expect(contents(dir)).toEqual(FILES.map(() => 'old'));
    await replaceTogether(dir, (draft) => Promise.resolve(fill(draft, 'new')));
    expect(contents(dir)).toEqual(FILES.map(() => 'new'));
    expect(left(dir)).toEqual([]);
  }
});

test('killed after the decision, between any two moves: the new ones come', () => {
  const names = ['allure-report', 'allure-results', 'junit.xml', 'verdict.json'];
  for (let moved = 0; moved <= names.length; moved += 1) {
    for (const halfFolder of [true, false]) {
      const dir = earlier();
      fill(join(dir, '.next'), 'new');
      names.forEach((name, index) => {
        const isFolder = name.startsWith('allure');
        if (index < moved || (index === moved && halfFolder && isFolder)) {
          if (isFolder)
            renameSync(
              join(dir, name),
              join(dir, index === moved ? '.old' : `gone-${name}-${Math.random()}`),
            );
        }
        if (index < moved) renameSync(join(dir, '.next', name), join(dir, name));
      });
      settle(dir);
      expect(contents(dir), `${moved} ${String(halfFolder)}`).toEqual(FILES.map(() => 'new'));
    }
  }
});

test('work that fails leaves the old ones', async () => {
  const dir = earlier();
  await expect(
    replaceTogether(dir, (draft) => {
      fill(draft, 'half', FILES.slice(0, 2));
      return Promise.reject(new Error('no'));
    }),
  ).rejects.toThrow('no');
  expect(contents(dir)).toEqual(FILES.map(() => 'old'));
  expect(left(dir)).toEqual([]);
});

for (const [what, prepare] of [
  ['a file where a folder must be', (path: string) => writeFileSync(path, '')],
  ['a folder where a file must be', (path: string) => mkdirSync(join(path, 'run.json'), { recursive: true })],
] as const)
  test(`${what} is one sentence with a remedy`, () => {
    const path = test.info().outputPath('place');
    prepare(path);
    expect(() => writeDurably(join(path, 'run.json'), 'x')).toThrow(UserError);
    expect(() => writeDurably(join(path, 'run.json'), 'x')).toThrow(/cannot be written: [^.]+ \([A-Z]+\)\. /);
  });

test('a full disk is one sentence, keeps what was there, and has its exit code', async () => {
  const dir = test.info().outputPath('small');
  mkdirSync(dir);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', dir]).status === 0;
  test.skip(!mounted, 'nothing can be mounted here');
  try {
    writeDurably(join(dir, 'run.json'), 'old');
    const large = 'x'.repeat(300_000);
    expect(() => writeDurably(join(dir, 'run.json'), large)).toThrow(/the disk is full \(ENOSPC\)/);
    expect(() => appendDurably(join(dir, 'journal.jsonl'), large)).toThrow(/the disk is full/);
    await expect(
      replaceTogether(dir, (draft) => Promise.resolve(writeFileSync(join(draft, 'run.json'), large))),
    ).rejects.toMatchObject({ name: 'UserError', exitCode: 3 });
    expect(readFileSync(join(dir, 'run.json'), 'utf8')).toBe('old');
  } finally {
    spawnSync('umount', [dir]);
  }
});
