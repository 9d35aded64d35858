import { createInterface, type Interface } from 'node:readline/promises';
import { existsSync } from 'node:fs';
import { EXIT, type ExitCode } from '../base/exit-code.ts';
import { readConfig } from '../config/load-config.ts';
import { KEYS } from '../config/keys.ts';
import { readProvisioning, type Provided } from '../config/provisioning.ts';
import { writeEnv } from '../config/write-env.ts';
import { closeHosts, hostsOf } from '../deployment/hosts.ts';
import { examine } from '../doctor/doctor.ts';
import { err, outcomeOf } from '../base/outcome.ts';
import { safeText } from '../base/safe-text.ts';
import { verdictTable } from '../report/verdict-table.ts';
import { offeredKey } from '../ssh/offered-key.ts';
import { UserError } from '../base/user-error.ts';
import { print, runVerb } from './verb.ts';

const USAGE = `npm run init -- [options]

Asks what is needed to reach a deployment, writes .env (for you alone), and looks with doctor. Secrets are asked for as a file or
a command: nothing secret is typed here.

  --from DIR       take hosts, jump host, directory, retention and known hosts from a checkout of the country configuration
`;

/** Key, question, and what is taken when nothing is answered. */
const QUESTIONS: readonly [key: string, question: string, usual?: string][] = [
  ['PRODUCTION_DOMAIN', 'Domain of production'],
  ['PRODUCTION_USERNAME', 'A registrar on production'],
  ['PRODUCTION_PASSWORD_FILE', 'File with the password'],
  ['PRODUCTION_2FA_CODE', 'Second factor: a fixed code, or “prompt”', 'prompt'],
  ['STAGING_DOMAIN', 'Domain of staging'],
  ['PRODUCTION_SSH', 'SSH login on production, user@host (empty: none)'],
  ['STAGING_SSH', 'SSH login on staging (empty: none)'],
  ['BACKUP_SSH', 'SSH login on the backup host'],
  ['BACKUP_PASSPHRASE_FILE', "File with the archives' passphrase"],
  ['AMOUNT_OF_BACKUPS_TO_KEEP', 'How many nights are kept', '7'],
  ['TEST_INFORMANT_EMAIL', 'Your own e-mail address; OpenCRVS writes to it'],
];

const OPTIONS = { from: { type: 'string' } } as const;

await runVerb(
  USAGE,
  OPTIONS,
  async ({ from, env: file }) => {
    if (existsSync(file)) throw new UserError(`${file} is there already: move it away first.`, EXIT.usage);
    const found =
      from === undefined ? { settings: new Map<string, Provided>(), leftOut: [] } : readProvisioning(from);
    for (const sentence of found.leftOut) print(`Not taken over: ${safeText(sentence)}`);
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    try {
      const settings = await ask(terminal, found.settings);
      await confirmHostKeys(terminal, settings);
      writeEnv(file, settings);
      print(`${file} is written.`);
      return await look(settings);
    } finally {
      terminal.close();
    }
  },
  'written',
);

/** Every value is confirmed or answered, and checked when it is given. */
async function ask(
  terminal: Interface,
  found: ReadonlyMap<string, Provided>,
): Promise<Record<string, string>> {
  const settings: Record<string, string> = {};
  const put = async (key: string, question: string, usual?: string) => {
    const { value: proposal, origin } = found.get(key) ?? { value: usual, origin: null };
    if (origin !== null) print(`${key} from ${safeText(origin)} (“-” leaves it out):`);
    for (;;) {
      const asked = `${question}${proposal === undefined ? '' : ` [${safeText(proposal)}]`}: `;
      const answer = (await terminal.question(asked)).trim();
      const value = answer === '' ? proposal : answer === '-' ? undefined : answer;
      const wrong = value === undefined ? null : wrongWith(key, value);
      if (wrong !== null) {
        print(`${key} ${wrong}.`);
        continue;
      }
      if (value !== undefined) settings[key] = value;
      return;
    }
  };
  for (const question of QUESTIONS) await put(...question);
  for (const prefix of ['PRODUCTION', 'STAGING', 'BACKUP']) {
    if (settings[`${prefix}_SSH`] !== undefined)
      await put(
        `${prefix}_SSH_KEY_FILE`,
        `Private key for ${settings[`${prefix}_SSH`] ?? ''} (empty: the agent)`,
      );
  }
  const asked = new Set(QUESTIONS.map(([key]) => key));
  for (const key of found.keys()) {
    const login = /^([A-Z]+_SSH)_/.exec(key)?.[1];
    const pointless = login !== undefined && settings[login] === undefined;
    if (!asked.has(key) && !key.endsWith('_KEY_FILE') && !pointless) await put(key, key);
  }
  return settings;
}

/** What the schema says against a value; null: nothing. */
function wrongWith(key: string, value: string): string | null {
  const result = KEYS.find((known) => known.key === key)?.schema.safeParse(value);
  return result === undefined || result.success ? null : (result.error.issues[0]?.message ?? 'is wrong');
}

/** Shows the key of each host that no known_hosts file vouches for, to be compared on its console. */
async function confirmHostKeys(terminal: Interface, settings: Record<string, string>): Promise<void> {
  const { config, problems } = readConfig(settings, 'acceptance');
  for (const name of ['production', 'staging', 'backup'] as const) {
    const key = `${name.toUpperCase()}_SSH_HOST_KEY`;
    const login = config.ssh[name];
    if (login === null || !problems.some((problem) => problem.key === key)) continue;
    const { host, port, jump, proxyCommand = null } = login;
    const offered =
      jump.length > 0 || proxyCommand !== null
        ? err('not-asked', `${host} lies behind another host: set ${key} or known_hosts by hand`)
        : await outcomeOf(() => offeredKey(host, port));
    if (!offered.ok) {
      print(offered.why);
      continue;
    }
    print(`${host} shows the host key ${offered.value}`);
    const answer = await terminal.question(
      'Is it the one on its console (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub)? [yes/no]: ',
    );
    if (answer.trim() === 'yes') settings[key] = offered.value;
  }
}

async function look(settings: Record<string, string>): Promise<ExitCode> {
  const read = readConfig(settings, 'acceptance');
  const hosts = hostsOf(read.config);
  try {
    const { checks, verdict, exitCode } = await examine(read, hosts);
    print(verdictTable(checks, verdict));
    return exitCode;
  } finally {
    await closeHosts(hosts);
  }
}
