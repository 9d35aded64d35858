import { expect, test } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ownerAlive, ownerId } from '../../../lab/engine/owner.ts';

test('a process is alive until it ends', async () => {
  expect(ownerAlive(ownerId())).toBe(true);
  const child = spawn('sleep', ['60']);
  await once(child, 'spawn');
  const id = ownerId(child.pid);
  expect(ownerAlive(id)).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'close');
  expect(ownerAlive(id)).toBe(false);
});

test('a process id that came back, or one from before a boot, is somebody else', () => {
  const [boot, pid, start] = ownerId().split('/');
  expect(ownerAlive(`${boot}/${pid}/${start}1`)).toBe(false);
  expect(ownerAlive(`another-boot/${pid}/${start}`)).toBe(false);
  expect(ownerAlive('')).toBe(false);
});
