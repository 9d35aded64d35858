import { expectationFrom } from '../archive/cli/expectation.ts';
import { parseOptions, USAGE, type CliOptions } from '../archive/cli/options.ts';
import { passphraseFrom } from '../archive/cli/passphrase.ts';
import { progressBar } from '../archive/cli/progress.ts';
import { verify } from '../archive/cli/verify.ts';
import { localInput } from '../archive/local-input.ts';
import { compareWithLedger } from '../archive/ledger.ts';
import { readArchive, type ArchiveInput } from '../archive/read-archive.ts';
import { EXIT, exitCodeOf, type ExitCode } from '../checks/exit-code.ts';
import { redactor } from '../redact/secrets.ts';
import { verdictTable } from '../report/verdict-table.ts';
import { UserError } from '../user-error.ts';
import { print } from './verb.ts';

try {
  const options = parseOptions(process.argv.slice(2));
  if (options === null) print(USAGE);
  else process.exitCode = await run(options);
} catch (error) {
  process.exitCode = error instanceof UserError ? error.exitCode : EXIT.unreachable;
  const text = error instanceof UserError ? error.message : ((error as Error).stack ?? String(error));
  console.error(redactor.redact(text));
}

async function run(options: CliOptions): Promise<ExitCode> {
  const inputs = await Promise.all(options.files.map(({ path, store }) => input(path, store)));
  const expect = options.expect === null ? null : expectationFrom(options.expect);
  const passphrase = await passphraseFrom(options.passphraseFile, process.env);
  const bar = progressBar(process.stderr);
  const { layout, date, depth } = options;
  const read = await readArchive(inputs, {
    ...{ passphrase, layout, date, depth, expect },
    onProgress: ({ bytes, total }) => bar.show(bytes, total),
  });
  bar.clear();
  const archive = options.ledger === null ? read : compareWithLedger(read, options.ledger);
  const { checks, verdict } = verify(archive, options);
  print(options.json ? JSON.stringify({ archive, checks, verdict }, null, 2) : verdictTable(checks, verdict));
  return exitCodeOf(verdict.status);
}

async function input(path: string, store: string | null): Promise<ArchiveInput> {
  try {
    return await localInput(path, store);
  } catch (error) {
    throw new UserError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`, EXIT.usage, {
      cause: error,
    });
  }
}
