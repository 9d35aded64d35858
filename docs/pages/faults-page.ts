import { CAUSES } from '../../helpers/diagnosis/causes/causes.ts';
import { diagnose } from '../../helpers/diagnosis/diagnose.ts';
import { judge } from '../../helpers/verdict/judge.ts';
import { FAULTS } from '../../tests/unit/diagnosis/faults/faults.ts';
import { healthyRun } from '../../tests/unit/diagnosis/spoil.ts';

const ACCESS = { production: true, staging: true, backup: true };

const HEAD = `# Faults

Ways in which backup and restore of OpenCRVS are known to break, from public reports and from reading its scripts. The number (F…) is
the one that tests and the lab use. For each: what goes wrong, the critical checks that fail, and the cause that the diagnosis names
first where it may look at all hosts. A fault without a failing critical check is a warning. The diagnosis knows more causes than
there are faults here; they stand below.

This page is generated from the tests of the diagnosis: \`npm run docs\`.
`;

/** docs/faults.md: the faults of the field, what they do to the checks, and their causes. */
export function faultsPage(): string {
  const rows = FAULTS.filter(({ cause }) => cause !== null)
    .map((fault) => ({ fault, number: Number(fault.id.slice(1)) }))
    .sort((a, b) => a.number - b.number)
    .map(({ fault: { id, what, spoil } }) => {
      const facts = healthyRun();
      spoil(facts);
      const { checks, verdict } = judge(facts);
      const [first] = diagnose(checks, facts, ACCESS);
      const failed = verdict.failed.length === 0 ? 'none' : verdict.failed.join(', ');
      return `### ${id} ${what}\n\n- fails: ${failed}\n- first cause: ${first?.code ?? 'none'}\n`;
    });
  const causes = CAUSES.map(({ code, title }) => `- \`${code}\`: ${title}`);
  return [HEAD, '## Faults\n', ...rows, '## Causes\n', ...causes, ''].join('\n');
}
