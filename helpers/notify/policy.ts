import type { Result } from '../report/result/result.ts';
import type { LastVerdict } from '../report/publish/verdict-log.ts';

/** A reminder a day, however late last night's run was. */
const REMIND_AFTER_MS = 20 * 3_600_000;

/** Whether somebody is told of a result: on a change, when something else is wrong than before, and once a day while it is red. */
export function isToBeTold(
  result: Pick<Result, 'status' | 'failed' | 'notProven'>,
  before: LastVerdict | null,
  now: number,
): boolean {
  if (before === null || before.status !== result.status) return true;
  if (result.status === 'passed') return false;
  const isNew = wrongIn(result).some((code) => !before.wrong.includes(code));
  return isNew || before.toldAt === null || now - Date.parse(before.toldAt) >= REMIND_AFTER_MS;
}

const wrongIn = ({ failed, notProven }: Pick<Result, 'failed' | 'notProven'>): string[] => [
  ...failed,
  ...notProven,
];
