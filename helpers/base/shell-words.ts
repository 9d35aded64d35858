/** A redirection: `2>>file` is `{ operator: '2>>', target: 'file' }`. */
export interface Redirection {
  operator: string;
  target: string;
}

/** One simple command of a shell's command line, as the shell would see its words. */
export interface ShellCommand {
  words: string[];
  redirections: Redirection[];
}

type Variables = Readonly<Record<string, string>>;

const REDIRECTION = /&>>?|<<<|<<-?|<>|<&|<|>>|>&|>\||>/y;
const VARIABLE = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/y;
const PLAIN = /[^\s'"\\$`;&|()<>]+/y;
/** Words that introduce a command or close a group, and are none. */
const RESERVED = new Set('! { } if then elif else fi do done while until time exec'.split(' '));

/**
 * Reads a command line as a POSIX shell does: words with their quotes taken away, redirections apart, one entry for each simple
 * command. Nothing is run: variables are replaced where they are known, `$(…)` and backticks stay as they are written. Text that
 * no shell would accept is read as far as it goes.
 */
export function shellCommands(line: string, variables: Variables = {}): ShellCommand[] {
  const reader = new Reader(line, variables);
  return reader.read();
}

/** The words of a command line that is no more than words. */
export const shellWords = (line: string): string[] => shellCommands(line).flatMap(({ words }) => words);

class Reader {
  private at = 0;
  private readonly commands: ShellCommand[] = [];
  private command: ShellCommand = { words: [], redirections: [] };
  /** The word that is being read; null: none is. */
  private word: string | null = null;
  /** Whether some of it is quoted: then it is neither a reserved word nor a file descriptor. */
  private quoted = false;
  /** The redirection that waits for its target. */
  private operator: string | null = null;

  constructor(
    private readonly line: string,
    private readonly variables: Variables,
  ) {}

  read(): ShellCommand[] {
    while (this.at < this.line.length) this.step();
    this.endCommand();
    return this.commands;
  }

  private step(): void {
    const character = this.line[this.at] ?? '';
    if (character === "'") this.add(this.upTo("'", this.at + 1), true);
    else if (character === '"') this.add(this.inDoubleQuotes(), true);
    else if (character === '\\') this.escaped();
    else if (character === '$' || character === '`') this.expansion();
    else if (character === '#' && this.begins()) this.at = indexOrEnd(this.line, '\n', this.at);
    else if (/[^\S\n]/.test(character)) {
      this.at++;
      this.endWord();
    } else {
      const plain = this.match(PLAIN);
      if (plain === null) this.special();
      else this.add(plain);
    }
  }

  /** Whether a word would begin here: after a variable whose value ends with a blank none does. */
  private begins(): boolean {
    return this.word === null && (this.at === 0 || /[\s;&|()<>]/.test(this.line[this.at - 1] ?? ''));
  }

  private special(): void {
    const redirection = this.match(REDIRECTION);
    if (redirection === null) {
      this.at++;
      this.endCommand();
      return;
    }
    const descriptor = this.word !== null && !this.quoted && /^\d+$/.test(this.word) ? this.word : '';
    if (descriptor === '') this.endWord();
    else this.word = null;
    this.operator = `${descriptor}${redirection}`;
  }

  private inDoubleQuotes(): string {
    let text = '';
    this.at++;
    while (this.at < this.line.length) {
      const character = this.line[this.at] ?? '';
      const next = this.line[this.at + 1] ?? '';
      if (character === '"') {
        this.at++;
        break;
      }
      if (character === '\\' && '$`"\\\n'.includes(next) && next !== '') {
        text += next === '\n' ? '' : next;
        this.at += 2;
      } else if (character === '$' || character === '`') text += this.known() ?? this.unknown();
      else {
        text += character;
        this.at++;
      }
    }
    return text;
  }

  private escaped(): void {
    const next = this.line[this.at + 1];
    this.at += 2;
    // A line that goes on is joined; a backslash at the very end stays.
    if (next !== '\n') this.add(next ?? '\\', true);
  }

  /** Outside quotes the value of a variable is split into words. */
  private expansion(): void {
    const value = this.known();
    if (value === null) return this.add(this.unknown());
    for (const [index, part] of value.split(/\s+/).entries()) {
      if (index > 0) this.endWord();
      if (part !== '') this.add(part, true);
    }
  }

  private known(): string | null {
    VARIABLE.lastIndex = this.at;
    const [whole = '', braced, bare] = VARIABLE.exec(this.line) ?? [];
    const name = braced ?? bare ?? '';
    if (!Object.hasOwn(this.variables, name)) return null;
    this.at += whole.length;
    return this.variables[name] ?? '';
  }

  /** An expansion that only the shell itself could make, as it is written. */
  private unknown(): string {
    const start = this.at;
    if (this.line[start] === '`') this.at = indexOrEnd(this.line, '`', start + 1) + 1;
    else if (this.line[start + 1] === '(') this.at = closing(this.line, start + 1);
    else if (this.line[start + 1] === '{') this.at = indexOrEnd(this.line, '}', start) + 1;
    else this.at = start + 1;
    return this.line.slice(start, this.at);
  }

  private upTo(mark: string, from: number): string {
    const end = indexOrEnd(this.line, mark, from);
    this.at = end + 1;
    return this.line.slice(from, end);
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.line)?.[0] ?? null;
    if (found !== null) this.at += found.length;
    return found;
  }

  private add(text: string, quoted = false): void {
    this.word = (this.word ?? '') + text;
    this.quoted ||= quoted;
  }

  private endWord(): void {
    const { word, operator } = this;
    if (word === null) return;
    const introduces = this.command.words.length === 0 && !this.quoted && RESERVED.has(word);
    if (operator !== null) this.command.redirections.push({ operator, target: word });
    else if (!introduces) this.command.words.push(word);
    this.word = this.operator = null;
    this.quoted = false;
  }

  private endCommand(): void {
    this.endWord();
    this.operator = null;
    const { words, redirections } = this.command;
    if (words.length + redirections.length > 0) this.commands.push(this.command);
    this.command = { words: [], redirections: [] };
  }
}

function indexOrEnd(text: string, mark: string, from: number): number {
  const index = text.indexOf(mark, from);
  return index < 0 ? text.length : index;
}

/** Just after the parenthesis that closes the one at `from`. */
function closing(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at + 1;
  }
  return text.length;
}
