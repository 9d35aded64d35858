import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { UserError } from '../../helpers/base/user-error.ts';
import { EXPECTED_FILE } from './expectation.ts';
import { MOMENTS, parseStrike } from '../hooks/moment.ts';
import { HOST_NAMES } from '../engine/host-names.ts';
import type { FaultScript } from '../hooks/moment.ts';

const ANY_RUN_BIT = 0o111;

/**
 * Reads the executables of a folder, each named `<moment>@<host>`. A file that begins with a dot or with
 * README, and `expected.json`, is not one.
 *
 * @throws UserError with the first thing that is wrong
 */
export async function readFaults(folder: string): Promise<FaultScript[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(`fault folder ${folder} cannot be read: ${error.code}`);
  });
  const scripts: FaultScript[] = [];
  for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name))) {
    if (/^(\.|README)/.test(entry.name) || entry.name === EXPECTED_FILE) continue;
    const path = join(folder, entry.name);
    const strike = parseStrike(entry.name);
    if (strike === null) {
      throw new UserError(
        `${path} is not named <moment>@<host>: moments are ${MOMENTS.join(', ')}; hosts are ${HOST_NAMES.join(', ')}`,
      );
    }
    const { mode } = await stat(path);
    if ((mode & ANY_RUN_BIT) === 0) throw new UserError(`${path} has no run bit: chmod +x ${path}`);
    scripts.push({ ...strike, fault: basename(folder), content: await readFile(path) });
  }
  if (scripts.length === 0) throw new UserError(`fault folder ${folder} holds no executable <moment>@<host>`);
  return scripts;
}
