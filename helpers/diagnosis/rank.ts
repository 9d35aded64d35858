import type { Check } from '../checks/check.ts';
import type { CheckCode } from '../checks/codes.ts';
import { STAGES, type Cause, type Stage } from './cause.ts';
import { CAUSES } from './causes/causes.ts';
import type { SignSource } from './diagnosis.ts';

/** A cause with what speaks for it. */
export interface Weighed {
  cause: Pick<Cause, 'code' | 'title' | 'remedy' | 'stage' | 'explains' | 'family' | 'bringsAbout'>;
  score: number;
  /** A sign was seen that hardly anything else leaves. */
  isEstablished: boolean;
  evidence: string[];
  unknown: SignSource[];
  candidates?: Cause[];
}

/** What a cause explains at its best: a critical check that failed, one that failed, one that is open; null: nothing. */
type Gravity = 'critical' | 'warning' | 'open';
const GRAVITIES: readonly Gravity[] = ['critical', 'warning', 'open'];

function gravityOf({ cause, isEstablished }: Weighed, checks: readonly Check[]): Gravity | null {
  const explained = checks.filter(({ code }) => cause.explains.includes(code));
  const failed = explained.filter(({ status, severity }) => status === 'failed' && severity !== 'info');
  if (failed.some(({ severity }) => severity === 'critical')) return 'critical';
  if (failed.length > 0) return 'warning';
  const open = explained.some(({ status, severity }) => status === 'not-proven' && severity === 'critical');
  // What is only open is explained by what was seen, or by a staging that does not answer at all.
  return open && (isEstablished || checks.every(({ status }) => status !== 'failed')) ? 'open' : null;
}

/**
 * The causes that explain something, in order: those of a failed critical check first; what is established before what is only
 * likely; what comes earlier in the way of a record before what follows from it; then by weight. Also the critical check that
 * failed first, in the same order of time, when none of them explains it.
 */
export function inOrder(
  weighed: readonly Weighed[],
  checks: readonly Check[],
): [ranked: Weighed[], unexplained: Check | null] {
  const graded = weighed.flatMap((one) => {
    const gravity = gravityOf(one, checks);
    return gravity === null ? [] : [{ one, gravity: GRAVITIES.indexOf(gravity) }];
  });
  graded.sort(
    (a, b) =>
      a.gravity - b.gravity ||
      Number(b.one.isEstablished) - Number(a.one.isEstablished) ||
      // What is only likely has no place in time yet.
      (a.one.isEstablished ? stageOf(a.one.cause) - stageOf(b.one.cause) : 0) ||
      b.one.score - a.one.score ||
      stageOf(a.one.cause) - stageOf(b.one.cause),
  );
  const ranked = originsFirst(graded.map(({ one }) => one));
  const [first = null] = checks
    .filter(({ status, severity }) => status === 'failed' && severity === 'critical')
    .filter(({ code }) => !ranked.some(({ cause }) => cause.explains.includes(code)))
    .sort((a, b) => beginOf(a.code) - beginOf(b.code));
  return [ranked, first];
}

const stageOf = ({ stage }: { stage: Stage }): number => STAGES.indexOf(stage);

/** The stage at which a check can first go wrong: the earliest of its causes. */
export const beginOf = (code: CheckCode): number =>
  Math.min(STAGES.length, ...CAUSES.filter(({ explains }) => explains.includes(code)).map(stageOf));

/** Moves a consequence behind the established cause that brings it about, whatever their stages are. */
function originsFirst(ranked: readonly Weighed[]): Weighed[] {
  const list = [...ranked];
  for (const origin of ranked.filter(({ isEstablished }) => isEstablished)) {
    for (const code of origin.cause.bringsAbout ?? []) {
      const at = list.findIndex(({ cause }) => cause.code === code);
      const from = list.indexOf(origin);
      if (at === -1 || at > from) continue;
      const [consequence] = list.splice(at, 1);
      if (consequence !== undefined) list.splice(list.indexOf(origin) + 1, 0, consequence);
    }
  }
  return list;
}
