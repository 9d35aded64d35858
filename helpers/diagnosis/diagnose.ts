import type { Check } from '../checks/check.ts';
import type { Facts } from '../facts/facts.ts';
import { TELLING, TYPICAL } from './cause.ts';
import type { Cause } from './cause.ts';
import { CAUSES, FAMILIES } from './causes/causes.ts';
import type { Access, Diagnosis, SignSource } from './diagnosis.ts';
import { inOrder, type Weighed } from './rank.ts';
import { seenIn } from './seen.ts';
import type { Seen } from './seen.ts';
import { unexplained } from './unexplained.ts';

/** Less than this is a guess, and only worth a word together with others of its family. */
const LEAST = 2;

/**
 * Says what the pattern of checks points to: first what explains a critical check that failed, the earliest in the way from
 * production to staging before what follows from it. Empty when nothing critical or worth a warning failed. Pure: the same
 * checks and facts always give the same list. `access` says which hosts could have been asked, so that it can name the access
 * that would tell more.
 */
export function diagnose(checks: readonly Check[], facts: Facts, access: Access): Diagnosis[] {
  const seen = seenIn(checks, facts);
  const possible = CAUSES.filter(({ onlyIn = facts.policy.layout }) => onlyIn === facts.policy.layout);
  const weighed = foldFamilies(
    possible.flatMap((cause) => weigh(cause, seen) ?? []),
    seen,
  ).filter(({ isEstablished }) => isEstablished || isWorthAGuess(checks));
  const [ranked, first] = inOrder(weighed, checks);
  const list = ranked.map((one) => present(one, facts, access));
  const open = unexplained(first, ranked, possible, seen);
  if (open !== null) list.splice(open.at, 0, open.diagnosis);
  return list;
}

/** While nothing failed only a sign that tells by itself is worth a word; or when staging gives no answer at all. */
const isWorthAGuess = (checks: readonly Check[]): boolean =>
  checks.some(
    ({ code, status, severity }) =>
      (status === 'failed' && severity !== 'info') || (code === 'STAGING_LOGIN' && status === 'not-proven'),
  );

function weigh(cause: Cause, seen: Seen): Weighed | null {
  const { needs = [], unless = [] } = cause;
  if (needs.some(({ isSeen }) => isSeen(seen) !== true)) return null;
  if (unless.some(({ isSeen }) => isSeen(seen) === true)) return null;
  const signs = cause.signs.map(([weight, one]) => ({ weight, one, answer: one.isSeen(seen) }));
  const held = signs.filter(({ answer }) => answer === true).sort((a, b) => b.weight - a.weight);
  const isEstablished = held.some(({ weight }) => weight >= TELLING);
  const score = held.reduce((sum, { weight }) => sum + weight, 0) - against(signs, isEstablished);
  if (held.length === 0 || score < (cause.family === undefined ? LEAST : 1)) return null;
  return {
    cause,
    score,
    isEstablished,
    evidence: [...new Set([...held.map(({ one }) => one), ...needs].map(({ says }) => says(seen)))],
    unknown: [
      ...signs.filter(({ answer }) => answer === null).map(({ one }) => one),
      ...unless.filter(({ isSeen }) => isSeen(seen) === null),
    ].map(({ source }) => source),
  };
}

/** Half of what is typical and was seen not to be there. Of the signs that each tell by themselves only the weightiest counts. */
function against(
  signs: readonly { weight: number; answer: boolean | null }[],
  isEstablished: boolean,
): number {
  const absent = signs.filter(({ weight, answer }) => answer === false && weight >= TYPICAL);
  const typical = absent
    .filter(({ weight }) => weight < TELLING)
    .reduce((sum, { weight }) => sum + weight, 0);
  const telling = isEstablished
    ? 0
    : Math.max(0, ...absent.map(({ weight }) => (weight < TELLING ? 0 : weight)));
  return (typical + telling) / 2;
}

/** Members of a family that nothing tells apart become one entry that names them all. */
function foldFamilies(weighed: readonly Weighed[], seen: Seen): Weighed[] {
  const apart = weighed.filter(({ cause, isEstablished }) => cause.family === undefined || isEstablished);
  const folded = FAMILIES.flatMap((family): Weighed[] => {
    const members = weighed.filter(
      ({ cause, isEstablished }) => cause.family === family.code && !isEstablished,
    );
    const [first] = [...members].sort((a, b) => b.score - a.score);
    if (first === undefined || apart.some(({ cause }) => cause.family === family.code)) return [];
    if (family.unless?.some(({ isSeen }) => isSeen(seen) === true) === true) return [];
    return [
      {
        cause: family,
        score: first.score,
        isEstablished: family.establishedBy.isSeen(seen) === true,
        evidence: [...new Set(members.flatMap(({ evidence }) => evidence))],
        unknown: members.flatMap(({ unknown }) => unknown),
        candidates: CAUSES.filter(({ code }) => members.some(({ cause }) => cause.code === code)),
      },
    ];
  });
  return [...apart, ...folded];
}

const ACCESS_TO: Record<SignSource, string> = {
  production: 'SSH on production (the backup job’s log)',
  backup: 'SSH on the backup host (the listing and the archive)',
  staging: 'SSH on staging (the restore log and the database)',
  client: 'a login on staging',
};

function present(
  { cause, score, evidence, unknown, candidates }: Weighed,
  { policy }: Facts,
  access: Access,
): Diagnosis {
  const lacking = [...new Set(unknown)].filter((source) => source !== 'client' && !access[source]);
  const { code, title, remedy } = cause;
  return {
    code,
    title,
    score,
    evidence,
    remedy: typeof remedy === 'string' ? remedy : remedy[policy.layout],
    ...(candidates === undefined
      ? {}
      : { candidates: candidates.map((one) => ({ code: one.code, title: one.title })) }),
    ...(lacking.length === 0 ? {} : { wouldTell: lacking.map((source) => ACCESS_TO[source]).join('; ') }),
  };
}
