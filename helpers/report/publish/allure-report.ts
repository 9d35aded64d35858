import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { extname, join } from 'node:path';
import type { Browser } from '@playwright/test';
import { generateAllureReport } from '../allure/generate.ts';
import { allureResults, type GlobalFile } from '../allure/results.ts';
import { firstPage } from '../forms/first-page.ts';
import { verdictWord } from '../headline.ts';
import { evidenceIn, nightsFile } from './evidence-shown.ts';
import type { PublishRequest } from './publish-request.ts';
import { plural } from '../words.ts';
import { imageDiff } from './image-diff.ts';

/** Forms that belong to the whole report. */
const GLOBAL_TYPES: Partial<Record<string, string>> = {
  '.json': 'application/json',
  '.pdf': 'application/pdf',
};

/**
 * Makes `allure-results/` and `allure-report/index.html` in `dir`.
 *
 * @returns the history with this run, to be kept once the report is in place; null: it stays as it is
 */
export async function makeAllureReport(
  { result, runDir, again = false }: Pick<PublishRequest, 'result' | 'runDir' | 'again'>,
  dir: string,
  historyFile: string,
  forms: ReadonlyMap<string, Uint8Array>,
  browser: Browser | null,
): Promise<Buffer | null> {
  const { pairs, shown, nights } = evidenceIn(runDir);
  for (const { code, name, production, staging } of pairs) {
    const both = browser === null ? null : await imageDiff(browser, production, staging);
    if (both === null) continue;
    shown.push({
      code,
      name: `${name}: production beside staging, ${plural(both.different, 'pixel differs', 'pixels differ')}`,
      type: 'application/vnd.allure.image.diff',
      extension: '.imagediff',
      content: both.json,
    });
  }
  const globals: GlobalFile[] = [
    ...[...forms].flatMap(([name, content]) => {
      const type = GLOBAL_TYPES[extname(name)];
      return type === undefined ? [] : [{ name, type, extension: extname(name), content }];
    }),
    ...(nights === null ? [] : [nightsFile(nights)]),
  ];
  const resultsDir = join(dir, 'allure-results');
  mkdirSync(resultsDir);
  for (const [name, content] of allureResults(result, shown, globals))
    writeFileSync(join(resultsDir, name), content);
  const work = join(dir, 'work');
  mkdirSync(work);
  const [page, history, reportDir] = [
    join(work, 'first-page.html'),
    join(work, 'history.jsonl'),
    join(work, 'report'),
  ];
  writeFileSync(page, firstPage(result, nights));
  // Allure rewrites its history in place: it gets a copy.
  if (existsSync(historyFile)) copyFileSync(historyFile, history);
  await generateAllureReport({
    ...{ resultsDir, reportDir, firstPage: page, history, append: !again },
    name: `${result.deployment.name}: ${verdictWord(result)}`,
  });
  mkdirSync(join(dir, 'allure-report'));
  renameSync(join(reportDir, 'index.html'), join(dir, 'allure-report', 'index.html'));
  const kept = again || !existsSync(history) ? null : readFileSync(history);
  rmSync(work, { recursive: true, force: true });
  return kept;
}
