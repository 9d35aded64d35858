const WORD = /[^\s"(),.;:='[\]]/;

/** A name in SQL, with or without quotes, and where it ends; null: none begins there. */
export function nameAt(sql: string, from: number): { name: string; end: number } | null {
  if (sql[from] !== '"') {
    let end = from;
    while (end < sql.length && WORD.test(sql.charAt(end))) end += 1;
    return end === from ? null : { name: sql.slice(from, end), end };
  }
  let name = '';
  for (let at = from + 1; at < sql.length; at++) {
    const quote = sql.indexOf('"', at);
    if (quote < 0) return null;
    name += sql.slice(at, quote);
    if (sql[quote + 1] !== '"') return { name, end: quote + 1 };
    name += '"';
    at = quote + 1;
  }
  return null;
}

/** A name with its schema, as `app.events`; `schema` is empty where none is given. */
export function qualifiedNameAt(
  sql: string,
  from: number,
): { schema: string; name: string; end: number } | null {
  const first = nameAt(sql, from);
  if (first === null) return null;
  if (sql[first.end] !== '.') return { schema: '', ...first };
  const second = nameAt(sql, first.end + 1);
  return second === null ? null : { schema: first.name, ...second };
}

/** The names of a list `("id", name)` that begins at or after `from`; empty: there is none. */
export function nameListAt(sql: string, from = 0): string[] {
  const names: string[] = [];
  let at = sql.indexOf('(', from) + 1;
  if (at === 0) return names;
  for (;;) {
    while (sql[at] === ' ' || sql[at] === ',' || sql[at] === '\n') at += 1;
    const found = nameAt(sql, at);
    if (found === null) return names;
    names.push(found.name);
    at = found.end;
  }
}
