import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { allureResults } from '../../../helpers/report/allure/results.ts';
import { certificate } from '../../../helpers/report/certificate/certificate.ts';
import { wantsColour } from '../../../helpers/report/forms/colour.ts';
import { firstPage } from '../../../helpers/report/forms/first-page.ts';
import { html } from '../../../helpers/report/forms/html.ts';
import { junitXml } from '../../../helpers/report/forms/junit.ts';
import { escapedMarkdown, markdown } from '../../../helpers/report/forms/markdown.ts';
import { openMetrics } from '../../../helpers/report/forms/open-metrics.ts';
import { terminalText } from '../../../helpers/report/forms/terminal.ts';
import { figuresOf, VERDICT_WORD } from '../../../helpers/report/headline.ts';
import { messageOf } from '../../../helpers/notify/message.ts';
import { safeResult } from '../../../helpers/report/result/safe-result.ts';
import type { Result } from '../../../helpers/report/result/result.ts';
import {
  APART,
  anyResult,
  BAD,
  GOOD,
  IDENTITY,
  nightFacts,
  OPEN,
  resultWith,
  WARNING,
  withCode,
} from './any-result.ts';

/** Metrics by name and labels; null: no line that a Prometheus reader would take. */
function metricsIn(text: string): Map<string, number> {
  const lines = text.split('\n');
  expect(lines.at(-2)).toBe('# EOF');
  const values = new Map<string, number>();
  for (const line of lines.slice(0, -2)) {
    if (/^# (?:HELP [a-z_]+ [^\n]+|TYPE [a-z_]+ gauge)$/.test(line)) continue;
    const [, name = '', labels = '', value = ''] =
      /^([a-z_]+)\{((?:[a-z]+="(?:[^"\\\n]|\\[\\"n])*",?)*)\} (-?[\d.]+(?:e[+-]\d+)?)$/.exec(line) ?? [];
    expect(name, line).not.toBe('');
    values.set(`${name} ${/status="([^"]*)"/.exec(labels)?.[1] ?? ''}`.trim(), Number(value));
  }
  return values;
}

/** Reads XML strictly enough: every element is closed in order, nothing stands bare. */
function elementsIn(xml: string): { name: string; attributes: Record<string, string> }[] {
  const found: { name: string; attributes: Record<string, string> }[] = [];
  const open: string[] = [];
  const body = xml.replace(/^<\?xml version="1.0" encoding="UTF-8"\?>\n/, '');
  const rest = body.replace(
    /<(\/?)([a-z]+)((?: [a-zA-Z]+="[^"<]*")*)(\/?)>/g,
    (_, closing: string, name: string, attributes: string, empty: string) => {
      if (closing !== '') expect(open.pop()).toBe(name);
      else {
        const pairs = [...attributes.matchAll(/ ([a-zA-Z]+)="([^"]*)"/g)];
        found.push({
          name,
          attributes: Object.fromEntries(
            pairs.map(([, key = '', value = '']): [string, string] => [key, value]),
          ),
        });
        if (empty === '') open.push(name);
      }
      return '';
    },
  );
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/[<]|&(?!amp;|lt;|gt;|quot;|#10;)/);
  return found;
}

const entriesOf = (result: Result) =>
  [...allureResults(result, [], [])]
    .filter(([name]) => name.endsWith('-result.json'))
    .map(([, content]) => JSON.parse(String(content)) as { status: string; historyId: string });

test('every number is the same in every form', () => {
  fc.assert(
    fc.property(anyResult, (any) => {
      const result = safeResult(any);
      const { counts } = result;
      const suites = elementsIn(junitXml(result));
      const all = suites.find(({ name }) => name === 'testsuites')?.attributes ?? {};
      const sum = (key: string) =>
        suites
          .filter(({ name }) => name === 'testsuite')
          .reduce((total, { attributes }) => total + Number(attributes[key]), 0);
      expect(Number(all['tests'])).toBe(result.checks.length);
      expect(Number(all['failures'])).toBe(counts.failed);
      expect(Number(all['errors']) + Number(all['skipped'])).toBe(
        counts['not-proven'] + counts['not-applicable'],
      );
      for (const key of ['tests', 'failures', 'errors', 'skipped']) expect(sum(key)).toBe(Number(all[key]));

      const metrics = metricsIn(openMetrics(result, null));
      const metric = (name: string) => metrics.get(`opencrvs_backup_verifier_${name}`);
      for (const [status, count] of Object.entries(counts)) expect(metric(`checks ${status}`)).toBe(count);
      expect(metric(`verdict ${result.status}`)).toBe(1);
      expect(metric('exit_code')).toBe(result.exitCode);
      expect(metric('rto_seconds')).toBe(result.recovery.rtoSeconds ?? undefined);

      const states = entriesOf(result).map(({ status }) => status);
      const inState = (...names: string[]) => states.filter((state) => names.includes(state)).length;
      expect([
        inState('passed'),
        inState('failed'),
        inState('broken', 'unknown'),
        inState('skipped'),
      ]).toEqual([counts.passed, counts.failed, counts['not-proven'], counts['not-applicable']]);

      const terminal = terminalText(result);
      const page = firstPage(result, null);
      for (const { text } of figuresOf(result)) {
        expect(terminal).toContain(text);
        expect(page).toContain(html(text));
        expect(markdown(result)).toContain(escapedMarkdown(text));
      }
      for (const form of [terminal, page, markdown(result), messageOf(result).text])
        expect(form).toContain(VERDICT_WORD[result.status]);
      const counted = (status: string) =>
        [...page.matchAll(new RegExp(`bv-is-${status}">(\\d+)`, 'g'))].reduce(
          (n, [, one]) => n + Number(one),
          0,
        );
      for (const [status, count] of Object.entries(counts)) expect(counted(status)).toBe(count);
    }),
    { numRuns: 25 },
  );
});

test('LAB stands on every form of a lab, and on none of another', () => {
  for (const isLab of [true, false]) {
    const result = resultWith([GOOD], {
      identity: { ...IDENTITY, deployment: { ...IDENTITY.deployment, isLab } },
    });
    const paper = certificate(result, { language: 'en', country: null });
    for (const form of [
      terminalText(result),
      firstPage(result, null),
      markdown(result),
      junitXml(result),
      paper,
    ])
      expect(/\bLAB\b/.test(form)).toBe(isLab);
    expect(messageOf(result).subject.includes('LAB')).toBe(isLab);
  }
});

test('a green result ends in 15 lines, whatever warns', () => {
  const warnings = Array.from({ length: 9 }, (_, index) => withCode(WARNING, `CLOCKS_${index}`));
  const text = terminalText(resultWith([GOOD, ...warnings], { facts: nightFacts(90) }), {
    evidence: [
      ['Report', 'a'],
      ['Evidence', 'b'],
      ['Certificate', 'c'],
    ],
  });
  expect(text.split('\n').length, text).toBeLessThanOrEqual(15);
  expect(text).toContain('and 7 more warnings');
});

test('a red result begins with cause and remedy, then what failed, then where the evidence is', () => {
  const result = resultWith([GOOD, BAD, OPEN, APART], {
    judgement: {
      ...{ checks: [GOOD, BAD, OPEN, APART], diagnosis: [{ ...CAUSE }] },
      verdict: resultWith([GOOD, BAD, OPEN, APART]),
    },
  });
  const lines = terminalText(result, { evidence: [['Report', 'reports/x']] }).split('\n');
  expect(lines[0]).toBe('FAILED  Farajaland');
  expect(lines[1]).toMatch(/^Cause +It broke\.$/);
  expect(lines[2]).toMatch(/^ {2}do +Glue it\.$/);
  const failed = lines.findIndex((line) => line.includes('✗ ARCHIVE_BAD'));
  expect(failed).toBeGreaterThan(2);
  expect(lines.at(-1)).toMatch(/^Report +reports\/x$/);
  expect(lines.join('\n')).not.toMatch(/expect\(|\.spec\.ts|\u001b/);
});

const CAUSE = { code: 'CAUSE', title: 'It broke.', score: 9, evidence: ['a trace'], remedy: 'Glue it.' };

test('--verbose lists every check; colours only on a terminal and without NO_COLOR', () => {
  const result = resultWith([GOOD, BAD, OPEN, APART]);
  const verbose = terminalText(result, { verbose: true, colour: true });
  for (const { code } of result.checks) expect(verbose).toContain(code);
  expect(verbose).toContain('\u001b[31m');
  expect(terminalText(result)).not.toContain('STAGING_GOOD');
  expect(wantsColour({ isTTY: true }, {})).toBe(true);
  expect(wantsColour({ isTTY: true }, { NO_COLOR: '1' })).toBe(false);
  expect(wantsColour({ isTTY: false }, {})).toBe(false);
});

test('ids of entries are of the code: they survive other titles and other runs', () => {
  const ids = (result: Result) => entriesOf(result).map(({ historyId }) => historyId);
  const other = resultWith([{ ...GOOD, title: 'said otherwise' }], {
    run: { id: 'another', startedAt: '2026-12-01T00:00:00Z' },
  });
  expect(ids(other)).toEqual(ids(resultWith([GOOD])));
});

test('what a host says stays text in Markdown and HTML', () => {
  const evil = '<img src=x onerror=alert(1)> | **bold** @team https://evil.example [a](b) `c`';
  const result = safeResult(resultWith([{ ...BAD, actual: evil } as typeof BAD]));
  expect(firstPage(result, null)).not.toContain('<img');
  const text = markdown(result);
  expect(text).not.toMatch(/<img|\*\*bold|[^\u200b]@team|https:\/\/evil|[^\\]\[a/);
});
