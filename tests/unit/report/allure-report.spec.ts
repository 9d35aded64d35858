import { expect, test } from '@playwright/test';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { makeAllureReport } from '../../../helpers/report/publish/allure-report.ts';
import { quietPage } from '../../../helpers/report/allure/quiet-page.mjs';
import { BAD, GOOD, nightFacts, OPEN, resultWith } from './any-result.ts';

/** More are tried by hand: REPORT_LOADS=30. */
const LOADS = Number(process.env['REPORT_LOADS'] ?? 2);
/** As on an old office computer. */
const SLOWER = 6;

const RESULT = resultWith([GOOD, BAD, OPEN], { facts: nightFacts(90) });

async function report(): Promise<string> {
  const dir = test.info().outputPath('made');
  mkdirSync(dir, { recursive: true });
  await makeAllureReport({ result: RESULT, runDir: null }, dir, join(dir, 'history.jsonl'), new Map(), null);
  return join(dir, 'allure-report', 'index.html');
}

test('it opens on the verdict, without a network, on a slow machine, every time', async ({ browser }) => {
  test.setTimeout(60_000 + LOADS * 40_000);
  const file = await report();
  const text = readFileSync(file, 'utf8');
  expect(text).not.toMatch(/<script[^>]*src="https?:|gtag\('config'/);
  for (let load = 0; load < LOADS; load += 1) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => {
      if (!/^(?:file|data|blob):/.test(request.url())) asked.push(request.url());
    });
    const slow = await context.newCDPSession(page);
    await slow.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await context.setOffline(true);
    await page.goto(pathToFileURL(file).href);
    await expect(page.getByRole('heading', { name: 'FAILED', exact: true })).toBeInViewport();
    await expect(page.getByText('Fix ARCHIVE_BAD.').first()).toBeInViewport();
    // Allure's own page has begun, too: its spinner is gone and its groups are there.
    await expect(page.locator('#allure-app-loader')).toHaveCount(0);
    await expect(page.locator('#app').getByText('Did it come back?').first()).toBeVisible();
    expect(asked).toEqual([]);
    await context.close();
  }
});

test('runs are remembered by the ids of their checks', async () => {
  const dir = test.info().outputPath('made');
  mkdirSync(dir, { recursive: true });
  const history = await makeAllureReport(
    { result: RESULT, runDir: null },
    dir,
    join(dir, 'none.jsonl'),
    new Map(),
    null,
  );
  const points = (history ?? Buffer.from('')).toString('utf8').trim().split('\n');
  expect(points).toHaveLength(1);
  const { testResults } = JSON.parse(points[0] ?? '{}') as {
    testResults: Record<string, { status: string }>;
  };
  expect(
    Object.values(testResults)
      .map(({ status }) => status)
      .sort(),
  ).toEqual(['broken', 'failed', 'passed']);
});

test('an Allure that is built in another way is refused, not let through', () => {
  expect(() => quietPage('<html><script src="x.js"></script></html>', '')).toThrow(/not built as/);
});
