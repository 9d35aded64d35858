import { sweep } from '../engine/sweep.ts';
import { ensurePostgres } from './postgres.ts';
import { setUp } from './set-up.ts';
import { SetupError } from './step.ts';

/** What `npm test` needs before the first test: the set-up, and nothing left of labs that crashed. */
try {
  await setUp();
  await ensurePostgres();
  await sweep();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`set-up: ${error.message}`);
  process.exitCode = 3;
}
