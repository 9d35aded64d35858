import { readdirSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../../helpers/base/user-error.ts';
import { MOMENTS, parseStrike } from '../hooks/moment.ts';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

/** A fault that comes with the lab. */
export interface KnownFault {
  name: string;
  folder: string;
  /** One sentence: what goes wrong. */
  description: string;
}

/** The names of the faults that come with the lab, in order. */
export const faultNames = (): string[] =>
  readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

/**
 * The faults that come with the lab, each a folder beside this file; the comment of its earliest script
 * describes it.
 */
export async function listFaults(): Promise<KnownFault[]> {
  const folders = (await readdir(FOLDER, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const faults = folders.map(async ({ name }) => {
    const folder = join(FOLDER, name);
    const moment = (script: string) => MOMENTS.findIndex((known) => script.startsWith(`${known}@`));
    const scripts = (await readdir(folder)).filter((script) => parseStrike(script) !== null);
    const [first = ''] = scripts.sort((a, b) => moment(a) - moment(b));
    const script = await readFile(join(folder, first), 'utf8');
    return { name, folder, description: /^# (.*)$/m.exec(script)?.[1] ?? '' };
  });
  return (await Promise.all(faults)).sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * The folder of a fault that comes with the lab.
 *
 * @throws UserError that names the faults there are
 */
export async function faultFolder(name: string): Promise<string> {
  const faults = await listFaults();
  const fault = faults.find((known) => known.name === name);
  if (fault === undefined) {
    throw new UserError(
      `there is no fault ${name}; there are: ${faults.map((known) => known.name).join(', ')}`,
    );
  }
  return fault.folder;
}
