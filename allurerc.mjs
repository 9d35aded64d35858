import { fileURLToPath } from 'node:url';

// Set by helpers/report/allure/generate.ts; “allure generate” by hand works without them.
const { REPORT_NAME, REPORT_FIRST_PAGE, REPORT_HISTORY, REPORT_APPEND } = process.env;

/** A check's entry says by a label which it is. */
const category = (name, value, groupBy = []) => ({
  name,
  matchers: { labels: { category: value } },
  ...{ groupBy, groupByMessage: false, expand: true },
});

export default {
  name: REPORT_NAME ?? 'OpenCRVS backup verifier',
  ...(REPORT_HISTORY ? { historyPath: REPORT_HISTORY, historyLimit: 60 } : {}),
  appendHistory: REPORT_APPEND === 'yes',
  categories: [
    category('Failed', 'failed'),
    category('Failed, without effect on the verdict', 'warning'),
    category('Not proven: required for the verdict', 'not-proven-required'),
    category('Not proven: other', 'not-proven-other'),
    category('Not applicable', 'not-applicable'),
  ],
  plugins: {
    verdict: {
      import: fileURLToPath(new URL('helpers/report/allure/plugin.mjs', import.meta.url)),
      options: {
        groupBy: ['epic', 'feature'],
        defaultSortBy: 'order,asc',
        sections: ['charts', 'timeline'],
        ...(REPORT_FIRST_PAGE ? { firstPage: REPORT_FIRST_PAGE } : {}),
      },
    },
  },
};
