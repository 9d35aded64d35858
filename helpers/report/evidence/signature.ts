import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a signature is for, so that one made for something else cannot be used here. */
export const NAMESPACE = 'opencrvs-backup-verifier';

/** Asking for a passphrase would wait for ever under cron. */
const TIMEOUT_MS = 20_000;

/**
 * Signs a text with an SSH key, as anybody with OpenSSH can check.
 *
 * @throws Error with what ssh-keygen said
 */
export async function sign(text: string, keyFile: string): Promise<string> {
  return withFolder(async (dir) => {
    const file = join(dir, 'manifest');
    writeFileSync(file, text);
    const { code, said } = await sshKeygen(['-Y', 'sign', '-f', keyFile, '-n', NAMESPACE, file], '');
    if (code !== 0) throw new Error(`ssh-keygen could not sign with ${keyFile}: ${said}`);
    return readFileSync(`${file}.sig`, 'utf8');
  });
}

/** The public half of a signing key, as `authorized_keys` and allowed signers have it. */
export async function publicKey(keyFile: string): Promise<string> {
  const { code, out, said } = await sshKeygen(['-y', '-P', '', '-f', keyFile], '');
  if (code !== 0) throw new Error(`ssh-keygen could not read ${keyFile}: ${said}`);
  return out.trim();
}

/**
 * Whether a signature is of this text; with `signer`, a public key, also whether it is that key's.
 *
 * @returns null when it is; else why not
 */
export async function signatureProblem(
  text: string,
  signature: string,
  signer: string | null,
): Promise<string | null> {
  // OpenSSH forgives other line breaks in the armour; here no byte may be other.
  if (!isCanonical(signature)) return 'the signature was changed';
  return withFolder(async (dir) => {
    const file = join(dir, 'signature');
    writeFileSync(file, signature);
    const common = ['-n', NAMESPACE, '-s', file];
    if (signer === null) {
      const { code } = await sshKeygen(['-Y', 'check-novalidate', ...common], text);
      return code === 0 ? null : 'the signature does not belong to this manifest';
    }
    const allowed = join(dir, 'allowed');
    writeFileSync(allowed, `signer ${signer.trim()}\n`);
    const { code } = await sshKeygen(['-Y', 'verify', '-f', allowed, '-I', 'signer', ...common], text);
    return code === 0 ? null : 'the signature is not of this key, or not of this manifest';
  });
}

const HEAD = '-----BEGIN SSH SIGNATURE-----';
const TAIL = '-----END SSH SIGNATURE-----';

function isCanonical(signature: string): boolean {
  const body = signature
    .split('\n')
    .filter((line) => !line.startsWith('-----'))
    .join('');
  const bytes = Buffer.from(body, 'base64').toString('base64');
  const lines = bytes.match(/.{1,70}/g) ?? [];
  return signature === [HEAD, ...lines, TAIL, ''].join('\n');
}

async function withFolder<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'backup-verifier-sign-'));
  try {
    return await work(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function sshKeygen(
  args: readonly string[],
  input: string,
): Promise<{ code: number | null; out: string; said: string }> {
  const child = spawn('ssh-keygen', args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: TIMEOUT_MS,
    // No window that asks for a passphrase.
    env: { ...process.env, SSH_ASKPASS_REQUIRE: 'never', DISPLAY: '' },
    detached: true,
  });
  let [out, said] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdin.on('error', () => undefined).end(input);
  const [code] = (await once(child, 'close').catch((error: unknown) => {
    said = (error as Error).message;
    return [null];
  })) as [number | null];
  return { code, out, said: said.trim().split('\n').at(-1) ?? '' };
}
