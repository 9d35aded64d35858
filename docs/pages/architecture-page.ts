import { HELPERS, LAB } from '../../layers.mjs';

const tableOf = (root: string, folders: Readonly<Record<string, string>>): string =>
  [
    '| folder | holds |',
    '| --- | --- |',
    ...Object.entries(folders).map(([folder, holds]) => `| \`${root}/${folder}/\` | ${holds} |`),
  ].join('\n');

/** docs/architecture.md: the layers as the linter holds them. */
export const architecturePage = (): string => `# Architecture

Data flows one way:

\`\`\`
.env → config → deployment → facts → checks → verdict → reports
\`\`\`

Gatherers stand above adapters and write facts; checks read facts and nothing else; workflow alone knows both.

- **Facts** are what was seen. Code that does I/O gathers them and stores them as JSON in the run’s folder. They hold no secret and
  nothing about a citizen.
- A **check** is one question with a pure judge over the facts. It never opens a file or a connection.
- The **verdict** is a pure function of the checks and the profile; the **diagnosis** ranks causes of what failed.
- **Reports** present and never judge.

A question that could not be answered is an \`Outcome\` that is not ok (\`helpers/base/outcome.ts\`), never an exception that hides the
questions after it, and it becomes \`not-proven\`, never green.

## The layers

A folder imports folders above it in the table and none below it; type imports count. The order stands in \`layers.mjs\`;
dependency-cruiser holds it in \`npm run lint\`, together with these sentences: no circle between files; checks, diagnosis and verdict
open nothing and reach no connection by way of another file; \`helpers/\` knows nothing of \`lab/\`, \`fixtures/\` and \`tests/\`; the fake
OpenCRVS knows nothing of \`helpers/\`. This page is generated (\`npm run docs\`).

${tableOf('helpers', HELPERS)}

${tableOf('lab', LAB)}

Lowest first in both. \`lab/lab.ts\` puts the lab together; \`lab/main.ts\` is \`npm run lab\`.

## Beside them

| folder | holds |
| --- | --- |
| \`tests/acceptance/\` | the proof, thin: a spec per phase |
| \`tests/unit/\` | the helpers, on small real data |
| \`tests/contract/\` | the fake OpenCRVS held to recorded answers of a real one |
| \`tests/faults/\` | faults put into the lab must be caught, with the right code and cause |
| \`tests/attached/\` | the commands against a lab known by its \`.env\` alone: nights that cron runs, triggered, killed; \`npm run test:attached\`, about twenty minutes |
| \`fixtures/\` | Playwright fixtures, one per file |
| \`bench/\` | speed, side by side with the tools an administrator would use by hand |
`;
