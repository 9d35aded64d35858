/** One shell word, whatever it holds. */
export const shellQuote = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** A command line that a POSIX shell splits back into exactly these words. */
export const shellCommand = (argv: readonly string[]): string => argv.map(shellQuote).join(' ');
