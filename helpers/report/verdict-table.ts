import type { Check, Status } from '../checks/check.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';

const MARK: Record<Status, string> = {
  passed: '✓ passed',
  failed: '✗ failed',
  'not-proven': '? not proven',
  'not-applicable': '- n/a',
};

/** The checks and the verdict as a person reads them on a terminal; what to do stands under what failed. */
export function verdictTable(
  checks: readonly Check[],
  verdict: Verdict,
  diagnosis: readonly Diagnosis[] = [],
): string {
  const width = Math.max(...checks.map(({ code }) => code.length));
  const lines: string[] = [];
  let phase = '';
  let reason = '';
  for (const check of checks) {
    if (check.phase !== phase) {
      phase = check.phase;
      lines.push('', phase);
    }
    const severity = check.severity === 'critical' ? '' : ` (${check.severity})`;
    lines.push(`  ${MARK[check.status].padEnd(12)} ${check.code.padEnd(width)}  ${check.title}${severity}`);
    // One cause leaves many questions open: say it once.
    const again = 'reason' in check && check.reason === reason;
    reason = 'reason' in check ? check.reason : '';
    if (!again) lines.push(...explained(check).map((line) => `${' '.repeat(15)}${line}`));
  }
  return [
    ...lines,
    ...causes(diagnosis),
    '',
    verdict.summary,
    `Verdict: ${verdict.status.toUpperCase()} (profile ${verdict.profile})`,
  ].join('\n');
}

/** More than this is no help to anybody. */
const CAUSES_SHOWN = 3;

function causes(diagnosis: readonly Diagnosis[]): string[] {
  if (diagnosis.length === 0) return [];
  const lines = diagnosis
    .slice(0, CAUSES_SHOWN)
    .flatMap(({ title, evidence, remedy, candidates = [], wouldTell }, i) => [
      `  ${i + 1}. ${title}`,
      ...candidates.map((candidate) => `     or:   ${candidate.title}`),
      ...evidence.slice(0, 3).map((line) => `     seen: ${line}`),
      `     do:   ${remedy}`,
      ...(wouldTell === undefined ? [] : [`     ${wouldTell}`]),
    ]);
  return ['', 'likely causes', ...lines];
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
