import type { RotationKind } from '../facts/retention.ts';
import { xargsWords } from '../schedule/xargs-words.ts';
import { withoutSlash } from '../base/text.ts';

export interface RotationPrediction {
  /**
   * Directories that will be deleted, as paths below the rotated one; all below them goes too. `''`: the
   * rotated directory itself.
   */
  deleted: string[];
  /** Words that rotation passes to `rm` and that lead out of the directory: parts of names that fell apart. */
  outside: string[];
  /** True when a quote in a name stops rotation before its end. */
  stopped: boolean;
}

/** The names that 2.x rotates: any ten characters with dashes where a date has them. */
const DATE_SHAPED = /^.{4}-.{2}-.{2}$/su;

/** Whether a rotation script counts a directory, so that it takes the place of a night. */
export const isCounted = (kind: RotationKind, path: string): boolean =>
  kind === 'every-directory' || DATE_SHAPED.test(path.slice(path.lastIndexOf('/') + 1));

/**
 * What OpenCRVS's rotation deletes at its next run. It lists directories at any depth with their full path,
 * one a line, sorts the lines descending by bytes (cron sets no locale), keeps the first N lines and passes
 * the rest through xargs to `rm -rf`. So labels sort above dates, a nested directory counts before the one it
 * lies in, a newline in a name makes two lines and a space makes two words.
 *
 * @param root the directory in rotation's job, absolute
 * @param directories paths below it, of all directories at any depth
 * @param keep the number in rotation's job; 0 deletes everything
 */
export function predictRotation(
  root: string,
  directories: readonly string[],
  keep: number,
  kind: RotationKind,
): RotationPrediction {
  const base = withoutSlash(root);
  const lines = directories
    .filter((path) => isCounted(kind, path))
    .map((path) => `${base}/${path}`)
    .join('\n')
    .split('\n')
    .map((line) => Buffer.from(line))
    .sort((a, b) => Buffer.compare(b, a))
    .map(String);
  const { words, stopped } = xargsWords(directories.length === 0 ? '' : lines.slice(keep).join('\n'));
  const existing = new Set(directories);
  const deleted = new Set<string>();
  const outside = new Set<string>();
  for (const word of words) {
    const path = word.replace(/\/+/g, '/').replace(/\/$/, '');
    if (path === base || base.startsWith(`${path}/`)) deleted.add('');
    else if (!path.startsWith(`${base}/`)) outside.add(word);
    else if (existing.has(path.slice(base.length + 1))) deleted.add(path.slice(base.length + 1));
  }
  return { deleted: [...deleted].sort(), outside: [...outside], stopped };
}

/** Whether a path goes when these directories are deleted. */
export const isDeleted = (path: string, { deleted }: RotationPrediction): boolean =>
  deleted.some((gone) => gone === '' || path === gone || path.startsWith(`${gone}/`));
