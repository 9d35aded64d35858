import { Hono, type Context } from 'hono';
import { BUCKET, etag, isKey, type ObjectStore } from './object-store.ts';
import { checkPresigned, type Keys } from './signature-v4.ts';

const ERRORS = {
  AccessDenied: [403, 'Access Denied.'],
  RequestHasExpired: [403, 'Request has expired'],
  SignatureDoesNotMatch: [
    403,
    'The request signature we calculated does not match the signature you provided.',
  ],
  NoSuchKey: [404, 'The specified key does not exist.'],
  MethodNotAllowed: [405, 'The specified method is not allowed against this resource.'],
} as const;

/**
 * The object store's own origin: everybody may read an object of the bucket, a signature in the query must be right, and
 * only a signed request may write. Listing is refused.
 */
export function storeApp(store: ObjectStore, keys: Keys): Hono {
  const app = new Hono();

  app.use('*', async (context, next) => {
    await next();
    context.header('server', 'MinIO');
    const origin = context.req.header('origin');
    if (origin === undefined) return;
    context.header('access-control-allow-origin', origin);
    context.header('access-control-allow-credentials', 'true');
    context.header('access-control-expose-headers', '*');
    context.header('vary', 'Origin');
  });

  app.options('*', (context) =>
    context.body(null, 204, {
      'access-control-allow-methods': 'GET,HEAD,PUT,DELETE',
      'access-control-allow-headers': context.req.header('access-control-request-headers') ?? '*',
      'access-control-max-age': '600',
    }),
  );

  app.all('*', async (context) => {
    const url = new URL(context.req.url);
    const path = decodeURIComponent(url.pathname);
    const { method } = context.req;
    const request = { method, host: context.req.header('host') ?? '', path, query: url.searchParams };
    const presigned = checkPresigned(keys, request);
    if (presigned === 'tampered') return failure(context, path, 'SignatureDoesNotMatch');
    if (presigned === 'expired') return failure(context, path, 'RequestHasExpired');

    const key = path.startsWith(`/${BUCKET}/`) ? path.slice(BUCKET.length + 2) : '';
    if (!isKey(key)) return failure(context, path, 'AccessDenied');
    if (method === 'GET' || method === 'HEAD') return give(context, store, key, path);
    if (presigned !== 'valid') return failure(context, path, 'AccessDenied');
    if (method !== 'PUT') return failure(context, path, 'MethodNotAllowed');
    const bytes = new Uint8Array(await context.req.arrayBuffer());
    await store.put(key, bytes, {
      contentType: context.req.header('content-type') ?? null,
      createdBy: null,
    });
    return context.body(null, 200, { etag: etag(bytes) });
  });
  return app;
}

async function give(context: Context, store: ObjectStore, key: string, path: string): Promise<Response> {
  const facts = await store.facts(key);
  if (facts === null) return failure(context, path, 'NoSuchKey');
  const bytes = await store.read(key);
  const headers: Record<string, string> = {
    'accept-ranges': 'bytes',
    'content-type': facts.contentType,
    etag: etag(bytes),
    'last-modified': facts.modifiedAt.toUTCString(),
    ...(facts.createdBy === null ? {} : { 'x-amz-meta-created-by': facts.createdBy }),
  };
  const range = /^bytes=(\d+)-(\d*)$/.exec(context.req.header('range') ?? '');
  const start = Number(range?.[1] ?? 0);
  const end = Math.min(range?.[2] ? Number(range[2]) : bytes.length - 1, bytes.length - 1);
  if (range !== null && start > end) {
    return context.body(null, 416, { 'content-range': `bytes */${bytes.length}` });
  }
  if (range !== null) headers['content-range'] = `bytes ${start}-${end}/${bytes.length}`;
  const part = new Uint8Array(bytes.subarray(start, end + 1));
  headers['content-length'] = String(part.length);
  const isHead = context.req.method === 'HEAD';
  return new Response(isHead ? null : part, { status: range === null ? 200 : 206, headers });
}

function failure(context: Context, path: string, reason: keyof typeof ERRORS): Response {
  const [status, message] = ERRORS[reason];
  const code = reason === 'RequestHasExpired' ? 'AccessDenied' : reason;
  const xml = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message><Resource>${escapeXml(path)}</Resource></Error>`;
  const isHead = context.req.method === 'HEAD';
  // As MinIO does where it looked for the object.
  const ranges = reason === 'NoSuchKey' ? { 'accept-ranges': 'bytes' } : {};
  const headers = { 'content-type': 'application/xml', ...ranges };
  return new Response(isHead ? null : xml, { status, headers });
}

const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
