import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { EXIT, type ExitCode } from '../base/exit-code.ts';
import { UserError } from '../base/user-error.ts';
import { verifyEvidence } from '../report/evidence/verify.ts';
import { print } from './verb.ts';

const USAGE = `npm run verify-evidence -- FILE [--signer KEY.pub]

Looks whether any byte of an evidence.zip was changed since it was made, and whose signature it carries.

  --signer FILE    the public key that must have signed it
  --json           print the finding as JSON
  --help           this text

Exit code: 0 nothing was changed, 1 something was, 2 usage.`;

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}

async function main(): Promise<ExitCode> {
  const { file, signer, json } = options();
  if (file === undefined) {
    print(USAGE);
    return EXIT.passed;
  }
  const finding = await verifyEvidence(
    read(file),
    signer === undefined ? null : read(signer).toString('utf8'),
  );
  if (json) console.log(JSON.stringify(finding, null, 2));
  else for (const line of said(finding)) console.log(line);
  return finding.problems.length === 0 ? EXIT.passed : EXIT.failed;
}

function said({ problems, signer, files }: Awaited<ReturnType<typeof verifyEvidence>>): string[] {
  if (problems.length > 0)
    return ['CHANGED: do not rely on this archive.', ...problems.map((one) => `  ✗ ${one}`)];
  return [
    `UNCHANGED: ${files} files are as they were packed.`,
    signer === null
      ? 'It is not signed: whoever can write the file could have exchanged it as a whole.'
      : `Signed by ${signer}. Compare this key with the one that the operator gave you.`,
  ];
}

function options(): { file: string | undefined; signer: string | undefined; json: boolean } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { signer: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
    });
    if (values.help === true) return { file: undefined, signer: undefined, json: false };
    if (positionals.length !== 1) throw new UserError('Name one file; --help shows how.');
    return { file: positionals[0], signer: values.signer, json: values.json === true };
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${(error as Error).message.split('\n')[0] ?? ''} --help lists the options.`);
  }
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UserError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'}).`);
  }
}
