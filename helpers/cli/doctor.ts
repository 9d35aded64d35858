import type { ExitCode } from '../base/exit-code.ts';
import { readConfig, type Config } from '../config/load-config.ts';
import { problemTable } from '../config/problem-table.ts';
import { closeHosts, hostsOf } from '../deployment/hosts.ts';
import { openTunnels } from '../deployment/tunnels.ts';
import { examine, type Examination } from '../doctor/doctor.ts';
import { sudoersFor } from '../preflight/rights.ts';
import { showForm } from '../doctor/show-form.ts';
import { verdictTable } from '../report/verdict-table.ts';
import { UserError } from '../base/user-error.ts';
import { runVerb, type Output } from './verb.ts';
import type { Problem } from '../facts/problem.ts';

const USAGE = `npm run doctor -- [options]

Looks at the deployment without changing anything and says what a proof would lack, with a remedy for each. Works with half a
configuration.

  --form           only show the declaration that would be made on production, answer by answer; needs its login alone
`;

await runVerb(USAGE, { form: { type: 'boolean', default: false } }, async ({ form }, env, output) => {
  const { print } = output;
  const read = readConfig(env, 'acceptance');
  if (form) refuseForForm(read.problems);
  const hosts = hostsOf(read.config);
  const tunnels = await openTunnels(read.config, hosts);
  try {
    if (form) return await printForm(tunnels.config, output);
    const { facts, checks, verdict, exitCode } = await examine({ ...read, config: tunnels.config }, hosts);
    print(verdictTable(checks, verdict));
    output.data({ checks, verdict, problems: read.problems });
    if (read.problems.length > 0) print(`\n${problemTable(read.problems)}`);
    printSudoers(facts, output);
    return exitCode;
  } finally {
    await tunnels.close();
    await closeHosts(hosts);
  }
});

/** What production's login or the declaration itself lacks; what else is missing is no matter here. */
function refuseForForm(problems: readonly Problem[]): void {
  const own = problems.filter(({ key }) =>
    /^(?:PRODUCTION_(?!SSH)|TEST_|REGISTRATION_TEMPLATE|CA_FILE)/.test(key),
  );
  if (own.length > 0) throw new UserError(problemTable(own));
}

async function printForm(config: Config, { print }: Output): Promise<ExitCode> {
  const { text, exitCode } = await showForm(config);
  print(text);
  return exitCode;
}

function printSudoers({ hosts }: Examination['facts'], { print }: Output): void {
  for (const host of Object.values(hosts)) {
    const lines = host.ok ? sudoersFor(host.value) : null;
    if (host.ok && lines !== null) print(`\n/etc/sudoers.d/backup-verifier on ${host.value.host}:\n${lines}`);
  }
}
