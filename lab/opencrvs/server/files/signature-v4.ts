import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Keys of an object store. */
export interface Keys {
  accessKey: string;
  secretKey: string;
}

const REGION = 'local';
const ALGORITHM = 'AWS4-HMAC-SHA256';

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Percent-encoding as the signature's canonical form wants it. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

const encodePath = (path: string) => path.split('/').map(encode).join('/');

function signature(
  { secretKey }: Keys,
  request: { method: string; host: string; path: string; query: URLSearchParams },
): string {
  const date = request.query.get('X-Amz-Date') ?? '';
  const day = date.slice(0, 8);
  const query = [...request.query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const canonical = [
    request.method,
    encodePath(request.path),
    query,
    `host:${request.host}\n`,
    'host',
    'UNSIGNED-PAYLOAD',
  ].join('\n');
  const scope = `${day}/${REGION}/s3/aws4_request`;
  const toSign = [ALGORITHM, date, scope, sha256(canonical)].join('\n');
  const key = [day, REGION, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretKey}`);
  return hmac(key, toSign).toString('hex');
}

/** A presigned URL for `path` (`/bucket/key`, not encoded) on `origin`. */
export function presign(
  keys: Keys,
  origin: string,
  path: string,
  { method = 'GET', expiresInS = 3600, now = new Date() } = {},
): string {
  const date = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const query = new URLSearchParams({
    'X-Amz-Algorithm': ALGORITHM,
    'X-Amz-Credential': `${keys.accessKey}/${date.slice(0, 8)}/${REGION}/s3/aws4_request`,
    'X-Amz-Date': date,
    'X-Amz-Expires': String(expiresInS),
    'X-Amz-SignedHeaders': 'host',
  });
  const { host } = new URL(origin);
  query.set('X-Amz-Signature', signature(keys, { method, host, path, query }));
  return `${origin}${encodePath(path)}?${query}`;
}

export type Presigned = 'unsigned' | 'valid' | 'expired' | 'tampered';

/** What the query says about a request. HEAD may use a URL that was signed for GET, as browsers and clients do. */
export function checkPresigned(
  keys: Keys,
  request: { method: string; host: string; path: string; query: URLSearchParams },
  now = Date.now(),
): Presigned {
  const { query } = request;
  const given = query.get('X-Amz-Signature');
  if (given === null) return 'unsigned';
  const [accessKey] = (query.get('X-Amz-Credential') ?? '').split('/');
  const methods = request.method === 'HEAD' ? ['HEAD', 'GET'] : [request.method];
  const isSigned = methods.some((method) => isSame(signature(keys, { ...request, method }), given));
  if (accessKey !== keys.accessKey || !isSigned) return 'tampered';
  const signedAt = Date.parse(
    (query.get('X-Amz-Date') ?? '').replace(
      /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
      '$1-$2-$3T$4:$5:$6Z',
    ),
  );
  const endsAt = signedAt + Number(query.get('X-Amz-Expires')) * 1000;
  return endsAt > now ? 'valid' : 'expired';
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
