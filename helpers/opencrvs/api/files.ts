import { createHash } from 'node:crypto';
import { FormData } from 'undici';
import { at, ownOrigins } from '../environment.ts';
import type { Environment } from '../environment.ts';
import { ask, bodyOf, unwanted } from './ask.ts';
import { bearer } from './session.ts';
import type { Session } from './session.ts';

/** A file to be stored, and where. */
export interface Upload {
  bytes: Uint8Array;
  filename: string;
  mediaType: string;
  /** Names the object: the same one overwrites. */
  transactionId: string;
  /** Folder, `events/<id>`; empty: the bucket's root, where signatures lie. */
  path: string;
}

/** Stores a file and gives its object key. */
export async function upload(session: Session, file: Upload): Promise<string> {
  const { environment } = session;
  const form = new FormData();
  form.append('file', new File([new Uint8Array(file.bytes)], file.filename, { type: file.mediaType }));
  form.append('transactionId', file.transactionId);
  form.append('path', file.path);
  const what = `upload of ${file.filename}`;
  const response = await ask(environment, {
    what,
    url: at(environment.gatewayUrl, 'upload'),
    init: { method: 'POST', headers: bearer(session), body: form },
  });
  const text = await bodyOf(environment, what, () => response.text());
  if (response.status !== 200) throw unwanted(environment, what, response.status);
  return text.trim();
}

/** The address at which the environment says a file is. One is given for missing files too. Holds a secret signature. */
export async function presignedUrl(session: Session, key: string): Promise<URL> {
  const { environment } = session;
  const what = 'presigned-url';
  const url = at(environment.gatewayUrl, `presigned-url/${key}`);
  const response = await ask(environment, { what, url, init: { headers: bearer(session) } });
  const text = await bodyOf(environment, what, () => response.text());
  if (response.status !== 200) throw unwanted(environment, what, response.status);
  const signed = new URL((JSON.parse(text) as { presignedURL: string }).presignedURL);
  const signature = signed.searchParams.get('X-Amz-Signature');
  if (signature !== null) environment.onSecret?.(signature);
  return signed;
}

/** What a store gave for a key. */
export interface FetchedFile {
  bytes: number;
  sha256: string;
  /** Where the bytes came from, after any redirect. */
  origin: string;
}

/**
 * Fetches a file afresh, past every cache, from the environment's own store. When the environment sends its users to a store
 * that is not its own, the own store is asked without a signature instead, and `sentTo` names the foreign one. Rejects with
 * a TroubleError: `missing` when the store has no such object, `refused` when it does not give it.
 */
export async function fetchFile(session: Session, key: string): Promise<FetchedFile & { sentTo: string }> {
  const { environment } = session;
  const signed = await presignedUrl(session, key);
  const own = ownOrigins(environment).has(signed.origin);
  const file = own
    ? await fetchFrom(environment, signed)
    : await fetchUnsigned(session, key, signed.pathname);
  return { ...file, sentTo: signed.origin };
}

/** Fetches a file as anybody can, from the environment's own store: OpenCRVS lets everyone read its bucket. */
export function fetchUnsigned(
  session: Session,
  key: string,
  pathname = `/ocrvs/${key}`,
): Promise<FetchedFile> {
  const { environment } = session;
  return fetchFrom(environment, new URL(pathname, environment.filesUrl));
}

async function fetchFrom(environment: Environment, url: URL): Promise<FetchedFile> {
  const what = 'a file of the object store';
  const response = await ask(environment, {
    what,
    url: url.href,
    init: { headers: { 'cache-control': 'no-cache' } },
    deadlineMs: 120_000,
  });
  const body = await bodyOf(environment, what, () => response.bytes());
  if (response.status !== 200) throw unwanted(environment, what, response.status);
  const sha256 = createHash('sha256').update(body).digest('hex');
  return { bytes: body.byteLength, sha256, origin: new URL(response.url).origin };
}
