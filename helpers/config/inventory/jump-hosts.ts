import { shellWords } from '../../base/shell-words.ts';

/** The way to a host as `ssh` arguments describe it. */
export interface Way {
  /** `user@host:port`, first one first. */
  jump: string[];
  /** A ProxyCommand that is not a jump through ssh. */
  command: string | null;
}

/** Options of ssh that take a value as the next word. */
const WITH_VALUE = /^-[46AaCfGgKkMNnqsTtVvXxYy]*[BbcDEeFIiLlmOopQRSWwJ]$/;

/** The jump hosts in `ansible_ssh_common_args` and the like: `-J`, ProxyJump, and a ProxyCommand that is `ssh -W`. */
export function wayIn(args: string): Way {
  const words = shellWords(args);
  let way: Way = { jump: [], command: null };
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const takesNext = WITH_VALUE.test(word);
    const value = takesNext ? (words[++index] ?? '') : word.slice(2);
    // The first one counts, as it does for ssh.
    if (way.jump.length > 0 || way.command !== null) continue;
    if (word.startsWith('-J')) way = { jump: value.split(','), command: null };
    else if (word.startsWith('-o')) way = wayOf(value);
  }
  return way;
}

function wayOf(option: string): Way {
  const [, name = '', value = ''] = /^(\w+)(?:\s*=|\s)(.*)$/s.exec(option.trim()) ?? [];
  const bare = value.trim().replace(/^(["'])(.*)\1$/s, '$2');
  if (bare === '' || bare === 'none') return { jump: [], command: null };
  if (/^proxyjump$/i.test(name)) return { jump: bare.split(','), command: null };
  if (!/^proxycommand$/i.test(name)) return { jump: [], command: null };
  const hop = jumpOf(shellWords(bare));
  return hop === null ? { jump: [], command: bare } : { jump: [hop], command: null };
}

/** `ssh -W %h:%p -p 2222 user@bastion` as `user@bastion:2222`; null: it is something else. */
function jumpOf(words: readonly string[]): string | null {
  if (
    !/(?:^|\/)ssh$/.test(words[0] ?? '') ||
    !words.some((word) => /^-[46AaCfGgKkMNnqsTtVvXxYy]*W/.test(word))
  )
    return null;
  let user: string | null = null;
  let port: string | null = null;
  let host: string | null = null;
  for (let index = 1; index < words.length; index++) {
    const word = words[index] ?? '';
    if (!word.startsWith('-')) {
      host ??= word;
      continue;
    }
    const takesNext = WITH_VALUE.test(word);
    const value = takesNext ? (words[++index] ?? '') : word.slice(2);
    const [, name = '', setting = ''] = word.startsWith('-o') ? (/^(\w+)[=\s](.*)$/.exec(value) ?? []) : [];
    if (word.startsWith('-p') || /^port$/i.test(name)) port = setting || value;
    else if (word.startsWith('-l') || /^user$/i.test(name)) user = setting || value;
    else if (word.startsWith('-J') || /^proxy(?:jump|command)$/i.test(name)) return null;
  }
  if (host === null) return null;
  return `${user === null || host.includes('@') ? '' : `${user}@`}${host}${port === null ? '' : `:${port}`}`;
}
