import { FailureError } from '../base/outcome.ts';
import type { Host } from '../ssh/host.ts';

/** Something in `/tmp` with a name such as the jobs of the night give. */
export interface Candidate {
  name: string;
  /** Names in it; null: it may not be looked into. */
  holds: readonly string[] | null;
}

/** Names alone are read: of a folder what lies in it, of an archive its members. */
const SCRIPT = `
LC_ALL=C; export LC_ALL
cd /tmp || exit 1
for name in backup-* 20[0-9][0-9]-*.tar.gz; do
  [ -e "$name" ] || continue
  printf '> %s\\n' "$name"
  if [ -d "$name" ] && [ -r "$name" ] && [ -x "$name" ]; then (cd "$name" && find . -maxdepth 2 2>/dev/null) | head -n 200 | sed 's/^/  /'
  elif [ -f "$name" ] && [ -r "$name" ]; then tar -tzf "$name" 2>/dev/null | head -n 200 | sed 's/^/  /'
  else echo closed; fi
done
true
`;

/** Names in `/tmp` of a host under which a job of the night left the register unpacked. */
export async function leftoversOn(host: Host): Promise<string[]> {
  const { code, stdout, stderr } = await host.run(['sh', '-s'], { stdin: SCRIPT });
  if (code !== 0)
    throw new FailureError('unexpected', `${host.name}: /tmp could not be listed: ${stderr.trim()}`);
  return parseCandidates(stdout)
    .filter(isOfTheNight)
    .map(({ name }) => name);
}

export function parseCandidates(stdout: string): Candidate[] {
  const found: { name: string; holds: string[] | null }[] = [];
  for (const line of stdout.split('\n')) {
    const last = found.at(-1);
    if (line.startsWith('> ')) found.push({ name: line.slice(2), holds: [] });
    else if (line === 'closed' && last !== undefined) last.holds = null;
    else if (line.startsWith('  ')) last?.holds?.push(line.slice(2));
  }
  return found;
}

/** Folders into which a backup sorts its dumps, and into which a restore unpacks them. */
const STORES =
  /^(\.\/)?(extract\/)?(elasticsearch|influxdb|minio|mongo|postgres|vsexport|metabase|sqlite)(\/|$)/;
/** Half-way to them: the archive under its own name, before it was encrypted or after it was decrypted. */
const PACKED = /^(\.\/)?\d{4}-\d\d-\d\d\.tar\.gz$/;
const OF_A_NIGHT = /^(backup-)?\d{4}-\d\d-\d\d(\.tar\.gz)?$/;

/**
 * Whether it holds what a backup is made of. Where nobody may look, only the very name that the jobs give a night counts; and a
 * folder with nothing in it gives nothing away.
 */
export function isOfTheNight({ name, holds }: Candidate): boolean {
  if (holds === null) return OF_A_NIGHT.test(name);
  return holds.some((held) => STORES.test(held) || PACKED.test(held));
}
