import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { readTar } from '../../../helpers/archive/container/tar.ts';
import { Unpacking } from '../../../helpers/archive/container/unpacking.ts';
import { ByteReader } from '../../../helpers/archive/stream/byte-reader.ts';
import { DamageError } from '../../../helpers/facts/damage.ts';
import { collect, inChunks } from './any-chunking.ts';
import { sha256 } from './build-archive.ts';
import { rawTar, type RawMember } from './tar-writer.ts';

/** What is where: a hash for a file, else the kind. Folders are left out: tar makes them as it needs them. */
type Tree = Map<string, string>;

export interface Verdict {
  tree: Tree;
  /** Whether the reader takes this archive for one that tar unpacks as it was read. */
  sound: boolean;
  /** Whether its tree says what is there: below a link, and of unknown types, the reader does not follow what tar makes of it. */
  exact: boolean;
}

/** Few names, so that they meet; spelt in all the ways that mean the same. */
const PARTS = fc.constantFrom('a', 'b', 'c', 'postgres', 'x.dump');
const NAME = fc
  .tuple(
    fc.constantFrom('', './', '/', '././', './/'),
    fc.array(PARTS, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('/', '/./', '//'),
    fc.constantFrom('', '', '', '/', '/.'),
  )
  .map(([front, parts, between, end]) => front + parts.join(between) + end);
const ODD = fc.constantFrom('..', 'a/../b', '.', './', '/', `a/${'n'.repeat(99)}`, 'a b', 'ä');
const CONTENT = fc.string({ maxLength: 40 }).map((text) => Buffer.from(text));
const name = fc.oneof({ weight: 12, arbitrary: NAME }, { weight: 1, arbitrary: ODD });
const file = fc.record({ name, content: CONTENT, type: fc.constantFrom('0', '0', '0', '7', '\0') });
const MEMBER: fc.Arbitrary<RawMember> = fc.oneof(
  { weight: 8, arbitrary: file },
  { weight: 3, arbitrary: fc.record({ name, type: fc.constant('5') }) },
  { weight: 1, arbitrary: fc.record({ name, type: fc.constant('6') }) },
  { weight: 1, arbitrary: fc.record({ name, type: fc.constant('1'), link: name }) },
  {
    weight: 1,
    arbitrary: fc.record({ name, type: fc.constant('2'), link: fc.constantFrom('a', '../b', '/c') }),
  },
  { weight: 1, arbitrary: fc.record({ name, type: fc.constantFrom('Z', 'V', 'M'), content: CONTENT }) },
);

export const MEMBERS = fc.array(MEMBER, { minLength: 1, maxLength: 8 });

/** What the reader says of these members. */
export async function readerSays(members: readonly RawMember[]): Promise<Verdict> {
  const tree: Tree = new Map();
  const unpacking = new Unpacking();
  let sound = true;
  // tar makes a link that leads outside at the end, in place of an empty file that it must find again.
  let exact = !members.some(({ link = '', type }) => type === '2' && /^[./]/.test(link));
  try {
    await readTar(new ByteReader(inChunks(rawTar(members), [1 << 16])), 'tar', async (member, body) => {
      const { is, why } = unpacking.add(member);
      sound &&= why === null;
      if (is === 'unclear') exact = false;
      else if (is === 'refused') exact &&= !liesBelowLink(member.name, tree);
      else if (member.type === 'directory') tree.delete(member.name);
      else tree.set(member.name, await kindOf(member.type, member.hardLinkTo, body));
    });
  } catch (error) {
    if (!(error instanceof DamageError)) throw error;
    return { tree, sound: false, exact: false };
  }
  return { tree, sound, exact };
}

async function kindOf(
  type: string,
  hardLink: string | null,
  body: () => Promise<Buffer | null>,
): Promise<string> {
  if (type === 'file') return sha256(await collect(body));
  if (type === 'device') return 'pipe';
  return hardLink === null ? 'link' : 'hard link';
}

const liesBelowLink = (path: string, tree: Tree): boolean =>
  [...tree].some(([held, kind]) => kind === 'link' && path.startsWith(`${held}/`));

/** What tar does with them. */
export function tarDoes(members: readonly RawMember[]): { tree: Tree; code: number | null; stderr: string } {
  const dir = mkdtempSync(join(tmpdir(), 'tar-oracle-'));
  try {
    mkdirSync(join(dir, 'into'));
    const { status, stderr } = spawnSync('tar', ['-xf', '-', '-C', join(dir, 'into')], {
      input: rawTar(members),
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    });
    return { tree: treeOf(join(dir, 'into')), code: status, stderr };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function treeOf(dir: string, below = '', tree: Tree = new Map()): Tree {
  for (const entry of readdirSync(join(dir, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) treeOf(dir, path, tree);
    else if (entry.isFile()) tree.set(path, sha256(readFileSync(join(dir, path))));
    else tree.set(path, entry.isFIFO() ? 'pipe' : 'link');
  }
  return tree;
}

/** Whether two trees are the same; a hard link is a file whose content the reader does not claim to know. */
export function difference(said: Tree, done: Tree): string[] {
  const paths = new Set([...said.keys(), ...done.keys()]);
  return [...paths].flatMap((path) => {
    const [a, b] = [said.get(path), done.get(path)];
    return a === b || (a === 'hard link' && b !== undefined) ? [] : [`${path}: said ${a}, is ${b}`];
  });
}

/** Compares both on one list of members. Null: they agree. */
export async function disagreement(members: readonly RawMember[]): Promise<string | null> {
  const said = await readerSays(members);
  const done = tarDoes(members);
  if (said.sound && done.code !== 0)
    return `taken for sound, but tar ended with ${done.code}: ${done.stderr}`;
  const different = said.exact ? difference(said.tree, done.tree) : [];
  return different.length === 0 ? null : different.join('; ');
}
