import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getContainerRuntimeClient } from 'testcontainers';
import { LAB_LABEL } from '../engine/labels.ts';
import { ensureBaseImage } from './base-image.ts';
import { command } from './command.ts';
import { SetupError, announceOnStderr, type Announce } from './step.ts';

const CONTEXT = fileURLToPath(new URL('../hosts/image', import.meta.url));

const filesUnder = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/**
 * The image's name carries a hash of all that goes into it: a changed recipe is another image, never a stale
 * one.
 */
async function imageName(baseImage: string): Promise<string> {
  const hash = createHash('sha256').update(
    (await command('docker', ['image', 'inspect', '-f', '{{.Id}}', baseImage])).stdout,
  );
  for (const file of await filesUnder(CONTEXT))
    hash.update(relative(CONTEXT, file)).update(await readFile(file));
  return `opencrvs-lab-host:${hash.digest('hex').slice(0, 16)}`;
}

/** One line of the engine's answer to a build. */
interface BuildLine {
  stream?: string;
  error?: string;
}

/**
 * The image of the lab's hosts; built when its recipe has no image yet.
 *
 * @returns its name.
 * @throws SetupError with the build's own error: an engine reports it in the stream and answers 200.
 */
export async function ensureHostImage(announce: Announce = announceOnStderr): Promise<string> {
  const baseImage = await ensureBaseImage(announce);
  const name = await imageName(baseImage);
  const { dockerode } = (await getContainerRuntimeClient()).container;
  if ((await command('docker', ['image', 'inspect', name])).code === 0) return name;
  announce(`building ${name} (about a minute, once)`);
  const src = (await filesUnder(CONTEXT)).map((file) => relative(CONTEXT, file));
  const answer = await dockerode.buildImage(
    { context: CONTEXT, src },
    { t: name, buildargs: { BASE: baseImage }, forcerm: true, labels: { [LAB_LABEL]: 'image' } },
  );
  let said = '';
  await new Promise<void>((resolve, reject) => {
    dockerode.modem.followProgress(
      answer,
      (error) =>
        error ? reject(new SetupError(`the host image was not built: ${error.message}`)) : resolve(),
      (line: BuildLine) => {
        said = (said + (line.stream ?? '')).slice(-2000);
        if (line.error !== undefined) {
          reject(new SetupError(`the host image was not built: ${line.error.trim()}\n${said}`));
        }
      },
    );
  });
  return name;
}
