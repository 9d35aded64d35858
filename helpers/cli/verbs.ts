/** Every command, by name, with what it does: for help, completion and the README. */
export const VERBS: Readonly<Record<string, string>> = {
  init: 'asks for the settings and writes .env',
  doctor: 'looks at the deployment read-only and says what a proof would lack',
  accept: 'proves backup and restore from end to end before going live',
  nightly: 'verifies the night that is due and prepares the next one; for cron',
  register: 'makes tonight’s test record and nothing else',
  verify: 'verifies runs whose night is over',
  status: 'lists open and past runs',
  copy: 'fetches nights from the backup host onto an off-site disk and verifies them there',
  drill: 'rehearses recovery: brings a night back and proves what came back',
  report: 'makes the report of a stored run again',
  'verify-evidence': 'finds any changed byte in an evidence file',
  'notify-test': 'sends a test message to everybody who is to be notified',
  golive: 'looks for what must be gone and done before going live',
  'verify-archive': 'verifies a local archive end to end',
};
