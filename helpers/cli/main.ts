import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { editDistance } from '../base/edit-distance.ts';
import { EXIT } from '../base/exit-code.ts';
import { completion, SHELLS } from './completion.ts';
import { VERBS } from './verbs.ts';

/** `backup-verifier <command>`: the commands of `npm run`, under one name. */
const [verb = '--help', ...rest] = process.argv.slice(2);

const width = Math.max(...Object.keys(VERBS).map((name) => name.length));

const HELP = `backup-verifier <command> [options]

Proves that an OpenCRVS register can be brought back from its nightly backup.

${Object.entries(VERBS)
  .map(([name, does]) => `  ${name.padEnd(width)}  ${does}`)
  .join('\n')}

  completion ${SHELLS.join('|')}  prints a completion script
  --version, --help

Each command explains itself: backup-verifier <command> --help

Examples:
  backup-verifier init                         write .env, question by question
  backup-verifier doctor --env /etc/verifier/production.env
  backup-verifier accept                       the proof before going live
  backup-verifier nightly --reports /var/lib/backup-verifier
  backup-verifier verify-archive 2026-11-23.tar.gz.enc --passphrase-file pass

Exit code: 0 passed, 1 failed, 2 usage or configuration, 3 could not reach something, 4 not proven.`;

if (verb === '--help' || verb === 'help') console.log(HELP);
else if (verb === '--version') console.log(version());
else if (verb === 'completion') complete(rest[0]);
else if (Object.hasOwn(VERBS, verb)) {
  process.argv.splice(2, 1);
  await import(new URL(`./${verb}${extname(import.meta.url)}`, import.meta.url).href);
} else {
  const [likely] = Object.keys(VERBS).sort((a, b) => editDistance(a, verb) - editDistance(b, verb));
  console.error(`There is no command “${verb}”. Did you mean “${likely}”? --help lists the commands.`);
  process.exitCode = EXIT.usage;
}

function complete(shell: string | undefined): void {
  const script = completion(shell ?? '');
  if (script !== null) return console.log(script);
  console.error(`completion needs a shell: ${SHELLS.join(', ')}.`);
  process.exitCode = EXIT.usage;
}

/** Of the package this file belongs to, built or not. */
function version(): string {
  for (const up of ['../../package.json', '../../../package.json'])
    try {
      return (JSON.parse(readFileSync(new URL(up, import.meta.url), 'utf8')) as { version: string }).version;
    } catch {
      // Built files lie one folder deeper.
    }
  return 'unknown';
}
