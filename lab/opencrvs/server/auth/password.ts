import { pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(pbkdf2);

// A fake's passwords guard nothing: few rounds keep a login in the low milliseconds.
const ROUNDS = 2_000;

export async function hashPassword(password: string, salt = randomBytes(16).toString('base64')) {
  const hash = await derive(password, salt, ROUNDS, 32, 'sha256');
  return { hash: hash.toString('base64'), salt };
}

export async function isPassword(password: string, hash: string, salt: string): Promise<boolean> {
  const given = Buffer.from((await hashPassword(password, salt)).hash);
  const stored = Buffer.from(hash);
  return given.length === stored.length && timingSafeEqual(given, stored);
}
