import { createHash } from 'node:crypto';

/** Every file with its SHA-256, in the form that `sha256sum -c` reads. */
export const MANIFEST = 'SHA256SUMS';
/** OpenSSH's signature of the manifest. */
export const SIGNATURE = 'SHA256SUMS.sig';

/** Neither can stand in the manifest itself. */
const APART: readonly string[] = [MANIFEST, SIGNATURE];

export const manifestOf = (files: ReadonlyMap<string, Uint8Array>): string =>
  [...files]
    .filter(([name]) => !APART.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, content]) => `${createHash('sha256').update(content).digest('hex')}  ${name}\n`)
    .join('');

/** What differs between the files and the manifest among them, a sentence each; empty: nothing does. */
export function differences(files: ReadonlyMap<string, Buffer>): string[] {
  const manifest = files.get(MANIFEST)?.toString('utf8');
  if (manifest === undefined) return [`there is no ${MANIFEST}`];
  if (manifest === manifestOf(files)) return [];
  const claimed = new Map(manifest.split('\n').map((line) => [line.slice(66), line.slice(0, 64)] as const));
  const found = [...files].flatMap(([name, content]) => {
    if (APART.includes(name)) return [];
    const hash = createHash('sha256').update(content).digest('hex');
    const said = claimed.get(name);
    return said === hash
      ? []
      : [said === undefined ? `${name} is not in ${MANIFEST}` : `${name} was changed`];
  });
  const missing = [...claimed.keys()].filter((name) => name !== '' && !files.has(name));
  const all = [...found, ...missing.map((name) => `${name} is missing`)];
  return all.length > 0 ? all : [`${MANIFEST} was changed`];
}
