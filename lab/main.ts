import { EXIT, type ExitCode } from '../helpers/base/exit-code.ts';
import { interruptedBy } from '../helpers/base/interruption.ts';
import { PROOF_PHASES } from '../helpers/workflow/phases.ts';
import { prove } from '../helpers/workflow/prove.ts';
import { assertWritable } from '../helpers/report/publish/assert-writable.ts';
import { wantsColour } from '../helpers/report/forms/colour.ts';
import { redactor } from '../helpers/redact/secrets.ts';
import { UserError } from '../helpers/base/user-error.ts';
import { LAB_HELP, parseLabCommand } from './options.ts';
import { SetupError } from './setup/step.ts';
import { down } from './engine/sweep.ts';
import { setUp } from './setup/set-up.ts';
import { drillDisaster } from './drill-disaster.ts';
import { startLab } from './lab.ts';
import { playNights } from './play-nights.ts';
import { stopwatch } from './stopwatch.ts';

/** Registrations behind nights that are played: what is judged is their dates. */
const FEW = 5;

/** `npm run lab`: starts the lab, proves it, reports, stops it. */
async function main(args: readonly string[]): Promise<ExitCode> {
  const command = parseLabCommand(args);
  if (command.help) {
    console.log(LAB_HELP);
    return EXIT.passed;
  }
  // Said before anything is started for nothing.
  if (!command.down) for (const dir of [command.reportsDir, command.stateDir]) assertWritable(dir);
  const watch = stopwatch();
  await setUp();
  watch.lap('set-up');
  if (command.down) {
    const names = await down();
    console.log(names.length === 0 ? 'No lab was there.' : `Removed ${names.join(', ')}.`);
    return EXIT.passed;
  }
  const { nights, reportsDir, stateDir, verbose } = command;
  const print = (line: string) => console.log(redactor.redact(line));
  const colour = wantsColour(process.stdout, process.env);
  if (command.drill) {
    const { lap } = watch;
    const code = await drillDisaster({
      options: command,
      start: startLab,
      reportsDir,
      stateDir,
      print,
      verbose,
      colour,
      lap,
    });
    console.log(watch.summary());
    return code;
  }
  const lab = await startLab({ ...command, ...(nights === null ? {} : { historyNights: 0, records: FEW }) });
  watch.lap('lab started');
  try {
    if (nights !== null) return await playNights(lab, { nights, reportsDir }, print);
    await lab.runMoment('before-registration');
    return await prove({
      env: lab.env,
      profile: 'acceptance',
      phases: PROOF_PHASES,
      ...{ reportsDir, stateDir, print, verbose },
      colour,
      lap: watch.lap,
    });
  } finally {
    for (const missed of await lab.strikesMissed()) console.error(`Not about the fault: ${missed}.`);
    if (command.keep) console.log(lab.visitorsGuide());
    else await lab.stop();
    watch.lap(command.keep ? 'lab kept' : 'lab stopped');
    console.log(watch.summary());
  }
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    // What failed did so because its lab is being taken down.
    if (interruptedBy() !== null) return;
    const known = error instanceof UserError || error instanceof SetupError;
    const text =
      error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error);
    console.error(redactor.redact(text));
    process.exitCode = error instanceof UserError ? error.exitCode : EXIT.unreachable;
  },
);
