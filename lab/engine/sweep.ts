import { readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { engine } from './engine.ts';
import { KEPT_LABEL, LAB_LABEL, NAME_LABEL, OWNER_LABEL } from './labels.ts';
import { OWNER_FILE, folderBelongsTo } from './folder.ts';
import { ownerAlive } from './owner.ts';

type Labels = Record<string, string>;

/** Somebody else's sweep, or the lab's own stop, may have been faster. */
const unlessGone = (error: unknown): void => {
  const status = (error as { statusCode?: number }).statusCode;
  if (status !== 404 && status !== 409) throw error;
};

/**
 * Removes every container and network of the labs whose labels are doomed, and gives the names of those labs.
 */
async function removeLabs(doomed: (labels: Labels) => boolean): Promise<string[]> {
  const docker = await engine();
  const filters = { label: [`${LAB_LABEL}=lab`] };
  const names = new Set<string>();
  const containers = await docker.listContainers({ all: true, filters });
  await Promise.all(
    containers.map(async ({ Id, Labels }) => {
      if (!doomed(Labels)) return;
      names.add(Labels[NAME_LABEL] ?? Id);
      await docker.getContainer(Id).remove({ force: true, v: true }).catch(unlessGone);
    }),
  );
  const networks = await docker.listNetworks({ filters });
  await Promise.all(
    networks.map(async ({ Id, Labels = {} }) => {
      if (!doomed(Labels)) return;
      names.add(Labels[NAME_LABEL] ?? Id);
      await docker.getNetwork(Id).remove().catch(unlessGone);
    }),
  );
  return [...names];
}

/**
 * Removes the folders of these labs, and of labs that nobody answers for and that are no more: they hold keys
 * and passwords.
 */
async function removeFolders(names: readonly string[]): Promise<void> {
  const folders = (await readdir(tmpdir())).filter((entry) => entry.startsWith(`${LAB_LABEL}-`));
  const up = folders.length === 0 ? [] : await namesUp();
  for (const entry of folders) {
    const belongs = folderBelongsTo(entry);
    const owner = await readFile(join(tmpdir(), entry, OWNER_FILE), 'utf8').catch(() => '');
    const orphan = owner !== '' && !ownerAlive(owner) && !up.includes(belongs);
    if (orphan || names.includes(belongs)) await rm(join(tmpdir(), entry), { recursive: true, force: true });
  }
}

/**
 * Removes pictures of hosts whose process is no more; one that a lab still stands on stays for the next
 * sweep.
 */
async function removeSnapshots(): Promise<void> {
  const docker = await engine();
  const images = await docker.listImages({ filters: { label: [`${LAB_LABEL}=snapshot`] } });
  await Promise.all(
    images.map(async ({ Id, Labels }) => {
      if (nobodys(Labels)) await docker.getImage(Id).remove({ force: true }).catch(unlessGone);
    }),
  );
}

async function namesUp(): Promise<string[]> {
  const filters = { label: [`${LAB_LABEL}=lab`] };
  const containers = await (await engine()).listContainers({ all: true, filters });
  return containers.map(({ Labels }) => Labels[NAME_LABEL] ?? '');
}

async function remove(doomed: (labels: Labels) => boolean): Promise<string[]> {
  const names = await removeLabs(doomed);
  await removeFolders(names);
  return names;
}

const nobodys = (labels: Labels): boolean => !ownerAlive(labels[OWNER_LABEL] ?? '');
const kept = (labels: Labels): boolean => labels[KEPT_LABEL] === 'yes';

/**
 * Removes what crashed labs left behind: everything with the lab's label whose process is no more, unless it
 * was to be kept. Labs that other processes run are left alone.
 *
 * @returns the names of the labs that were removed
 */
export async function sweep(): Promise<string[]> {
  const names = await remove((labels) => !kept(labels) && nobodys(labels));
  await removeSnapshots();
  return names;
}

/**
 * Removes the labs that were kept (`--keep`), and what crashed ones left behind. One whose process still
 * works with it is not kept yet.
 *
 * @returns the names of the labs that were removed
 */
export const down = (): Promise<string[]> => remove(nobodys);

/** Removes one lab, in whatever state it is. */
export async function removeLab(name: string): Promise<void> {
  await remove((labels) => labels[NAME_LABEL] === name);
}

/** How often nothing may be found before a lab counts as gone, and the milliseconds in between. */
const GONE_AFTER = 3;
const BETWEEN_MS = 250;
const LOOKS_AT_MOST = 40;

/** Removes a lab with its folder while somebody may still be bringing it up: what is made meanwhile goes too. */
export async function removeComingUp(name: string, folder: string): Promise<void> {
  for (let looks = 0, empty = 0; empty < GONE_AFTER && looks < LOOKS_AT_MOST; looks++) {
    const names = await remove((labels) => labels[NAME_LABEL] === name);
    empty = names.length === 0 ? empty + 1 : 0;
    // The engine does not say what it is about to make.
    await pause(BETWEEN_MS);
  }
  await rm(folder, { recursive: true, force: true });
}
