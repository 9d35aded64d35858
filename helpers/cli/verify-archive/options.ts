import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { LAYOUTS, type Layout } from '../../facts/policy.ts';
import { UserError } from '../../base/user-error.ts';
import { DEPTHS, type Depth } from '../../facts/archive.ts';
import { VERSIONS } from '../../layout/versions.ts';

export const USAGE = `npm run verify-archive -- FILE... --passphrase-file P [options]

Reads an OpenCRVS archive at hand to its last byte, nothing decrypted on the disk, and says whether it is whole, decryptable
and holds what it should. In the kubernetes layout name all files of one night.

  --passphrase-file P  a file with the passphrase; else BACKUP_PASSPHRASE in the environment, else it is asked for
  --layout L           ${LAYOUTS.join(' or ')} (default: by the file's name)
  --opencrvs V         version of OpenCRVS, ${VERSIONS.map(({ version }) => version).join(', ')} (default: the layout's newest)
  --stores A,B         the stores that the deployment has, where they are not its version's; mongo is all databases of
                       MongoDB, mongo/events is one
  --date D             the night it must be of, YYYY-MM-DD (default: by the file's name)
  --expect FILE        run.json of a run: its test registration must be in the archive
  --depth D            ${DEPTHS.join(', ')} (default full)
  --ledger FILE        remembers proven archives; an unchanged one is told, a changed one fails
  --json               facts, checks and verdict as JSON
  --help               this text

Exit code: 0 passed, 1 failed, 2 usage or configuration, 3 could not be read, 4 not proven.`;

export interface CliOptions {
  files: { path: string; store: string | null }[];
  passphraseFile: string | null;
  layout: Layout;
  version: string | null;
  stores: string[] | null;
  date: string;
  expect: string | null;
  depth: Depth;
  ledger: string | null;
  json: boolean;
}

const OPTIONS = {
  'passphrase-file': { type: 'string' },
  layout: { type: 'string' },
  opencrvs: { type: 'string' },
  stores: { type: 'string' },
  date: { type: 'string' },
  expect: { type: 'string' },
  depth: { type: 'string' },
  ledger: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

const STORE = /^(postgres|minio|mongo|influxdb|elasticsearch)_backup_/;

/** Reads the command line. Null: help is wanted. @throws UserError (exit code 2) with what is wrong */
export function parseOptions(args: readonly string[]): CliOptions | null {
  const { values, positionals } = parsed(args);
  if (values.help) return null;
  if (positionals.length === 0) throw new UserError('Name the archive to verify; --help lists the options.');
  const files = positionals.map((path) => ({ path, store: STORE.exec(basename(path))?.[1] ?? null }));
  const byName = files.some(({ store }) => store !== null) ? 'kubernetes' : 'swarm';
  const layout = oneOf('--layout', values.layout ?? byName, LAYOUTS);
  const unknown = files.find(({ store }) => store === null);
  if (layout === 'kubernetes' && unknown !== undefined) {
    throw new UserError(
      `${unknown.path}: the name must say its store, like postgres_backup_DATE.tar.gz.enc.`,
    );
  }
  if (layout === 'swarm' && files.length > 1) {
    throw new UserError('The swarm layout has one file a night: name one, or --layout kubernetes.');
  }
  const date = values.date ?? /\d{4}-\d\d-\d\d/.exec(basename(files[0]!.path))?.[0];
  if (date === undefined || Number.isNaN(Date.parse(date))) {
    throw new UserError("The night is not in the file's name: say --date YYYY-MM-DD.");
  }
  return {
    files: files.sort((a, b) => Number(b.store === 'minio') - Number(a.store === 'minio')),
    passphraseFile: values['passphrase-file'] ?? null,
    layout,
    version: values.opencrvs ?? null,
    stores: values.stores?.split(',').map((store) => store.trim()) ?? null,
    date,
    expect: values.expect ?? null,
    depth: oneOf('--depth', values.depth ?? 'full', DEPTHS),
    ledger: values.ledger ?? null,
    json: values.json ?? false,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    const [said = ''] = (error as Error).message.split(/\.?\s*\n|\. /);
    throw new UserError(`${said}; --help lists the options.`, undefined, { cause: error });
  }
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new UserError(`${option} ${value}: must be ${allowed.join(' or ')}.`);
  return found;
}
