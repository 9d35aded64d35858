const OPENERS = /'|"|--|\/\*|\$(?:[A-Za-z_]\w*)?\$/g;

/** What is still open after a line of SQL, `open` being what was before it: a quote with its mark, `/*`; empty: nothing. */
export function openAfter(line: string, open: string): string {
  let at = 0;
  for (;;) {
    if (open !== '') {
      const mark = open === '/*' ? '*/' : open;
      const end = line.indexOf(mark, at);
      if (end < 0) return open;
      at = end + mark.length;
      open = '';
    }
    OPENERS.lastIndex = at;
    const found = OPENERS.exec(line);
    if (found === null || found[0] === '--') return '';
    [open, at] = [found[0], OPENERS.lastIndex];
  }
}
