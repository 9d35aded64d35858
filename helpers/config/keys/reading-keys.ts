import * as z from 'zod';
import { text, wholeNumber, type Key } from './key.ts';

const section = 'Reading the archive';

/** How far and where the archive of the night is read. */
export const readingKeys: readonly Key[] = [
  {
    key: 'ARCHIVE_DEPTH',
    section,
    schema: z.enum(['header', 'structure', 'full', 'rotate']).default('full'),
    doc: 'header (first kilobyte), structure (names and sizes), full (every byte), rotate (full, and one earlier night each time).',
    example: 'full',
  },
  {
    key: 'ARCHIVE_MIB_PER_SECOND',
    section,
    schema: wholeNumber.min(1, 'must be at least 1'),
    doc: 'At most so many MiB of the archive a second, where the line is shared with others.',
    example: '20',
  },
  {
    key: 'ARCHIVE_READ_ON',
    section,
    schema: z.enum(['here', 'backup', 'staging']).default('here'),
    doc: 'Where the archive is read: here; or, too large to move, on a host that has Node 18, which then has the passphrase in memory.',
    example: 'staging',
  },
  {
    key: 'ARCHIVE_READ_COMMAND',
    section,
    schema: text.includes('{file}', { error: 'must name {file}, which stands for <date>/<file>' }),
    doc: 'With ARCHIVE_READ_ON=staging: the command there that prints a file of the backup host.',
    example: 'ssh backup@backup.example.org cat /home/backup/backups/{file}',
  },
];
