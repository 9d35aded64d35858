import { join } from 'node:path';
import { existsSync, renameSync } from 'node:fs';
import { bundled } from './bundle.ts';
import { DATE, PASSPHRASE, SEAL } from './shapes.ts';
import { shell } from './shell.ts';

/** What is promised of any honest archive. */
const MOST_MIB = 150;

/** Peak memory of a full reading by the size of the archive and the number of its members. */
export async function memory(dir: string): Promise<string> {
  const own = await bundled('read-once');
  const large = await bundled('write-large');
  const cases = [
    ['1 GiB', 'bytes 1'],
    ['8 GiB', 'bytes 8'],
    ['1,000,000 members', 'members 1000000'],
  ] as const;
  const rows: string[] = [];
  for (const [name, args] of cases) {
    const archive = join(dir, `large-${args.replace(' ', '-')}.tar.gz.enc`);
    if (!existsSync(archive)) {
      await shell(`node ${large} ${args} | $(command -v igzip || echo gzip) -1 | ${SEAL} > partial`, dir, {
        PASSPHRASE,
      });
      renameSync(join(dir, 'partial'), archive);
    }
    const { wall, stdout } = await shell(`node ${own} ${archive} ${DATE}`, dir, { PASSPHRASE });
    const { peakMiB } = JSON.parse(stdout) as { peakMiB: number };
    rows.push(`| ${name} | ${peakMiB} | ${wall.toFixed(1)} |`);
    if (peakMiB > MOST_MIB) process.exitCode = 1;
  }
  return ['### Peak memory', '', '| archive | MiB | s |', '|---|---|---|', ...rows, ''].join('\n');
}
