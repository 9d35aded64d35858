import { expect, test } from '@playwright/test';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { VERBS } from '../../../helpers/cli/verbs.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Where the packed package lies as an installation would have it: its own files, and what it depends on at run time. */
let installed: string;
let packed: string[];

test.describe.configure({ mode: 'serial' });

test.beforeAll(() => {
  test.setTimeout(300_000);
  installed = mkdtempSync(join(tmpdir(), 'installed-'));
  const npm = (args: readonly string[]) =>
    execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const report = npm(['pack', '--json', '--silent', '--pack-destination', installed]);
  const [{ filename, files }] = JSON.parse(report.slice(report.indexOf('[\n'))) as [
    { filename: string; files: { path: string }[] },
  ];
  packed = files.map(({ path }) => path);
  execFileSync('tar', ['-xzf', join(installed, filename), '-C', installed, '--strip-components=1']);
  for (const path of npm(['ls', '--omit=dev', '--all', '--parseable']).trim().split('\n').slice(1)) {
    const inside = path.slice(path.indexOf('/node_modules/') + 1);
    if (inside.indexOf('/node_modules/') > 0) continue;
    mkdirSync(dirname(join(installed, inside)), { recursive: true });
    symlinkSync(path, join(installed, inside));
  }
});

test.afterAll(() => rmSync(installed, { recursive: true, force: true }));

function verifier(...args: string[]): { code: number | null; out: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(installed, 'bin/backup-verifier.mjs'), ...args],
    {
      cwd: installed,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: installed },
    },
  );
  return { code: status, out: `${stdout}${stderr}` };
}

test('the package holds what it runs on and nothing else', () => {
  const unexpected = packed.filter(
    (path) =>
      !/^(bin\/backup-verifier\.mjs|dist\/|docs\/.*\.(md|json)|\.env\.example|package\.json|(README|CHANGELOG)\.md|LICENSE)/.test(
        path,
      ),
  );
  expect(unexpected).toEqual([]);
  expect(packed.filter((path) => /^dist\/(lab|bench|tests\/(?!acceptance))/.test(path))).toEqual([]);
  for (const verb of Object.keys(VERBS)) expect(packed).toContain(`dist/helpers/cli/${verb}.js`);
});

test('every command explains itself without what only developers have', () => {
  for (const verb of Object.keys(VERBS)) {
    const { code, out } = verifier(verb, '--help');
    expect(`${verb} ${code}`).toBe(`${verb} 0`);
    expect(out).toContain('--help');
    expect(out).toContain(`backup-verifier ${verb}`);
    expect(out).not.toContain('npm run');
  }
});

test('doctor names what is missing in half a configuration', () => {
  writeFileSync(join(installed, 'half.env'), 'BACKUPS_TO_KEEP=7\n');
  const { code, out } = verifier('doctor', '--env', 'half.env');
  expect(code).toBe(2);
  expect(out).toContain('BACKUP_SSH');
});

test('an unknown command is answered with the likely one', () => {
  const { code, out } = verifier('docter');
  expect(code).toBe(2);
  expect(out).toContain('Did you mean “doctor”?');
});

test('version and completion are printed', () => {
  expect(verifier('--version').out).toMatch(/^\d+\.\d+\.\d+\n$/);
  for (const shell of ['bash', 'zsh', 'fish'])
    expect(verifier('completion', shell).out).toContain('verify-archive');
  expect(verifier('completion', 'csh').code).toBe(2);
});
