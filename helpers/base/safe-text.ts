/** Longer strings from outside are cut: a name, a message or a line of a log is never longer where it matters. */
const MAX_LENGTH = 4_096;

/**
 * What a terminal, a log or a page could take for an order, or for the end of a line: C0 and C1 control characters, DEL, line
 * and paragraph separators, marks and overrides of writing direction, invisible joiners, and halves of a surrogate pair.
 */
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const NAMES: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\u001b': '\\e' };

/**
 * The one function at the edge: makes a string from outside (a host, a web application, an archive, an inventory) safe to show on a
 * single line of a terminal, a report or a log. What could act is written out (`\n`, `\e`, `\u202e`), what is too long is cut and
 * says how much is missing. Safe text stays as it is, so that doing it twice does no harm.
 */
export function safeText(text: string, maxLength = MAX_LENGTH): string {
  // Written out, one character becomes up to six: nothing beyond the limit needs to be looked at.
  const shown = text.slice(0, maxLength).replace(UNSAFE, writtenOut);
  if (text.length <= maxLength && shown.length <= maxLength) return shown;
  const rest = `… (${text.length} characters in all)`;
  const kept = shown.slice(0, Math.max(0, maxLength - rest.length)).replace(/[\ud800-\udbff]$/, '');
  return `${kept}${rest}`;
}

/** The same for text of several lines: each line by itself, so many at most; the last ones say most. */
export function safeLines(text: string, maxLines = 200): string {
  const lines = text.slice(-maxLines * MAX_LENGTH).split(/\r?\n/);
  const kept = lines.slice(-maxLines).map((line) => safeText(line));
  return lines.length > maxLines
    ? [`… (${lines.length - maxLines} earlier lines)`, ...kept].join('\n')
    : kept.join('\n');
}

const writtenOut = (character: string): string =>
  NAMES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
