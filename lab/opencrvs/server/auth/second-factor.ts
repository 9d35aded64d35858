import { randomBytes } from 'node:crypto';

const TEN_MINUTES_MS = 600_000;

export interface SecondFactor {
  /** Opens a login whose password was right and gives its nonce. */
  open(userId: string): string;
  /** The user of the nonce, once: a nonce is spent by the right code, not by wrong ones. */
  verify(nonce: string, code: string): string | null;
}

export function secondFactor(expectedCode: string): SecondFactor {
  const opened = new Map<string, { userId: string; expiresAt: number }>();
  return {
    open: (userId) => {
      const nonce = randomBytes(16).toString('base64');
      opened.set(nonce, { userId, expiresAt: Date.now() + TEN_MINUTES_MS });
      return nonce;
    },
    verify: (nonce, code) => {
      const login = opened.get(nonce);
      if (login === undefined || login.expiresAt < Date.now() || code !== expectedCode) return null;
      opened.delete(nonce);
      return login.userId;
    },
  };
}
