import type { CheckDefinition } from '../../helpers/checks/check.ts';
import { CATALOGUE } from '../../helpers/checks/catalogue.ts';
import { preflightChecks } from '../../helpers/checks/preflight.ts';

type Shown = Omit<CheckDefinition<never>, 'judge'>;

const HEAD = `# Checks

Every question that is asked, in the order in which a report shows the answers. The title is the statement that holds when the check
passes. What severity and status mean for the verdict says [verdict.md](verdict.md); which causes explain a check that failed
says the diagnosis of the report.

This page is generated from the checks themselves: \`npm run docs\`.
`;

/** docs/checks.md: code, question, severity, when required, remedy. */
export function checksPage(): string {
  const checks: readonly Shown[] = [...preflightChecks, ...CATALOGUE];
  const phases = [...new Set(checks.map(({ phase }) => phase))];
  return [HEAD, ...phases.map((phase) => section(phase, checks))].join('\n');
}

const section = (phase: string, checks: readonly Shown[]): string =>
  [`## ${phase}`, '', ...checks.filter((check) => check.phase === phase).map(entry)].join('\n');

function entry({ code, title, severity, remedy, requiredBy, ...properties }: Shown): string {
  const required =
    requiredBy.length === 0 ? 'required by no profile' : `required by ${requiredBy.join(', ')}`;
  const more = [
    ...(properties.needsRecord === true ? ['needs a record of the run’s own'] : []),
    ...(properties.standsInForARecord === true ? ['required in place of a record (RECORD=none)'] : []),
    ...(properties.beforeRestore === true ? ['must hold before a triggered restore'] : []),
    ...(properties.afterReset === true ? ['asked before going live'] : []),
  ];
  return `### ${code}\n\n${title}.\n\n- ${[severity, required, ...more].join('; ')}\n- ${remedy}\n`;
}
