import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, type ExitCode } from '../helpers/base/exit-code.ts';
import { UserError } from '../helpers/base/user-error.ts';
import { readExpectation } from './faults/expectation.ts';
import { listFaults, type KnownFault } from './faults/list-faults.ts';
import { startLab } from './lab.ts';
import { keepResults } from './matrix/kept-results.ts';
import { FAULTS_HELP, parseFaultsCommand, type FaultsCommand } from './matrix/options.ts';
import { resultOf } from './matrix/result-of.ts';
import { runFault, type Rehearsed } from './run-fault.ts';
import { setUp } from './setup/set-up.ts';
import { SetupError } from './setup/step.ts';

/** `npm run faults`: proves the lab with each of its faults, every time from the same snapshot, and keeps what came of it. */
async function main(args: readonly string[]): Promise<ExitCode> {
  const command = parseFaultsCommand(args);
  if (command.help) {
    console.log(FAULTS_HELP);
    return EXIT.passed;
  }
  const faults = chosen(await listFaults(), command);
  const isWhole = command.again ? await judgeAgain(faults, command) : await rehearse(faults, command);
  // The pages that are made of the results.
  spawnSync('npm', ['run', '--silent', 'docs'], { stdio: 'inherit' });
  return isWhole ? EXIT.passed : EXIT.notProven;
}

function chosen(known: readonly KnownFault[], { only }: FaultsCommand): readonly KnownFault[] {
  const unknown = only.find((name) => !known.some((fault) => fault.name === name));
  if (unknown !== undefined) {
    const names = known.map(({ name }) => name).join(', ');
    throw new UserError(`there is no fault ${unknown}; there are: ${names}`);
  }
  return only.length === 0 ? known : known.filter(({ name }) => only.includes(name));
}

async function rehearse(faults: readonly KnownFault[], command: FaultsCommand): Promise<boolean> {
  await setUp();
  const healthy = await startLab(command);
  const snapshot = await healthy.snapshot().finally(() => healthy.stop());
  let isWhole = true;
  try {
    for (const fault of faults) {
      const folder = folderOf(fault, command);
      const rehearsed = await runFault(snapshot, [fault.name], folder);
      writeFileSync(join(folder, 'rehearsed.json'), `${JSON.stringify(rehearsed)}\n`);
      isWhole = (await take(fault, rehearsed, command)) && isWhole;
    }
  } finally {
    await snapshot.remove();
  }
  return isWhole;
}

/** Judges once more what an earlier call saw. */
async function judgeAgain(faults: readonly KnownFault[], command: FaultsCommand): Promise<boolean> {
  let isWhole = true;
  for (const fault of faults) {
    const seen = readFileSync(join(folderOf(fault, command), 'rehearsed.json'), 'utf8');
    isWhole = (await take(fault, JSON.parse(seen) as Rehearsed, command)) && isWhole;
  }
  return isWhole;
}

const folderOf = ({ name }: KnownFault, { reportsDir, layout }: FaultsCommand): string =>
  join(reportsDir, layout, name);

/** Keeps what came of a fault; false: its scripts did not strike as they should, so nothing is said about it. */
async function take(
  { name, folder, description }: KnownFault,
  { missed, facts, seconds, date }: Rehearsed,
  { layout }: FaultsCommand,
): Promise<boolean> {
  for (const line of missed) console.error(`Not about the fault: ${line}.`);
  if (missed.length > 0) return false;
  const told = { fault: name, layout, description, seconds, date, version: version() };
  const result = resultOf(told, await readExpectation(folder), facts);
  keepResults([result]);
  const { grade, named, falselyBlamed, silent } = result.outcomes['all hosts'];
  const also = falselyBlamed.length === 0 ? '' : `; also failed: ${falselyBlamed.join(', ')}`;
  const not = silent.length === 0 ? '' : `; did not fail: ${silent.join(', ')}`;
  console.log(`${name} (${layout}, ${seconds} s): ${grade}, ${named ?? 'no cause'}${also}${not}`);
  return true;
}

const version = (): string =>
  (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string })
    .version;

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    const isKnown = error instanceof UserError || error instanceof SetupError;
    console.error(isKnown ? error.message : error);
    process.exitCode = error instanceof UserError ? error.exitCode : EXIT.unreachable;
  },
);
