import { isCollection, isNode, LineCounter, parseDocument, type Document, type ScalarTag } from 'yaml';
import { UserError } from '../../base/user-error.ts';

/** Stands for a value that Ansible keeps encrypted. */
export const VAULT = Symbol('encrypted with ansible-vault');

/** A YAML file, and where in it something stands. */
export interface YamlFile {
  file: string;
  data: unknown;
  /** `file:line` of what the path leads to, as far as it leads. */
  at(path: readonly string[]): string;
}

const vault: ScalarTag = { tag: '!vault', resolve: () => VAULT };
const vaultOld: ScalarTag = { tag: '!vault-encrypted', resolve: () => VAULT };
const unsafe: ScalarTag = { tag: '!unsafe', resolve: (text: string) => text };

/**
 * Reads YAML as Ansible does (YAML 1.1): merge keys, anchors, `yes` and `no`, a key given twice whose last value counts, encrypted
 * values.
 *
 * @throws UserError one sentence with file and line
 */
export function readYaml(file: string, text: string): YamlFile {
  if (text.startsWith('$ANSIBLE_VAULT')) return { file, data: VAULT, at: () => file };
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: '1.1',
    customTags: (tags) => [
      ...tags.filter((tag) => typeof tag === 'string' || !tag.tag.includes('timestamp')),
      vault,
      vaultOld,
      unsafe,
    ],
    uniqueKeys: false,
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const [error] = document.errors;
  if (error !== undefined)
    throw new UserError(
      `${file}:${lines.linePos(error.pos[0]).line} is no valid YAML: ${sentence(error.message)}`,
    );
  return { file, data: valueOf(document, file), at: (path) => `${file}:${lineOf(document, path, lines)}` };
}

function valueOf(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 1000 }) as unknown;
  } catch (error) {
    // An alias without its anchor, or a bomb of aliases.
    throw new UserError(`${file} is no valid YAML: ${sentence((error as Error).message)}`, undefined, {
      cause: error,
    });
  }
}

function lineOf(document: Document, path: readonly string[], lines: LineCounter): number {
  let node: unknown = document.contents;
  for (const key of path) {
    const next: unknown = isCollection(node) ? node.get(key, true) : null;
    if (!isNode(next)) break;
    node = next;
  }
  return isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1;
}

const sentence = (message: string): string => `${message.split('\n')[0]?.replace(/[:.]$/, '') ?? ''}.`;
