import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The whole suite: formatting, lint, types, unit and contract tests, then the tests that put faults into the lab. Every step
 * runs even when an earlier one failed. The last line counts, `N passed, N failed`.
 */
interface Step {
  name: string;
  command: string[];
  /** Playwright projects count each test; other steps count as one. */
  projects?: string[];
}

const STEPS: Step[] = [
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'lint', command: ['eslint', '--max-warnings', '0', '.'] },
  { name: 'layers', command: ['depcruise', '--config', '.dependency-cruiser.mjs', 'helpers', 'lab'] },
  { name: 'types', command: ['tsc', '--project', '.'] },
  { name: 'unit and contract tests', command: ['playwright', 'test'], projects: ['unit', 'contract'] },
  { name: 'faults in the lab', command: ['playwright', 'test'], projects: ['faults'] },
];

/** Says how many facts about a real OpenCRVS were asked. */
const FACTS = './tests/contract/facts-reporter.ts';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** What tests put into the temporary folder goes with it, also what a failed one left. */
const TEMPORARY = mkdtempSync(join(tmpdir(), 'backup-verifier-tests-'));
// Some tests start servers as another user.
chmodSync(TEMPORARY, 0o755);

function run({ name, command, projects }: Step): Counts {
  const startedAt = performance.now();
  console.log(`\n── ${name}`);
  const results = `reports/results-${name.replace(/\W+/g, '-')}.json`;
  rmSync(results, { force: true });
  const args = [...command, ...(projects ?? []).map((project) => `--project=${project}`)];
  const { status } = spawnSync(
    'npx',
    ['--no-install', ...args, ...(projects ? [`--reporter=list,json,${FACTS}`] : [])],
    {
      stdio: 'inherit',
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: results, TMPDIR: TEMPORARY },
    },
  );
  console.log(`   ${name}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  const counts =
    projects === undefined || !existsSync(results) ? { passed: 0, failed: 0, skipped: 0 } : countsOf(results);
  if (projects === undefined && status === 0) return { ...counts, passed: 1 };
  // A runner that broke down without a failed test is a failure too.
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function countsOf(file: string): Counts {
  const { stats } = JSON.parse(readFileSync(file, 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  };
  // A test that passes only at a second try is a defect.
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

mkdirSync('reports', { recursive: true });
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
for (const step of STEPS) {
  const counts = run(step);
  for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += counts[key];
}
rmSync(TEMPORARY, { recursive: true, force: true });
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 ? 1 : 0;
