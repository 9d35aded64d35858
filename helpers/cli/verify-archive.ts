import { expectationFrom } from './verify-archive/expectation.ts';
import { parseOptions, USAGE, type CliOptions } from './verify-archive/options.ts';
import { passphraseFrom } from './verify-archive/passphrase.ts';
import { progressBar } from './verify-archive/progress.ts';
import { verify } from './verify-archive/verify.ts';
import { localInput } from '../archive/local-input.ts';
import { compareWithLedger } from '../archive/ledger.ts';
import { readArchive } from '../archive/read-archive.ts';
import { EXIT, exitCodeOf, type ExitCode } from '../base/exit-code.ts';
import type { ArchiveFacts } from '../facts/archive.ts';
import { FailureError } from '../base/outcome.ts';
import { redactor } from '../redact/secrets.ts';
import { verdictTable } from '../report/verdict-table.ts';
import { UserError } from '../base/user-error.ts';
import { print } from './verb.ts';
import type { ArchiveInput } from '../archive/archive-input.ts';

try {
  const options = parseOptions(process.argv.slice(2));
  if (options === null) print(USAGE);
  else process.exitCode = await run(options);
} catch (error) {
  const [text, code] = explained(error);
  process.exitCode = code;
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
  const archive = options.ledger === null ? read : withLedger(read, options.ledger);
  const { checks, verdict } = verify(archive, options);
  print(options.json ? JSON.stringify({ archive, checks, verdict }, null, 2) : verdictTable(checks, verdict));
  return exitCodeOf(verdict.status);
}

function withLedger(read: ArchiveFacts, ledger: string): ArchiveFacts {
  try {
    return compareWithLedger(read, ledger);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(`The ledger ${ledger} cannot be read or written (${code}).`, EXIT.usage, {
      cause: error,
    });
  }
}

/** Any error as one sentence. */
function explained(error: unknown): [string, ExitCode] {
  if (error instanceof UserError) return [error.message, error.exitCode];
  if (error instanceof FailureError) return [`${error.message}.`, EXIT.unreachable];
  const { code, path = '', syscall } = error as NodeJS.ErrnoException;
  if (syscall !== undefined) return [`${syscall} ${path} failed (${code}).`, EXIT.unreachable];
  const kind = error instanceof Error ? error.constructor.name : typeof error;
  return [
    `The verifier itself failed (${kind}); nothing is proven. Please report it with the archive’s layout.`,
    EXIT.notProven,
  ];
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
