import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Browser } from '@playwright/test';
import { writeDurably } from '../../base/durable-file.ts';
import { fileError } from '../../base/file-error.ts';
import { filesWithSecrets } from '../../redact/leak-scan.ts';
import { redactor } from '../../redact/secrets.ts';
import { certificate } from '../certificate/certificate.ts';
import { printedPdf, withPrinter } from '../certificate/print.ts';
import { packEvidence } from '../evidence/pack.ts';
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
  const { reportsDir, print } = request;
  const made: [string, string][] = [];
  let history: Buffer | null = null;
  let leaked = false;
  await replaceTogether(reportsDir, async (dir) => {
    history = await allForms(request, dir, made);
    leaked = withoutLeaks(dir, print);
  });
  if (request.again !== true) remember(request, history);
  return { evidence: made.map(([name, path]) => [name, shortest(join(reportsDir, path))]), leaked };
}

/** Writes the forms into `dir`; gives Allure's history with this run. */
async function allForms(
  request: PublishRequest,
  dir: string,
  made: [string, string][],
): Promise<Buffer | null> {
  const { result, runDir, print, paper } = request;
  const forms = new Map<string, Uint8Array>();
  const keep = (name: string, content: string | Uint8Array) => {
    forms.set(name, Buffer.from(content));
    writeFileSync(join(dir, name), content);
  };
  keep('verdict.json', jsonText(result));
  keep('junit.xml', junitXml(result));
  keep('summary.md', markdown(result));
  if (paper !== null) keep('certificate.html', certificate(result, paper));
  let history: Buffer | null = null;
  const withBrowser = async (browser: Browser | null) => {
    if (paper !== null && browser !== null)
      await attempt('certificate as PDF', print, async () => {
        keep('certificate.pdf', await printedPdf(browser, certificate(result, paper)));
      });
    if (paper !== null)
      await attempt('evidence archive', print, async () => {
        keep('evidence.zip', await packEvidence(withoutJunit(forms), runDir, paper.keyFile));
        made.push(['Evidence', 'evidence.zip']);
      });
    await attempt('Allure report', print, async () => {
      history = await makeAllureReport(request, dir, historyFile(request), forms, browser);
      made.unshift(['Report', 'allure-report/index.html']);
    });
  };
  const printed = await printer(print, withBrowser);
  if (!printed) await withBrowser(null);
  if (paper !== null)
    made.push(['Certificate', forms.has('certificate.pdf') ? 'certificate.pdf' : 'certificate.html']);
  else made.push(['Result', 'verdict.json']);
  return history;
}

/** Whether there was a browser to print with. What `work` itself meets is its own. */
async function printer(
  print: (line: string) => void,
  work: (browser: Browser) => Promise<void>,
): Promise<boolean> {
  let begun = false;
  try {
    await withPrinter((browser) => {
      begun = true;
      return work(browser);
    });
    return true;
  } catch (error) {
    if (begun) throw error;
    const [first = ''] = (error as Error).message.split('\n');
    print(`Nothing could be printed, and no pictures compared: Chromium did not start (${first}).`);
    return false;
  }
}

const withoutJunit = (forms: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> =>
  new Map([...forms].filter(([name]) => /^(?:verdict|certificate)\./.test(name)));

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

async function attempt(
  what: string,
  print: (line: string) => void,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    // A full disk is not a matter of one form.
    if (/^(?:ENOSPC|EDQUOT|EROFS|EIO)$/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
    const [first = ''] = redactor.redact((error as Error).message).split('\n');
    print(`The ${what} was left out: ${first}`);
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
