import { authorized } from '../api.ts';
import type { EventDocument } from '../../server/events/event-document.ts';
import { filePathsIn } from '../../server/events/file-paths.ts';

const runtimeCache = () => caches.open(`workbox-runtime-${location.origin}/`);

/** The same-origin address under which the service worker serves a file. */
export const addressOf = (path: string): string => `/${path.replace(/^\//, '').replace(/^ocrvs\//, '')}`;

/** Every file that the record's log names, once. */
export function filesOf(event: EventDocument): string[] {
  const paths = event.actions.flatMap(({ declaration, annotation }) =>
    filePathsIn([declaration, annotation]),
  );
  return [...new Set(paths)];
}

/**
 * Fetches the record's files from the object store into this profile's cache. A file that is missing or refused is only
 * noted on the console; a store that cannot be reached fails the page.
 */
export async function cacheFiles(event: EventDocument): Promise<void> {
  await Promise.all(
    filesOf(event).map(async (path) => {
      const asked = await authorized(`/api/presigned-url${addressOf(path)}`);
      const { presignedURL } = (await asked.json()) as { presignedURL: string };
      const response = await fetch(presignedURL);
      if (!response.ok) return console.error(`Failed to fetch file from URL: ${presignedURL}`);
      await (await runtimeCache()).put(addressOf(path), response);
    }),
  );
}

/** Takes the files out of the cache again; what the service worker cached of the store stays. */
export async function dropFiles(event: EventDocument): Promise<void> {
  const cache = await runtimeCache();
  await Promise.all(filesOf(event).map((path) => cache.delete(addressOf(path))));
}
