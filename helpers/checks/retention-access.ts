import type { Facts } from '../facts/facts.ts';
import { isPartial } from '../layout/expected-files.ts';
import type { ListedEntry } from '../facts/retention.ts';
import type { RetentionView } from '../retention/view.ts';
import { listed, shown } from '../base/text.ts';
import { failed, judged, notProven, passed, type CheckDefinition, type Finding } from './check.ts';
import { retentionCheck } from './retention-check.ts';

const OTHERS_READ = 0o4;
const OTHERS_WRITE = 0o2;
const OTHERS_ENTER = 0o1;
const GROUP_WRITE = 0o20;
const STICKY = 0o1000;

/** `Salted__`, with which openssl's encrypted files begin. */
const SALTED = '53616c7465645f5f';
/**
 * First bytes of what OpenCRVS packs before it encrypts: gzip, zstd, zip, a PostgreSQL dump, a MongoDB
 * archive.
 */
const PLAIN_HEADS = ['1f8b', '28b52ffd', '504b0304', '5047444d50', '6de29981'];

interface Owned {
  path: string;
  owner: string;
  group: string;
  mode: number;
}

const octal = (mode: number): string => mode.toString(8).padStart(4, '0');

/** Only the owner may change anything, and the owner is the user who receives the backups. */
export function permissions({ facts: { listing, backupDir } }: RetentionView): Finding {
  const receiver = listing.ancestors.at(-1)?.owner ?? 'backup';
  const writable = ({ owner, group, mode }: Owned) =>
    (mode & OTHERS_WRITE) !== 0 || ((mode & GROUP_WRITE) !== 0 && group !== owner);
  const problems = [
    ...listing.ancestors
      .filter((above) => writable(above) && (above.path === backupDir || (above.mode & STICKY) === 0))
      .map(({ path, mode }) => `${path} may be changed by others (${octal(mode)})`),
    ...listing.entries
      .filter(({ kind }) => kind !== 'link')
      .filter(writable)
      .map(({ path, mode }) => `${shown(path)} may be changed by others (${octal(mode)})`),
    ...listing.entries
      .filter(({ owner }) => owner !== receiver && owner !== 'backup')
      .map(({ path, owner }) => `${shown(path)} belongs to ${owner}`),
  ];
  return judged(
    problems.length === 0,
    `everything belongs to ${receiver} and can be changed by no other user`,
    problems.length === 0 ? `${listing.entries.length} entries, all so` : listed(problems),
  );
}

/** No other user of the host can read an archive: each is closed itself, or lies below a directory that is. */
export function closedToOthers({ facts: { listing } }: RetentionView): Finding {
  const expected = 'no other user of the backup host can read the archives';
  const barrier = listing.ancestors.find(({ mode }) => (mode & OTHERS_ENTER) === 0);
  if (barrier !== undefined)
    return passed(expected, `${barrier.path} is closed to others (${octal(barrier.mode)})`);
  const modes = new Map(listing.entries.map(({ path, mode }) => [path, mode]));
  const enterable = (path: string): boolean => {
    const parent = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    return parent === '' || (((modes.get(parent) ?? 0) & OTHERS_ENTER) !== 0 && enterable(parent));
  };
  const open = listing.entries.filter(
    ({ path, kind, bytes, mode }) =>
      kind === 'file' && bytes > 0 && (mode & OTHERS_READ) !== 0 && enterable(path),
  );
  return judged(
    open.length === 0,
    expected,
    listed(open.map(({ path, mode }) => `${shown(path)} (${octal(mode)})`)),
  );
}

/**
 * Everything that looks like an archive is encrypted. Only the first bytes are known: more is the archive's
 * own check.
 */
export function noPlaintext({ facts: { listing }, tree }: RetentionView): Finding {
  const expected = 'every file is encrypted, or none of OpenCRVS’s';
  const plain = listing.entries.filter(isPlain).map(({ path }) => shown(path));
  if (tree.repositories.includes('minio'))
    plain.push('minio/ (the mirror of the object store is not encrypted)');
  if (plain.length > 0) return failed(expected, `not encrypted: ${listed(plain)}`);
  const unread = listing.entries.filter(({ path, kind, bytes, head }) => {
    const second = path.split('/').length <= 2;
    return second && kind === 'file' && bytes >= 8 && head === undefined && path.endsWith('.enc');
  });
  if (unread.length > 0) return notProven(`this user may not read ${listed(unread.map(({ path }) => path))}`);
  return passed(expected, 'no plaintext');
}

function isPlain({ path, kind, bytes, head }: ListedEntry): boolean {
  if (kind !== 'file' || bytes === 0) return false;
  const name = path.slice(path.lastIndexOf('/') + 1);
  // A cut transfer of an encrypted file begins like one, or holds nothing yet.
  if (name.endsWith('.enc') && !isPartial(name)) return bytes < 8 || (head !== undefined && head !== SALTED);
  return (
    PLAIN_HEADS.some((magic) => head?.startsWith(magic)) || /\.(tar|tgz|tar\.gz|dump|sql|gz)$/.test(name)
  );
}

/** Who may read and change the archives. */
export const accessChecks: readonly CheckDefinition<Facts>[] = [
  retentionCheck(
    {
      code: 'RETENTION_PERMISSIONS',
      severity: 'critical',
      title: 'Only the receiving user can change the archives',
      remedy:
        'Give everything to the user that receives the backups and take write permission from all others.',
      requiredBy: ['acceptance', 'nightly'],
    },
    permissions,
  ),
  retentionCheck(
    {
      code: 'RETENTION_PRIVATE',
      severity: 'warning',
      title: 'No other user of the backup host can read the archives',
      remedy: 'Close the home directory of the receiving user: chmod 0750 /home/backup.',
      requiredBy: [],
    },
    closedToOthers,
  ),
  retentionCheck(
    {
      code: 'RETENTION_NO_PLAINTEXT',
      severity: 'critical',
      title: 'No unencrypted archive lies in the backup directory',
      remedy:
        'Delete the unencrypted file safely and find out who made it. The differential backup of MinIO in 2.x is unencrypted by design: choose the dump, or encrypt the disk.',
      requiredBy: ['acceptance', 'nightly'],
    },
    noPlaintext,
  ),
];
