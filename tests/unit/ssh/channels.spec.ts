import { expect, test } from '@playwright/test';
import { createChannels } from '../../../helpers/ssh/channels.ts';

const channel = () => {
  let close = () => {};
  const closed = new Promise<void>((resolve) => (close = resolve));
  return { closed, close };
};

test('a channel that was refused beside another is asked for again when that one has closed', async () => {
  const channels = createChannels();
  const first = channel();
  await channels.open('host', () => Promise.resolve(first));
  let asked = 0;
  const second = channels.open('host', async () => {
    if (++asked > 1) return channel();
    // The host's refusal comes after the first one has closed.
    first.close();
    await first.closed;
    await Promise.resolve();
    throw new Error('open failed');
  });
  await expect(second).resolves.toHaveProperty('close');
  expect(asked).toBe(2);
});

test('a channel that is refused alone is not asked for again', async () => {
  const refused = createChannels().open('host', () => Promise.reject(new Error('open failed')));
  await expect(refused).rejects.toThrow('host: no session for a command: open failed');
});
