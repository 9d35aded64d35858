import { FailureError } from '../base/outcome.ts';

/** sshd's MaxSessions is 10 unless the host says otherwise; a few are left to others. */
const AT_ONCE = 8;

/** Lets a limited number of channels be open at a time over one connection; the others wait for one to close. */
export function createChannels(atOnce = AT_ONCE) {
  let open = 0;
  const waiting: (() => void)[] = [];
  const free = () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve);
    });
  const release = () => {
    open--;
    waiting.shift()?.();
  };
  return {
    /**
     * Opens a channel when there is room. A host that allows fewer than that refuses some: they are tried again each time one
     * of the others has closed, and fail only when none was open.
     *
     * @param ask opens a channel, `closed` settles when it is closed
     */
    async open<T extends { closed: Promise<unknown> }>(host: string, ask: () => Promise<T>): Promise<T> {
      for (;;) {
        while (open >= atOnce) await free();
        open++;
        const alone = open === 1;
        try {
          const channel = await ask();
          void channel.closed.then(release, release);
          return channel;
        } catch (error) {
          open--;
          // The others may have closed while the host was refusing this one: then there is room now.
          if (open === 0 && !alone) continue;
          if (open === 0) {
            waiting.shift()?.();
            const why = error instanceof Error ? error.message : String(error);
            throw new FailureError('unreachable', `${host}: no session for a command: ${why}`, {
              cause: error,
            });
          }
          await free();
        }
      }
    },
  };
}
