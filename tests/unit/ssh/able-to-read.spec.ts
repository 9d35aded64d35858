import { expect, test } from '@playwright/test';
import { listFile } from '../../../helpers/archive/host-input.ts';
import { ableToRead } from '../../../helpers/ssh/able-to-read.ts';
import type { CommandOptions, CommandResult, Host } from '../../../helpers/ssh/host.ts';

/** A host with these paths below a folder that only root may look into, as a user or, where sudo is allowed, as root. */
function host(
  paths: readonly string[],
  { sudo, open = [] }: { sudo: boolean; open?: readonly string[] },
): Host {
  const result = (code: number, stdout = '', stderr = ''): CommandResult => ({
    code,
    stdout,
    stderr,
    signal: null,
    durationMs: 1,
  });
  const folders = ['/', '/home', '/home/backup'];
  const run = (argv: readonly string[], options: CommandOptions = {}): Promise<CommandResult> => {
    const root = options.sudo === true;
    if (root && !sudo) return Promise.resolve(result(1, '', 'sudo: a password is required'));
    const path = argv.at(-1) ?? '';
    const hidden = !root && !folders.includes(path) && !open.some((folder) => path.startsWith(folder));
    const there = folders.includes(path) || paths.includes(path);
    if (argv[0] === 'stat')
      return Promise.resolve(
        hidden
          ? result(1, '', `stat: cannot statx '${path}': Permission denied`)
          : there
            ? result(0, '7 1790000000\n')
            : result(1, '', `stat: cannot statx '${path}': No such file or directory`),
      );
    if (argv[1] === '-x')
      return Promise.resolve(
        result(there && (root || path !== '/home/backup' || open.includes('/home/backup')) ? 0 : 1),
      );
    return Promise.resolve(result(!hidden && there ? 0 : 1));
  };
  return {
    name: 'backup',
    run,
    stream: () => Promise.reject(new Error('not here')),
    close: () => Promise.resolve(),
  };
}

const PATH = '/home/backup/backups/2026-03-01/2026-03-01.tar.gz.enc';

async function look(on: Host) {
  return listFile(await ableToRead(on, PATH), PATH).catch((error: Error) => error.message);
}

test('an archive that is missing is missing, whoever can see that', async () => {
  expect(await look(host([], { sudo: true }))).toBeNull();
  expect(await look(host([], { sudo: false, open: ['/home/backup'] }))).toBeNull();
});

test('where nobody may look inside, it is not said to be missing', async () => {
  expect(await look(host([], { sudo: false }))).toMatch(/Permission denied/);
});

test('an archive that only root may read is read as root', async () => {
  expect(await look(host([PATH], { sudo: true }))).toMatchObject({ bytes: 7 });
});
