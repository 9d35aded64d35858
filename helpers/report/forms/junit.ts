import type { Check } from '../../checks/check.ts';
import { verdictWord } from '../headline.ts';
import { QUESTIONS, questionOf } from '../question.ts';
import type { Result } from '../result/result.ts';

/** A result as JUnit XML, as CI servers read it: a suite for each question, a case for each check. */
export function junitXml(result: Result): string {
  const { run, checks, deployment } = result;
  const started = run.startedAt.replace(/\.\d+Z$/, '');
  const suites = QUESTIONS.map((question) => ({
    question,
    checks: checks.filter((check) => questionOf(check) === question),
  })).filter((suite) => suite.checks.length > 0);
  const attributes = (list: readonly Check[]) => {
    const count = (keep: (check: Check) => boolean) => list.filter(keep).length;
    return {
      tests: list.length,
      failures: count(({ status }) => status === 'failed'),
      errors: count((check) => isOpen(check, result)),
      skipped: count((check) => isSkipped(check, result)),
    };
  };
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributesText({ name: `${deployment.name}: ${verdictWord(result)}`, ...attributes(checks) })}>`,
    ...suites.flatMap((suite, index) => [
      `  <testsuite${attributesText({
        ...{ name: suite.question, id: index, package: 'backup-verifier' },
        ...attributes(suite.checks),
        ...{ time: 0, timestamp: started, hostname: run.operator.split('@').at(-1) ?? 'localhost' },
      })}>`,
      '    <properties>',
      ...Object.entries(propertiesOf(result)).map(
        ([name, value]) => `      <property${attributesText({ name, value })}/>`,
      ),
      '    </properties>',
      ...suite.checks.map((check) => caseText(check, result)),
      '  </testsuite>',
    ]),
    '</testsuites>',
  ].join('\n')}\n`;
}

/** A required question without an answer is an error: nobody may take it for green. */
const isOpen = ({ status, code }: Check, { notProven }: Result): boolean =>
  status === 'not-proven' && notProven.includes(code);

const isSkipped = (check: Check, result: Result): boolean =>
  check.status === 'not-applicable' || (check.status === 'not-proven' && !isOpen(check, result));

const propertiesOf = ({
  deployment,
  run,
  status,
  exitCode,
  night,
}: Result): Record<string, string | number> => ({
  deployment: deployment.name,
  lab: deployment.isLab ? 'yes' : 'no',
  verdict: status,
  exitCode,
  run: run.id,
  night: night?.date ?? '',
});

function caseText(check: Check, result: Result): string {
  const attributes = attributesText({
    name: `${check.code}: ${check.title}`,
    classname: check.phase,
    time: 0,
  });
  const body = bodyOf(check, result);
  return body === '' ? `    <testcase${attributes}/>` : `    <testcase${attributes}>${body}</testcase>`;
}

function bodyOf(check: Check, result: Result): string {
  switch (check.status) {
    case 'passed':
      return '';
    case 'failed': {
      const text = [
        `expected: ${check.expected}`,
        `actual: ${check.actual}`,
        check.detail,
        `do: ${check.remedy}`,
      ];
      return `<failure${attributesText({ message: check.actual, type: check.severity })}>${escaped(text.filter(Boolean).join('\n'))}</failure>`;
    }
    case 'not-proven':
    case 'not-applicable':
      return isOpen(check, result)
        ? `<error${attributesText({ message: check.reason, type: 'not-proven' })}/>`
        : `<skipped${attributesText({ message: `${check.status}: ${check.reason}` })}/>`;
  }
}

const attributesText = (attributes: Record<string, string | number>): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(String(value)).replaceAll('\n', '&#10;')}"`)
    .join('');

/** XML 1.0 knows no control characters, not even escaped ones. */
const escaped = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
