import { causesOf, figuresOf, notProvenOf, sentenceOf, verdictWord } from '../headline.ts';
import type { Result } from '../result/result.ts';

const SIGN = { passed: '✅', failed: '❌', 'not-proven': '❔' };

/** A result in Markdown, for the summary of a CI job. */
export function markdown(result: Result): string {
  const { checks, failed, warnings, run, deployment, tool } = result;
  const causes = causesOf(result).flatMap(({ title, remedy, evidence }, index) => [
    `${index + 1}. **${escapedMarkdown(title)}**`,
    `   Do: ${escapedMarkdown(remedy)}`,
    ...evidence.map((line) => `   - seen: ${escapedMarkdown(line)}`),
  ]);
  const list = (codes: readonly string[]) =>
    checks
      .filter(({ code }) => codes.includes(code))
      .map((check) => {
        const found = check.status === 'failed' ? ` Expected ${check.expected}; found ${check.actual}.` : '';
        return `- \`${check.code}\` ${escapedMarkdown(`${check.title}.${found}`)}`;
      });
  const open = notProvenOf(result).map(
    ({ codes, reason }) => `- ${codes.map((code) => `\`${code}\``).join(', ')}: ${escapedMarkdown(reason)}`,
  );
  return [
    `## ${SIGN[result.status]} ${verdictWord(result)}: ${escapedMarkdown(deployment.name)}`,
    '',
    escapedMarkdown(sentenceOf(result)),
    ...section('Cause and remedy', causes),
    ...section('Failed', list(failed)),
    ...section('Not proven', open),
    ...section('Warnings', list(warnings)),
    '',
    '| | |',
    '| --- | --- |',
    ...figuresOf(result).map(({ name, text }) => `| ${name} | ${cell(text)} |`),
    `| Run | ${cell(`${run.id}, ${run.finishedAtLocal}, by ${run.operator}, ${tool.name} ${tool.version}`)} |`,
    '',
  ].join('\n');
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', `### ${title}`, '', ...lines];

/** Text from hosts is text: no markup, no HTML, no mention, no link. */
export const escapedMarkdown = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_[\]{}|#~!]/g, '\\$&')
    .replace(/@(?=\w)/g, '@\u200b')
    .replace(/:\/\//g, '\u200b://')
    .replace(/\s*\n\s*/g, ' ');

const cell = (text: string): string => escapedMarkdown(text);
