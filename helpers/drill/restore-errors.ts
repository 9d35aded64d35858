const AT_MOST = 10;
/** Errors that quote a value even where no row is being copied: an index on an expression, a cast. */
const ABOUT_A_VALUE = /invalid (?:input|byte|value)|out of range|malformed|violates|duplicate key/;

/**
 * What `pg_restore` complained of, one line a complaint, without anything that a row could hold: what stands in quotes or
 * parentheses after an error about data, and the lines DETAIL and CONTEXT, which quote rows.
 */
export function restoreErrors(stderr: string): string[] {
  const lines = stderr.split('\n').flatMap((line) => {
    const [, said] = /^pg_restore: (?:error|warning|fatal): (.*)$/.exec(line) ?? [];
    if (said === undefined || /^errors ignored on restore/.test(said)) return [];
    const [, table, why] = /^COPY failed for table "([^"]+)": (?:ERROR|FATAL): (.*)$/.exec(said) ?? [];
    if (table !== undefined) return [`the rows of ${table}: ${withoutValues((why ?? '').trimStart())}`];
    return [ABOUT_A_VALUE.test(said) ? withoutValues(said) : said];
  });
  return [...new Set(lines.map((line) => line.slice(0, 300)))].slice(0, AT_MOST);
}

/** `invalid input syntax for type json: "…"` → without what was in the row. */
const withoutValues = (text: string): string =>
  text.replace(/:?\s*(?:"[^"]*"?|'[^']*'?|\([^)]*\)?)/g, ' …').trim();
