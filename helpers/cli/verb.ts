import { config as loadDotenv } from 'dotenv';
import { homedir } from 'node:os';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { asInvoked } from '../base/invocation.ts';
import { EXIT, type ExitCode } from '../base/exit-code.ts';
import { exitCodeOfError } from '../base/exit-of-error.ts';
import { FailureError } from '../base/outcome.ts';
import { safeLines } from '../base/safe-text.ts';
import { usesSecretFile } from '../config/secret-files.ts';
import { redactor } from '../redact/secrets.ts';
import { wantsColour } from '../report/forms/colour.ts';
import type { Result } from '../report/result/result.ts';
import { UserError } from '../base/user-error.ts';
import type { Shows } from '../workflow/conclude.ts';

/** Prints a line for a person, with every secret masked. */
export const print = (line: string): void => console.log(asInvoked(redactor.redact(line)));

const COMMON = {
  env: { type: 'string', default: '.env' },
  reports: { type: 'string', default: 'reports' },
  state: { type: 'string' },
  verbose: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const COMMON_HELP = `  --env FILE       settings (default .env; environment variables take precedence)
  --reports DIR    where runs and reports lie (default reports)
  --state DIR      what runs know of one another, not to be passed on (default state)
  --verbose        print every check
  --json           print the result as JSON; what is said to people goes to standard error
  --help           this text

Exit code: 0 passed, 1 failed, 2 usage or configuration, 3 could not reach something, 4 not proven.`;

type Options = NonNullable<ParseArgsConfig['options']>;
type Values<O extends Options> = Omit<
  ReturnType<typeof parseArgs<{ options: O & typeof COMMON; strict: true }>>['values'],
  'state'
> & { state: string };

/** How a command speaks: to people, or to a program that asked for JSON. */
export interface Output extends Shows {
  /** More that the JSON is to hold. */
  data: (fields: Record<string, unknown>) => void;
}

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
  work: (values: Values<O>, env: Record<string, string | undefined>, output: Output) => Promise<ExitCode>,
  settingsFile: 'read' | 'written' = 'read',
): Promise<void> {
  let speech = speechFor({ json: process.argv.includes('--json'), verbose: false });
  try {
    const values = parse(options);
    if (values['help'] === true) {
      console.log(asInvoked(`${usage}\n${COMMON_HELP}`));
      return;
    }
    speech = speechFor({ json: values['json'] === true, verbose: values['verbose'] === true });
    const env = settingsFile === 'read' ? environment(String(values['env'])) : {};
    const state = values['state'] ?? stateDir(process.env);
    process.exitCode = await work({ ...values, state } as Values<O>, env, speech.output);
    speech.end(process.exitCode);
  } catch (error) {
    const exitCode = exitCodeOfError(error);
    process.exitCode = exitCode;
    const known = error instanceof UserError || error instanceof FailureError;
    const text =
      error instanceof Error ? ((known ? error.message : error.stack) ?? error.message) : String(error);
    console.error(asInvoked(safeLines(redactor.redact(text))));
    speech.end(exitCode, error instanceof Error ? error.message : String(error));
  }
}

/** In `--json` mode people read standard error, and one object goes to standard output at the end. */
function speechFor({ json, verbose }: { json: boolean; verbose: boolean }): {
  output: Output;
  end: (exitCode: number, error?: string) => void;
} {
  const results: Result[] = [];
  const fields: Record<string, unknown> = {};
  const colour = wantsColour(json ? process.stderr : process.stdout, process.env);
  return {
    output: {
      ...{ verbose, colour },
      warn: (line) => console.error(redactor.redact(line)),
      print: json ? (line) => console.error(redactor.redact(line)) : print,
      onResult: (result) => void results.push(result),
      data: (more) => void Object.assign(fields, more),
    },
    end: (exitCode, error) => {
      if (!json) return;
      const said = error === undefined ? {} : { error };
      console.log(JSON.stringify(redactor.redactValue({ exitCode, ...said, results, ...fields }), null, 2));
    },
  };
}

/** Beside the project, or where the system keeps state when it is installed. */
function stateDir(env: Record<string, string | undefined>): string {
  const here = fileURLToPath(new URL('.', import.meta.url));
  if (!here.split(sep).includes('node_modules')) return 'state';
  return join(env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'opencrvs-backup-verifier');
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
  if (code === undefined) usesSecretFile(file);
  return env;
}
