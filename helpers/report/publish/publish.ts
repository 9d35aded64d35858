import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { writeDurably } from '../../base/durable-file.ts';
import { fileError } from '../../base/file-error.ts';
import { filesWithSecrets } from '../../redact/leak-scan.ts';
import { redactor } from '../../redact/secrets.ts';
import { junitXml } from '../forms/junit.ts';
import { markdown } from '../forms/markdown.ts';
import { openMetrics } from '../forms/open-metrics.ts';
import { makeAllureReport } from './allure-report.ts';
import { replaceTogether } from './file-set.ts';
import type { PublishRequest } from './publish-request.ts';
import { jsonText } from './run-result.ts';
import { rememberVerdict } from './verdict-log.ts';

/** What came of it: where each form lies, and whether a secret was found in one. */
export interface Published {
  evidence: [name: string, path: string][];
  leaked: boolean;
}

/**
 * Makes every form of a result and puts them in place together. A form that cannot be made is said and left out: the verdict does not
 * wait for a browser. What holds a secret is not published.
 *
 * @throws UserError when the disk does not take them; the earlier forms then stay whole
 */
export async function publish(request: PublishRequest): Promise<Published> {
  const { result, reportsDir, print } = request;
  const made: [string, string][] = [];
  let history: Buffer | null = null;
  let leaked = false;
  await replaceTogether(reportsDir, async (dir) => {
    const keep = (name: string, content: string) => writeFileSync(join(dir, name), content);
    keep('verdict.json', jsonText(result));
    keep('junit.xml', junitXml(result));
    keep('summary.md', markdown(result));
    await attempt('Allure report', print, async () => {
      history = await makeAllureReport(request, dir, historyFile(request));
      made.push(['Report', 'allure-report/index.html']);
    });
    made.push(['Result', 'verdict.json']);
    leaked = withoutLeaks(dir, print);
  });
  if (request.again !== true) remember(request, history);
  return {
    evidence: made.map(([name, path]) => [name, shortest(join(reportsDir, path))]),
    leaked,
  };
}

/** One history a deployment: trends of another one would mean nothing. */
const historyFile = ({ stateDir, result }: PublishRequest): string =>
  join(
    stateDir,
    'history',
    `${result.deployment.name.replace(/[^\p{L}\p{N}.-]+/gu, '-').slice(0, 100)}.jsonl`,
  );

function remember(request: PublishRequest, history: Buffer | null): void {
  const { result, stateDir, metricsFile, stepSummary } = request;
  if (history !== null) writeDurably(historyFile(request), history);
  const { lastSuccessAt } = rememberVerdict(stateDir, result);
  // Another user's collector reads it.
  if (metricsFile !== null) writeDurably(metricsFile, openMetrics(result, lastSuccessAt), 0o644);
  if (stepSummary !== null && stepSummary !== '') append(stepSummary, markdown(result));
}

function append(file: string, text: string): void {
  try {
    appendFileSync(file, text);
  } catch (error) {
    throw fileError(error, file);
  }
}

export async function attempt(
  what: string,
  print: (line: string) => void,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    // A full disk is not a matter of one form.
    if (/^(?:ENOSPC|EDQUOT|EROFS|EIO)$/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
    print(`The ${what} was left out: ${redactor.redact((error as Error).message)}`);
  }
}

/** Takes away what holds a secret; whether there was any. */
function withoutLeaks(dir: string, print: (line: string) => void): boolean {
  const files = filesWithSecrets([dir], redactor);
  for (const file of files) {
    rmSync(file, { force: true });
    print(`A secret stands in ${relative(dir, file)}: it was not published. Report this defect.`);
  }
  return files.length > 0;
}

/** As a person on this terminal would type it. */
function shortest(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') ? path : near;
}
