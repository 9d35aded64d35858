/**
 * Splits text into words as GNU xargs does without `-0`: at blanks and newlines, quotes and backslashes taken
 * away. At a quote that is not closed on its line xargs stops; the words before it have been used by then.
 */
export function xargsWords(text: string): { words: string[]; stopped: boolean } {
  const words: string[] = [];
  let word: string | null = null;
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? '';
    if (/[ \t\n\v\f\r]/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (character === '"' || character === "'") {
      const close = text.indexOf(character, i + 1);
      const line = text.indexOf('\n', i + 1);
      if (close < 0 || (line >= 0 && line < close)) return { words, stopped: true };
      word = (word ?? '') + text.slice(i + 1, close);
      i = close;
    } else {
      if (character === '\\') i++;
      word = (word ?? '') + (text[i] ?? '');
    }
  }
  if (word !== null) words.push(word);
  return { words, stopped: false };
}
