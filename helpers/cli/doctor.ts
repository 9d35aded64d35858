import { readConfig } from '../config/load-config.ts';
import { problemTable } from '../config/problem-table.ts';
import { closeHosts, hostsOf } from '../deployment/hosts.ts';
import { openTunnels } from '../deployment/tunnels.ts';
import { examine, type Diagnosis } from '../doctor/doctor.ts';
import { sudoersFor } from '../doctor/rights.ts';
import { verdictTable } from '../report/verdict-table.ts';
import { print, runVerb } from './verb.ts';

const USAGE = `npm run doctor -- [options]

Looks at the deployment without changing anything and says what a proof would lack, with a remedy for each. Works with half a
configuration.
`;

await runVerb(USAGE, {}, async (_values, env) => {
  const read = readConfig(env, 'acceptance');
  const hosts = hostsOf(read.config);
  const tunnels = await openTunnels(read.config, hosts);
  try {
    const { facts, checks, verdict, exitCode } = await examine({ ...read, config: tunnels.config }, hosts);
    print(verdictTable(checks, verdict));
    if (read.problems.length > 0) print(`\n${problemTable(read.problems)}`);
    printSudoers(facts);
    return exitCode;
  } finally {
    await tunnels.close();
    await closeHosts(hosts);
  }
});

function printSudoers({ hosts }: Diagnosis['facts']): void {
  for (const host of Object.values(hosts)) {
    const lines = host.ok ? sudoersFor(host.value) : null;
    if (host.ok && lines !== null) print(`\n/etc/sudoers.d/backup-verifier on ${host.value.host}:\n${lines}`);
  }
}
