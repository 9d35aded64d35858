import { accept } from '../workflow/accept.ts';
import { proving } from '../workflow/without-proof.ts';
import { locked } from '../runs/lock.ts';
import { runVerb } from './verb.ts';

const USAGE = `npm run accept -- [options]

Proves backup and restore from end to end: makes a test registration on production, waits for the night (CYCLE=wait) or runs
its jobs (CYCLE=trigger), and looks for record and files in the archive and on staging. Goes on where an open run stopped.

  --replace-today  let a triggered backup overwrite the archive of today
`;

const OPTIONS = { 'replace-today': { type: 'boolean', default: false } } as const;

await runVerb(USAGE, OPTIONS, ({ reports, state, 'replace-today': replaceToday }, env, output) =>
  locked(`${reports}/lock`, () =>
    proving({ env, profile: 'acceptance', reports, state, ...output }, (deployment) =>
      accept(deployment, replaceToday === true),
    ),
  ),
);
