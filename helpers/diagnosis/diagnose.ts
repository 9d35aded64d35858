import type { Check } from '../checks/check.ts';
import type { Facts } from '../facts.ts';
import { TELLING } from './cause.ts';
import type { Cause } from './cause.ts';
import { CAUSES, FAMILIES } from './causes/causes.ts';
import type { Access, Diagnosis, Source } from './diagnosis.ts';
import { seenIn } from './seen.ts';
import type { Seen } from './seen.ts';

/** Less than this is a guess. */
const LEAST = 1;

/**
 * Says what the pattern of checks points to, the likeliest first; empty when nothing critical or worth a warning failed. Pure:
 * the same checks and facts always give the same list. `access` says which hosts could have been asked, so that it can name
 * the access that would tell more.
 */
export function diagnose(checks: readonly Check[], facts: Facts, access: Access): Diagnosis[] {
  const wrong = checks.some(({ status, severity }) => status === 'failed' && severity !== 'info');
  if (!wrong && !isSilent(checks)) return [];
  const seen = seenIn(checks, facts);
  const weighed = CAUSES.flatMap((cause) => weigh(cause, seen) ?? []);
  const established = weighed.filter(({ isEstablished }) => isEstablished);
  const ranked = foldFamilies(weighed).map((one) => ({ ...one, score: heldBack(one, established) }));
  return ranked.sort((a, b) => b.score - a.score).map((one) => present(one, access));
}

/** Staging that gives no answer at all fails no check, and still something is wrong. */
const isSilent = (checks: readonly Check[]): boolean =>
  checks.some(({ code, status }) => code === 'STAGING_LOGIN' && status === 'not-proven');

interface Weighed {
  cause: Pick<Cause, 'code' | 'title' | 'remedy' | 'family' | 'bringsAbout'>;
  score: number;
  isEstablished: boolean;
  evidence: string[];
  unknown: Source[];
  candidates?: Cause[];
  members?: Cause[];
}

function weigh(cause: Cause, seen: Seen): Weighed | null {
  const must = cause.must.map((one) => ({ weight: 1, one, answer: one.isSeen(seen) }));
  if (must.some(({ answer }) => answer === false)) return null;
  const signs = cause.signs.map(([weight, one]) => ({ weight, one, answer: one.isSeen(seen) }));
  const held = [...must, ...signs]
    .filter(({ answer }) => answer === true)
    .sort((a, b) => b.weight - a.weight);
  const missed = signs.filter(({ answer }) => answer === false);
  const sum = (list: { weight: number }[]) => list.reduce((total, { weight }) => total + weight, 0);
  const score = sum(held) - sum(missed) / 2;
  if (held.length === 0 || score < LEAST) return null;
  return {
    cause,
    score,
    isEstablished: held.some(({ weight }) => weight >= TELLING),
    evidence: held.map(({ one }) => one.says(seen)),
    unknown: [...must, ...signs].flatMap(({ one, answer }) => (answer === null ? [one.source] : [])),
  };
}

/** Members of a family that nothing tells apart become one entry that names them all. */
function foldFamilies(weighed: readonly Weighed[]): Weighed[] {
  const apart = weighed.filter(({ cause, isEstablished }) => cause.family === undefined || isEstablished);
  const folded = FAMILIES.flatMap((family): Weighed[] => {
    const members = weighed.filter(
      ({ cause, isEstablished }) => cause.family === family.code && !isEstablished,
    );
    const [first] = [...members].sort((a, b) => b.score - a.score);
    if (first === undefined || apart.some(({ cause }) => cause.family === family.code)) return [];
    const evidence = [...new Set(members.flatMap((member) => member.evidence))];
    const unknown = members.flatMap((member) => member.unknown);
    const candidates = CAUSES.filter(({ code }) => members.some(({ cause }) => cause.code === code));
    return [
      {
        ...first,
        cause: { ...family, bringsAbout: first.cause.bringsAbout ?? [] },
        evidence,
        unknown,
        candidates,
      },
    ];
  });
  return [...apart, ...folded];
}

/** A consequence ranks behind what brought it about. */
function heldBack({ cause, score }: Weighed, established: readonly Weighed[]): number {
  const origins = established.filter((one) => one.cause.bringsAbout?.includes(cause.code));
  return Math.min(score, ...origins.map((one) => one.score - 0.5));
}

const ACCESS_TO: Record<Source, string> = {
  production: 'SSH on production (the backup job’s log)',
  backup: 'SSH on the backup host (the listing and the archive)',
  staging: 'SSH on staging (the restore log and the database)',
  client: 'a login on staging',
};

function present({ cause, score, evidence, unknown, candidates }: Weighed, access: Access): Diagnosis {
  const lacking = [...new Set(unknown)].filter((source) => source !== 'client' && !access[source]);
  const { code, title, remedy } = cause;
  return {
    code,
    title,
    score,
    evidence,
    remedy,
    ...(candidates === undefined
      ? {}
      : { candidates: candidates.map((one) => ({ code: one.code, title: one.title })) }),
    ...(lacking.length === 0 ? {} : { wouldTell: lacking.map((source) => ACCESS_TO[source]).join('; ') }),
  };
}
