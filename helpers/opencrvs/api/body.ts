import { createHash } from 'node:crypto';
import type { Response } from 'undici';
import { FailureError } from '../../base/outcome.ts';
import type { Environment } from '../environment.ts';
import { reasonOf } from './ask.ts';
import { depthOf } from './json-depth.ts';

const MIB = 1024 * 1024;

/** What an answer may weigh once it is decompressed: a real form is 1 MB, all places of a large country some 20. */
export const TEXT_BYTES = 64 * MIB;
/** OpenCRVS takes files of 50 MiB at most. */
export const FILE_BYTES = 256 * MIB;
/** Levels of nesting: the form of a real country has 30. */
const DEPTH = 200;

/** The text of an answer. @throws FailureError when it breaks off or is too large */
export async function textOf(
  environment: Environment,
  what: string,
  response: Response,
  limit = TEXT_BYTES,
): Promise<string> {
  const parts: Uint8Array[] = [];
  await eachPart(environment, what, response, limit, (part) => parts.push(part));
  return Buffer.concat(parts).toString('utf8');
}

/** The length and hash of an answer, of which nothing is kept. @throws as `textOf` */
export async function digestOf(
  environment: Environment,
  what: string,
  response: Response,
  limit = FILE_BYTES,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  const bytes = await eachPart(environment, what, response, limit, (part) => hash.update(part));
  return { bytes, sha256: hash.digest('hex') };
}

/**
 * The value of a JSON text; undefined: it is none.
 *
 * @throws FailureError `unexpected` for one that is nested so deeply that working on it would fail
 */
export function jsonIn(environment: Environment, what: string, text: string): unknown {
  if (depthOf(text) > DEPTH)
    throw new FailureError(
      'unexpected',
      `${environment.name}: the answer to ${what} is nested more than ${DEPTH} levels deep`,
    );
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function eachPart(
  { name }: Environment,
  what: string,
  response: Response,
  limit: number,
  take: (part: Uint8Array) => void,
): Promise<number> {
  let bytes = 0;
  try {
    for await (const part of response.body ?? []) {
      bytes += (part as Uint8Array).byteLength;
      if (bytes > limit)
        throw new FailureError(
          'unexpected',
          `${name}: the answer to ${what} is larger than ${limit / MIB} MiB and was not read to its end`,
        );
      take(part as Uint8Array);
    }
  } catch (error) {
    if (error instanceof FailureError) throw error;
    throw new FailureError('unreachable', `${name}: the answer to ${what} broke off: ${reasonOf(error)}`);
  }
  return bytes;
}
