import { Hono } from 'hono';
import { requireToken, type Authenticated } from '../auth/bearer.ts';
import type { Tokens } from '../auth/token.ts';
import { BUCKET, isKey, type ObjectStore } from './object-store.ts';
import { presign, type Keys } from './signature-v4.ts';

const MAX_UPLOAD_BYTES = 52_428_800;
const HTML = 'text/html; charset=utf-8';

export interface DocumentSettings {
  keys: Keys;
  /** Origin that presigned URLs name. */
  filesOrigin: string;
  version: string;
}

/** A path as callers send it, brought to the object's key: `/ocrvs/x` and `/x` mean `x`. */
export const keyOf = (path: string): string => path.replace(/^\//, '').replace(/^ocrvs\//, '');

/** Upload, presigned URLs and deletion, as the documents service answers through the gateway. */
export function documentRoutes(store: ObjectStore, tokens: Tokens, settings: DocumentSettings) {
  const routes = new Hono<Authenticated>();
  const authenticated = requireToken(tokens);
  const mark = { 'x-version': settings.version, 'cache-control': 'no-cache' };

  routes.post('/upload', authenticated, async (context) => {
    if (Number(context.req.header('content-length') ?? 0) > MAX_UPLOAD_BYTES) {
      // Read to the end and thrown away: an answer in the middle of the upload may never be seen.
      await context.req.raw.body?.pipeTo(new WritableStream());
      const message = `Payload content length greater than maximum allowed: ${MAX_UPLOAD_BYTES}`;
      const body = { statusCode: 413, error: 'Request Entity Too Large', message };
      return context.json(body, 413, { 'cache-control': 'no-cache' });
    }
    const form = await context.req.formData().catch(() => new FormData());
    const file = form.get('file');
    const transactionId = form.get('transactionId');
    const folder = form.get('path') ?? '';
    const key =
      typeof file === 'object' && typeof transactionId === 'string' && typeof folder === 'string'
        ? uploadKey(folder, transactionId, file?.name ?? '')
        : '';
    if (typeof file !== 'object' || file === null || !isKey(key)) {
      return context.json({ statusCode: 400, error: 'Bad Request', message: 'Invalid payload' }, 400, mark);
    }
    await store.put(key, new Uint8Array(await file.arrayBuffer()), {
      contentType: key.endsWith('.pdf') ? 'application/pdf' : null,
      createdBy: context.get('claims').sub,
    });
    return context.body(key, 200, { ...mark, 'content-type': HTML });
  });

  routes.get('/presigned-url/*', authenticated, (context) => {
    const key = keyOf(decodeURIComponent(context.req.path.replace(/^.*?\/presigned-url\//, '')));
    const presignedURL = presign(settings.keys, settings.filesOrigin, `/${BUCKET}/${key}`);
    return context.json({ presignedURL }, 200, { ...mark, 'accept-ranges': 'bytes' });
  });

  routes.delete('/files/*', authenticated, async (context) => {
    const key = keyOf(decodeURIComponent(context.req.path.replace(/^.*?\/files\//, '')));
    const userId = context.get('claims').sub;
    const facts = isKey(key) ? await store.facts(key) : null;
    const html = { ...mark, 'content-type': HTML };
    if (facts === null) {
      return context.body(`request failed: document ${key} does not exist in bucket ${BUCKET}`, 404, html);
    }
    if (facts.createdBy !== userId) {
      const reason = `user with id ${userId} does not have permission to delete this document`;
      return context.body(`request failed: ${reason}`, 403, html);
    }
    await store.remove(key);
    return context.body(null, 204, mark);
  });
  return routes;
}

/** `<path>/<transactionId>.<ext>`; the extension is what follows the file name's last dot, its case kept. */
function uploadKey(folder: string, transactionId: string, filename: string): string {
  const extension = filename.split('.').at(-1) ?? '';
  const prefix = keyOf(folder).replace(/\/+$/, '');
  return transactionId === '' ? '' : `${prefix === '' ? '' : `${prefix}/`}${transactionId}.${extension}`;
}
