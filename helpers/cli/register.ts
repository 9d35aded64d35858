import { proving } from '../workflow/without-proof.ts';
import { locked } from '../runs/lock.ts';
import { registerTonight } from '../workflow/register-tonight.ts';
import { runVerb } from './verb.ts';

const USAGE = `npm run register -- [options]

Makes the test registration and says when “npm run verify” can look for it: the first half of the proof.
`;

await runVerb(USAGE, {}, ({ reports, state }, env, output) =>
  locked(`${reports}/lock`, () =>
    proving({ env, profile: 'acceptance', reports, state, ...output }, registerTonight),
  ),
);
