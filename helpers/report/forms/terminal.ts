import type { Check, Status } from '../../checks/check.ts';
import { causesOf, figuresOf, notProvenOf, sentenceOf, verdictWord } from '../headline.ts';
import type { Result } from '../result/result.ts';
import { plural } from '../words.ts';
import { painter, type Paint } from './colour.ts';

export interface TerminalOptions {
  /** Every check, not only what needs somebody. */
  verbose?: boolean;
  colour?: boolean;
  /** Where the evidence is: name and path. */
  evidence?: readonly (readonly [name: string, path: string])[];
}

/** Column of the values. */
const INDENT = 16;

/** A result for the terminal: a green one in at most 15 lines; a red one begins with cause and remedy. */
export function terminalText(result: Result, options: TerminalOptions = {}): string {
  const paint = painter(options.colour === true);
  const { deployment, status } = result;
  const tone = status === 'passed' ? 'green' : status === 'failed' ? 'red' : 'yellow';
  const head = `${paint(tone, verdictWord(result))}  ${paint('bold', deployment.name)}`;
  const body =
    status === 'passed'
      ? [sentenceOf(result), ...warningLines(result, paint)]
      : [
          ...causeLines(result, paint),
          '',
          sentenceOf(result),
          ...failedLines(result, paint),
          ...openLines(result),
        ];
  return [
    ...(options.verbose === true ? [...checkLines(result.checks, paint), ''] : []),
    head,
    ...body,
    ...(status === 'passed' ? [] : ['']),
    ...figuresOf(result).map(({ name, text }) => row(name, text)),
    row('Run', `${result.run.id} by ${result.run.operator}, version ${result.tool.version}`),
    ...(options.evidence ?? []).map(([name, path]) => row(name, path)),
  ].join('\n');
}

const row = (name: string, text: string): string =>
  `${name.padEnd(INDENT)}${name.length >= INDENT ? ' ' : ''}${text}`;

function causeLines(result: Result, paint: Paint): string[] {
  return causesOf(result).flatMap(({ title, remedy, evidence, or, wouldTell }, index) => [
    row(index === 0 ? 'Cause' : 'Also likely', paint('bold', title)),
    ...or.map((other) => row('  or', other)),
    row('  do', remedy),
    ...evidence.map((line) => row('  seen', line)),
    ...(wouldTell === null ? [] : [row('  more from', wouldTell)]),
  ]);
}

const WARNINGS_SHOWN = 2;

function warningLines({ checks, warnings }: Result, paint: Paint): string[] {
  const shown = checks.filter(({ code }) => warnings.slice(0, WARNINGS_SHOWN).includes(code));
  const more = warnings.length - shown.length;
  return [
    ...shown.map((check) =>
      row(paint('yellow', 'Warning'.padEnd(INDENT)), `${check.code}: ${foundIn(check)}`),
    ),
    ...(more > 0 ? [row('', `and ${plural(more, 'more warning')}: --verbose lists all`)] : []),
  ];
}

const foundIn = (check: Check): string => ('actual' in check ? check.actual : check.reason);

function failedLines({ checks, failed }: Result, paint: Paint): string[] {
  return checks
    .filter(({ code }) => failed.includes(code))
    .flatMap((check) => [
      `  ${paint('red', '✗')} ${check.code}: ${check.title}`,
      ...explained(check).map((line) => `      ${line}`),
    ]);
}

function openLines(result: Result): string[] {
  return notProvenOf(result).flatMap(({ codes, reason }) => [
    `  ? ${codes.slice(0, 3).join(', ')}${codes.length > 3 ? ` and ${codes.length - 3} more` : ''}`,
    `      not proven: ${reason}`,
  ]);
}

const MARK: Record<Status, string> = {
  passed: '✓ passed',
  failed: '✗ failed',
  'not-proven': '? not proven',
  'not-applicable': '- n/a',
};

/** Every check by phase; what to do stands under what failed. */
export function checkLines(checks: readonly Check[], paint: Paint = painter(false)): string[] {
  const width = Math.max(0, ...checks.map(({ code }) => code.length));
  let [phase, reason] = ['', ''];
  return checks.flatMap((check) => {
    const heading = check.phase === phase ? [] : ['', check.phase];
    phase = check.phase;
    const severity = check.severity === 'critical' ? '' : ` (${check.severity})`;
    const tone = { passed: 'green', failed: 'red', 'not-proven': 'yellow', 'not-applicable': 'dim' } as const;
    const mark = paint(tone[check.status], MARK[check.status].padEnd(12));
    // One cause leaves many questions open: say it once.
    const again = 'reason' in check && check.reason === reason;
    reason = 'reason' in check ? check.reason : '';
    return [
      ...heading,
      `  ${mark} ${check.code.padEnd(width)}  ${check.title}${severity}`,
      ...(again ? [] : explained(check).map((line) => `${' '.repeat(15)}${line}`)),
    ];
  });
}

function explained(check: Check): string[] {
  switch (check.status) {
    case 'passed':
      return [];
    case 'failed':
      return [
        `expected: ${check.expected}`,
        `actual:   ${check.actual}`,
        ...(check.detail ?? '')
          .split('\n')
          .filter(Boolean)
          .slice(0, 8)
          .map((line) => `          ${line}`),
        `do:       ${check.remedy}`,
      ];
    case 'not-proven':
    case 'not-applicable':
      return [`because:  ${check.reason}`];
  }
}
