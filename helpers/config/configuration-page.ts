import { KEYS } from './keys.ts';

const INTRODUCTION = `# Configuration

Everything is set in the environment or in \`.env\` in the project's folder (\`chmod 600 .env\`). \`.env.example\` holds the
same keys to copy from; \`npm run init\` asks for what is needed and writes the file.

- Every problem is told at once, with the key, what is wrong and an example. Values are never echoed.
- A secret can be given by value, from a file (\`…_FILE\`) or as the output of a command (\`…_COMMAND\`).
- A misspelt key is an error that names the likely one, not a setting that is silently ignored.
- SSH on production and staging is optional: what only the host knows is then reported as not proven.
- Nothing is written on production or staging, and nothing is triggered, without the \`ALLOW_…\` keys.
`;

/** The text of docs/configuration.md, from the schema; a test keeps the file equal to it. */
export function configurationPage(): string {
  const sections = [...new Set(KEYS.map(({ section }) => section))];
  const tables = sections.map((section) => {
    const rows = KEYS.filter((key) => key.section === section).map(
      ({ key, doc, example }) => `| \`${key}\` | ${escape(doc)} | \`${escape(example)}\` |`,
    );
    return `## ${section}\n\n| key | meaning | example |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
  });
  return [INTRODUCTION, ...tables].join('\n');
}

const escape = (text: string): string => text.replaceAll('|', '\\|');
