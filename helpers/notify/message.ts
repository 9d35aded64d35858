import { causesOf, figuresOf, notProvenOf, sentenceOf, verdictWord } from '../report/headline.ts';
import type { Result } from '../report/result/result.ts';

/** What somebody is told. */
export interface Message {
  /** One line. */
  subject: string;
  /** At most 20 lines, the cause first. */
  text: string;
  verdict: string;
  deployment: string;
  runId: string;
  exitCode: number;
}

/** More is read by nobody on a telephone. */
const LINES = 20;
const LENGTH = 300;
const FIGURES = /^(?:Night|Archive|RPO|RTO|Nights kept)$/;

/** What is told of a result: no secret and nobody's name stands in a result, so none does here. */
export function messageOf(result: Result): Message {
  const { deployment, run, exitCode, status } = result;
  const subject = `${verdictWord(result)}: OpenCRVS backup of ${deployment.name}`;
  const causes = causesOf(result).flatMap(({ title, remedy }) => [`Cause: ${title}`, `Do: ${remedy}`]);
  const open = notProvenOf(result).map(
    ({ codes, reason }) =>
      `Not proven: ${reason} (${codes.slice(0, 3).join(', ')}${codes.length > 3 ? ', …' : ''})`,
  );
  const figures = figuresOf(result)
    .filter(({ name }) => FIGURES.test(name))
    .map(({ name, text }) => `${name}: ${text}`);
  const lines = [
    subject,
    ...causes,
    sentenceOf(result),
    ...open.slice(0, 4),
    ...figures,
    `Run ${run.id}, ${run.finishedAtLocal}, by ${run.operator}`,
  ];
  return {
    subject,
    text: lines.slice(0, LINES).map(cut).join('\n'),
    ...{ verdict: status, deployment: deployment.name, runId: run.id, exitCode },
  };
}

const cut = (line: string): string => {
  const flat = line.replace(/\s+/g, ' ');
  return flat.length > LENGTH ? `${flat.slice(0, LENGTH - 1)}…` : flat;
};
