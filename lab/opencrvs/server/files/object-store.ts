import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export const BUCKET = 'ocrvs';

export interface ObjectFacts {
  size: number;
  modifiedAt: Date;
  contentType: string;
  /** The user who uploaded it; unknown when only the bytes were brought back. */
  createdBy: string | null;
}

interface Metadata {
  contentType: string | null;
  createdBy: string | null;
}

/** A bucket of plain files, so that what a backup copies is what was uploaded; metadata lies beside the bucket. */
export interface ObjectStore {
  put(key: string, bytes: Uint8Array, metadata: Metadata): Promise<void>;
  facts(key: string): Promise<ObjectFacts | null>;
  read(key: string): Promise<Buffer>;
  remove(key: string): Promise<void>;
}

/** A key that stays inside the bucket: no empty, dot or dot-dot segments. */
export const isKey = (key: string): boolean =>
  key !== '' && key.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..');

export const etag = (bytes: Uint8Array): string => `"${createHash('md5').update(bytes).digest('hex')}"`;

export function objectStore(objectsDir: string): ObjectStore {
  const objectPath = (key: string) => join(objectsDir, BUCKET, key);
  const metadataPath = (key: string) => join(objectsDir, '.registry', BUCKET, `${key}.json`);

  return {
    put: async (key, bytes, metadata) => {
      // Written elsewhere and renamed: a backup that runs at this moment sees the whole object or none.
      const arriving = join(objectsDir, '.registry', 'tmp', randomUUID());
      for (const path of [arriving, objectPath(key), metadataPath(key)]) {
        await mkdir(dirname(path), { recursive: true });
      }
      await writeFile(metadataPath(key), JSON.stringify(metadata));
      await writeFile(arriving, bytes);
      await rename(arriving, objectPath(key));
    },
    facts: async (key) => {
      const file = await stat(objectPath(key)).catch(() => null);
      if (file === null || !file.isFile()) return null;
      const metadata = await readMetadata(metadataPath(key));
      return {
        size: file.size,
        modifiedAt: file.mtime,
        contentType: metadata?.contentType ?? defaultContentType(key),
        createdBy: metadata?.createdBy ?? null,
      };
    },
    read: (key) => readFile(objectPath(key)),
    remove: async (key) => {
      await rm(objectPath(key));
      await rm(metadataPath(key), { force: true });
    },
  };
}

/** The one content type that uploads store; everything else is handed out as bytes. */
const defaultContentType = (key: string): string =>
  key.toLowerCase().endsWith('.pdf') ? 'application/pdf' : 'binary/octet-stream';

async function readMetadata(path: string): Promise<Metadata | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Metadata;
  } catch {
    return null;
  }
}
