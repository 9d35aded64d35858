import { FormData } from 'undici';
import { z } from 'zod';
import { FailureError } from '../../base/outcome.ts';
import { at, ownOrigins } from '../environment.ts';
import type { Environment } from '../environment.ts';
import { ask, unwanted } from './ask.ts';
import { digestOf, jsonIn, textOf } from './body.ts';
import { bearer } from './session.ts';
import type { Session } from './session.ts';
import { name, shaped } from './shape.ts';

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
  const text = await textOf(environment, what, response, SHORT);
  if (response.status !== 200) throw unwanted(environment, what, response.status);
  return shaped(environment, what, name.min(1), text.trim());
}

/** Bytes of an answer that is one address or key. */
const SHORT = 64 * 1024;

/** Taken apart before it is used: an address with a name in front of its host looks like another one. */
const PRESIGNED = z.object({
  presignedURL: z
    .url({ protocol: /^https?$/, message: 'is no web address' })
    .refine((text) => URL.canParse(text) && new URL(text).username === '', 'is no web address'),
});

/** The address at which the environment says a file is. One is given for missing files too. Holds a secret signature. */
export async function presignedUrl(session: Session, key: string): Promise<URL> {
  const { environment } = session;
  const what = 'presigned-url';
  const url = at(
    environment.gatewayUrl,
    `presigned-url/${encodeURI(key).replaceAll(/[?#]/g, encodeURIComponent)}`,
  );
  const response = await ask(environment, { what, url, init: { headers: bearer(session) } });
  const text = await textOf(environment, what, response, SHORT);
  if (response.status !== 200) throw unwanted(environment, what, response.status);
  const { presignedURL } = shaped(environment, what, PRESIGNED, jsonIn(environment, what, text));
  const signed = new URL(presignedURL);
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
 * a FailureError: `missing` when the store has no such object, `refused` when it does not give it.
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
  const url = new URL(environment.filesUrl);
  const { origin } = url;
  // Never as a relative address: `//host/key` and `\\host/key` would lead to another host.
  url.pathname = pathname;
  if (url.origin !== origin)
    throw new FailureError('unexpected', `${environment.name}: a key leads elsewhere`);
  return fetchFrom(environment, url);
}

async function fetchFrom(environment: Environment, url: URL): Promise<FetchedFile> {
  const what = 'a file of the object store';
  const response = await ask(environment, {
    what,
    url: url.href,
    init: { headers: { 'cache-control': 'no-cache' } },
    deadlineMs: 120_000,
    isPublic: url.search === '',
  });
  const { bytes, sha256 } = await digestOf(environment, what, response);
  if (response.status !== 200) throw unwanted(environment, what, response.status);
  return { bytes, sha256, origin: new URL(response.url || url).origin };
}
