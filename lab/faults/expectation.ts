import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Beside a fault's scripts: what must come of it. */
export const EXPECTED_FILE = 'expected.json';

/**
 * What a proof of a lab with this fault must say. `real-tool`: the tools that OpenCRVS's jobs run (tar, openssl, rsync, pg_dump,
 * cron, sshd) meet the fault themselves. `modelled`: the fault is what the lab's own part (the fake OpenCRVS, a script) makes of it.
 */
export interface Expectation {
  /** Ids of the same failure in the list of known ones; empty: none. */
  ids: string[];
  kind: 'real-tool' | 'modelled';
  /** The cause that must stand first. */
  cause: string;
  /** Critical checks that must fail. */
  mustFail: string[];
  /** Critical checks that may fail with them: what follows from the fault. Any other one is false blame. */
  mayFail: string[];
}

/** What must come of a fault that comes with the lab. */
export async function readExpectation(folder: string): Promise<Expectation> {
  return JSON.parse(await readFile(join(folder, EXPECTED_FILE), 'utf8')) as Expectation;
}
