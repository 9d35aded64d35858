/**
 * The folders of `helpers/` and `lab/`, lowest first: each may import those before it and nothing after it. The linter holds the
 * order, and docs/architecture.md shows it; a new folder takes its place here first.
 */
export const HELPERS = {
  base: 'outcomes, exit codes, errors for people, text; imports nothing',
  redact: 'the one redactor, every secret it knows, the leak scan',
  facts: 'the types of everything that is seen, and of the policy it is judged by',
  layout: 'what a night’s archive consists of, by layout and OpenCRVS version',
  opencrvs: 'client of OpenCRVS’s API, page objects, the declaration and its attachments',
  config: '`.env` and the environment, turned into typed settings',
  ssh: 'one connection per host: commands, streams, jump hosts, host keys',
  deployment: 'the three environments, and the route to each',
  browser: 'how Chromium is started',
  schedule: 'crontabs, jobs, cron expressions, time zones, clocks, log paths',
  runs: 'a run’s folder, journal, state and lock',
  archive: 'reads an archive in one pass: cipher, gzip, tar, dumps, object stores',
  retention: 'gathers the backup directory; views of its nights',
  cycle: 'triggers or watches the jobs of a night',
  staging: 'looks at staging: search, record, attachments, database',
  registration: 'makes, marks and cleans up test records',
  preflight: 'looks at everything that a run needs, read-only',
  offsite: 'copies nights off the site and looks after the copies',
  drill: 'brings a night back into a throw-away database and asks it',
  recovery: 'brings a night back onto new servers, and onto no others',
  checks: 'one definition per question, with a pure judge over the facts',
  diagnosis: 'ranks causes by what failed and by what was seen',
  verdict: 'the rule that makes one verdict of all checks',
  doctor: 'judges the preflight and says what to fix',
  report: 'the one result and its forms: verdict.json, Allure, terminal, certificate, evidence; never judges',
  notify: 'tells people and monitors of a result',
  workflow: 'accept, nightly, verify, go-live: who does what when, and the hand-over to Playwright',
  cli: 'one file per command',
};

export const LAB = {
  engine: 'the container engine, labels, owners, the sweep',
  setup: 'Docker, Chromium, PostgreSQL and the images, set up where they are missing',
  opencrvs: 'the fake OpenCRVS: server, browser pages, forms; shares no code with the product',
  jobs: 'the nightly jobs of both layouts and the crontabs they stand in',
  hosts: 'the three hosts: image, files, secrets, snapshot',
  seed: 'the register a lab starts with',
  hooks: 'runs a fault’s script at its moment of the night',
  nights: 'plays nights under a moving clock',
  faults: 'faults that come with the lab, `<moment>@<host>`, each with what must come of it',
  matrix: 'runs all faults and writes the detection matrix',
};
