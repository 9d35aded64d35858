/** Nothing may be asked of anybody: what the page needs is in it. */
const POLICY =
  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' data: blob:; style-src 'unsafe-inline' data:; img-src data: blob:; font-src data:; media-src data: blob:; frame-src data: blob:; connect-src data: blob:; worker-src blob:; base-uri 'self' file: http: https:; form-action 'none'\">";

const SCRIPT = /<script\b[^>]*>[\s\S]*?<\/script>/g;

/**
 * Rewrites Allure's single file: no analytics, its data before the script that reads them, our own first page above it.
 *
 * @param {string} page
 * @param {string} firstPage HTML without scripts
 * @throws when the page is not built as expected: a newer Allure must not silently bring the analytics back
 */
export function quietPage(page, firstPage) {
  const analytics = /googletagmanager|gtag\(|dataLayer/;
  const scripts = page.match(SCRIPT) ?? [];
  const data = scripts.filter((script) => script.includes('allureReportData'));
  const main = scripts.find((script) => /src="data:text\/javascript;base64,/.test(script));
  if (main === undefined || data.length < 2)
    throw new Error('Allure’s single file is not built as this version expects: pin allure to 3.18.');
  const without = [main, ...data, ...scripts.filter((script) => analytics.test(script))].reduce(
    (rest, script) => rest.replace(script, () => ''),
    page,
  );
  // `async` and `defer` mean nothing on inline scripts; the promise that sets the flag is settled before a later task runs.
  const inOrder = [...data, main].join('\n');
  const rewritten = without
    .replace(
      /<meta charset="utf-8">/,
      (meta) => `${meta}\n${POLICY}\n<meta name="viewport" content="width=device-width">`,
    )
    .replace('<div id="app"></div>', () => `${firstPage}<div id="app"></div>`)
    .replace('</body>', () => `${inOrder}\n</body>`);
  if (analytics.test(rewritten.replace(main, '')) || /<script[^>]*src="https?:/.test(rewritten))
    throw new Error('Allure’s single file still loads something from elsewhere: pin allure to 3.18.');
  return rewritten;
}
