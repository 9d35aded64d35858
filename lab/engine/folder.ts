import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownerId } from './owner.ts';

/** In a lab's folder: the process that answers for it. */
export const OWNER_FILE = 'owner';

/** A folder of this user alone for the lab's secrets. */
export async function createFolder(labName: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `${labName}-`));
  await writeFile(join(folder, OWNER_FILE), ownerId());
  return folder;
}

/** The lab that a folder of that name belongs to. */
export const folderBelongsTo = (folderName: string): string => folderName.replace(/-[^-]*$/, '');
