import { config as loadDotenv } from 'dotenv';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { EXIT, type ExitCode } from '../base/exit-code.ts';
import { FailureError } from '../base/outcome.ts';
import { redactor } from '../redact/secrets.ts';
import { UserError } from '../base/user-error.ts';

/** Prints a line for a person, with every secret masked. */
export const print = (line: string): void => console.log(redactor.redact(line));

const COMMON = {
  env: { type: 'string', default: '.env' },
  reports: { type: 'string', default: 'reports' },
  help: { type: 'boolean', default: false },
} as const;

const COMMON_HELP = `  --env FILE       settings (default .env; the environment goes before it)
  --reports DIR    where runs and reports lie (default reports)
  --help           this text

Exit code: 0 passed, 1 failed, 2 usage or configuration, 3 could not reach something, 4 not proven.`;

type Options = NonNullable<ParseArgsConfig['options']>;
type Values<O extends Options> = ReturnType<
  typeof parseArgs<{ options: O & typeof COMMON; strict: true }>
>['values'];

/**
 * Runs a command of the project: reads its options, gives `--help`, prints an error as one message and ends with the right
 * exit code.
 *
 * @param usage first line and the lines of its own options
 * @param settingsFile `written`: by the command itself, so it is not read before
 */
export async function runVerb<const O extends Options>(
  usage: string,
  options: O,
  work: (values: Values<O>, env: Record<string, string | undefined>) => Promise<ExitCode>,
  settingsFile: 'read' | 'written' = 'read',
): Promise<void> {
  try {
    const values = parse(options);
    if (values.help === true) {
      console.log(`${usage}\n${COMMON_HELP}`);
      return;
    }
    process.exitCode = await work(
      values as Values<O>,
      settingsFile === 'read' ? environment(String(values.env)) : {},
    );
  } catch (error) {
    process.exitCode = exitCodeFor(error);
    const known = error instanceof UserError || error instanceof FailureError;
    const text =
      error instanceof Error ? ((known ? error.message : error.stack) ?? error.message) : String(error);
    console.error(redactor.redact(text));
  }
}

function parse(options: Options): Record<string, unknown> {
  try {
    return parseArgs({ options: { ...options, ...COMMON }, allowPositionals: false }).values;
  } catch (error) {
    const [said = ''] = (error as Error).message.split(/\.?\s*\n|\. /);
    throw new UserError(`${said}; --help lists the options.`, EXIT.usage, { cause: error });
  }
}

/** The process's environment, and below it what stands in the file. */
function environment(file: string): Record<string, string | undefined> {
  const env = { ...process.env } as Record<string, string>;
  const { error } = loadDotenv({ path: file, processEnv: env, quiet: true });
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code !== undefined && (code !== 'ENOENT' || file !== '.env'))
    throw new UserError(`${file} cannot be read (${code}).`, EXIT.usage, { cause: error });
  return env;
}

function exitCodeFor(error: unknown): ExitCode {
  if (error instanceof UserError) return error.exitCode;
  if (error instanceof FailureError) return error.reason === 'refused' ? EXIT.usage : EXIT.unreachable;
  return EXIT.unreachable;
}
