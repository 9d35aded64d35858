import type { ArchiveInput } from '../../../helpers/archive/archive-input.ts';
import { localInput } from '../../../helpers/archive/local-input.ts';
import { drillNight, type DrillOptions, type NightSource } from '../../../helpers/drill/drill-night.ts';
import { postgresPrograms } from '../../../helpers/drill/postgres-programs.ts';
import { DATE, PASSPHRASE, REGISTRATION } from '../archive/build-archive.ts';

/** An archive at hand as the night of a drill. */
export async function nightOf(path: string, changes: Partial<NightSource> = {}): Promise<NightSource> {
  const input: ArchiveInput = await localInput(path);
  return { from: 'off-site copy', night: DATE, layout: 'swarm', inputs: [input], manifest: null, ...changes };
}

/** Drills an archive at hand. */
export const drill = async (
  path: string,
  changes: Partial<DrillOptions> = {},
  source: Partial<NightSource> = {},
) =>
  drillNight(await nightOf(path, source), {
    passphrase: PASSPHRASE,
    programs: postgresPrograms(null),
    dir: null,
    expect: REGISTRATION,
    ...changes,
  });
