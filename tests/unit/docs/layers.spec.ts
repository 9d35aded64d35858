import { expect, test } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HELPERS, LAB } from '../../../layers.mjs';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** A file that breaks a rule, by what it imports, and the rule. Files that are imported are made empty. */
const BREACHES: readonly [file: string, imports: string, rule: string][] = [
  ['helpers/archive/round.ts', './trip.ts', 'no-circle'],
  ['helpers/archive/trip.ts', './round.ts', ''],
  ['helpers/misc/misc.ts', '../base/outcome.ts', 'known-folders-only'],
  ['helpers/checks/reads-a-file.ts', 'node:fs', 'judges-open-nothing'],
  ['helpers/verdict/asks-a-host.ts', '../ssh/host.ts', 'judges-open-nothing'],
  ['helpers/diagnosis/asks-in-a-roundabout-way.ts', '../retention/gather.ts', 'judges-reach-no-connection'],
  ['helpers/retention/gather.ts', 'ssh2', ''],
  ['helpers/config/knows-the-lab.ts', '../../lab/lab.ts', 'product-knows-no-lab'],
  ['lab/opencrvs/server/borrows.ts', '../../../helpers/base/outcome.ts', 'fake-knows-no-product'],
  ['lab/seed/tests.ts', '../../tests/unit/data.ts', 'lab-knows-no-tests'],
  ...upwards('helpers', Object.keys(HELPERS)),
  ...upwards('lab', Object.keys(LAB)),
];

/** Each folder imports its neighbour above. */
function upwards(root: string, folders: readonly string[]): [string, string, string][] {
  return folders
    .slice(0, -1)
    .map((folder, index) => [
      `${root}/${folder}/upwards.ts`,
      `../${folders[index + 1]}/empty.ts`,
      `${root}-${folder}-imports-downwards`,
    ]);
}

test('every rule of the layers catches a file that breaks it, type imports included', () => {
  const dir = mkdtempSync(join(tmpdir(), 'layers-'));
  try {
    for (const file of ['.dependency-cruiser.mjs', 'layers.mjs', 'tsconfig.json', 'package.json'])
      copyFileSync(join(ROOT, file), join(dir, file));
    symlinkSync(join(ROOT, 'node_modules'), join(dir, 'node_modules'));
    const write = (path: string, text: string) => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    };
    for (const [file, imports] of BREACHES)
      write(join(dir, file), `import type * as it from '${imports}';\nexport type It = typeof it;\n`);
    for (const [file, imports] of BREACHES) {
      const target = join(dir, dirname(file), imports);
      if (imports.startsWith('.') && !existsSync(target)) write(target, 'export const nothing = 0;\n');
    }
    const cli = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const args = ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'helpers', 'lab'];
    const { stdout } = spawnSync(process.execPath, [cli, ...args], { cwd: dir, encoding: 'utf8' });
    const { summary } = JSON.parse(stdout) as {
      summary: { violations: { from: string; rule: { name: string } }[] };
    };
    const caught = summary.violations.map(({ from, rule }) => `${from} ${rule.name}`);
    for (const [file, , rule] of BREACHES) if (rule !== '') expect(caught).toContain(`${file} ${rule}`);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
