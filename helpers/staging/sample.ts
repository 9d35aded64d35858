import { fetchFile } from '../opencrvs/api/files.ts';
import type { Session } from '../opencrvs/api/session.ts';
import { outcomeOf } from '../base/outcome.ts';
import type { Outcome } from '../base/outcome.ts';
import type { SampledObject } from '../facts/archive.ts';
import type { SampleFacts } from '../facts/staging.ts';

/** Requests at the same time: a sample must not be felt on staging. */
const AT_ONCE = 4;

/**
 * Fetches a sample of the archive's objects afresh from staging's own store and compares them by hash; nothing of them is kept
 * or opened.
 */
export async function compareSample(
  session: Session,
  sample: readonly SampledObject[],
): Promise<SampleFacts> {
  const wrong: SampleFacts['wrong'] = [];
  for (let at = 0; at < sample.length; at += AT_ONCE) {
    const some = sample.slice(at, at + AT_ONCE);
    const fetched = await Promise.all(some.map(({ key }) => outcomeOf(() => fetchFile(session, key))));
    for (const [index, { key, sha256 }] of some.entries()) {
      const what = differenceOf(fetched[index], sha256);
      if (what !== null) wrong.push({ key, what });
    }
  }
  return { asked: sample.length, equal: sample.length - wrong.length, wrong: wrong.slice(0, 20) };
}

function differenceOf(
  file: Outcome<{ sha256: string }> | undefined,
  sha256: string,
): SampleFacts['wrong'][number]['what'] | null {
  if (file === undefined) return 'not given';
  if (file.ok) return file.value.sha256 === sha256 ? null : 'other bytes';
  return file.reason === 'missing' ? 'missing' : 'not given';
}
