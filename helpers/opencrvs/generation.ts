/**
 * The ways in which OpenCRVS's API and client differ. `1.9`: records at `/events/overview`, files under the bucket's name.
 * `2`: records in tabs, files by bare key.
 */
export type Generation = '1.9' | '2';

/** The generation of a version as the gateway states it; an unknown version is taken for the newest. */
export function generationOf(version: string | null): Generation {
  return version !== null && /^v?1\./.test(version) ? '1.9' : '2';
}
