import type { Depth } from '../facts/archive.ts';

/** How far and where the archive of the night is read. */
export interface ReadingConfig {
  depth: Depth;
  /** Whether one earlier night is proven again each time. */
  retained: boolean;
  bytesPerSecond: number | null;
  on: 'here' | 'backup' | 'staging';
  /** What prints a file of the backup host on staging; null unless it is read there. */
  command: string | null;
}

/** `want` gives a setting that must be there. */
export function readingConfig(values: Record<string, unknown>, want: (key: string) => string): ReadingConfig {
  const depth = values['ARCHIVE_DEPTH'] as Depth | 'rotate';
  const on = values['ARCHIVE_READ_ON'] as ReadingConfig['on'];
  // The one who asked for staging is told, and nothing else is done instead.
  if (on === 'staging') want('STAGING_SSH');
  const mib = values['ARCHIVE_MIB_PER_SECOND'] as number | undefined;
  return {
    depth: depth === 'rotate' ? 'full' : depth,
    retained: depth === 'rotate',
    bytesPerSecond: mib === undefined ? null : mib * 2 ** 20,
    on,
    command: on === 'staging' ? want('ARCHIVE_READ_COMMAND') : null,
  };
}
