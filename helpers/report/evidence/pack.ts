import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST, manifestOf, SIGNATURE } from './manifest.ts';
import { publicKey, sign } from './signature.ts';
import { zipOf } from './zip.ts';

/** Of a run's folder: what it saw, what it did when, and its pictures. Its report and its token stay out. */
const OF_RUN = /^(?:facts|evidence)(?:\/|$)|^record\.jsonl$|^journal\.jsonl$/;

const README = `This archive is the evidence of one verification of an OpenCRVS backup.

verdict.json     the result, for programs
certificate.*    the result, for people
run/facts/       what was seen, redacted
run/evidence/    pictures, of the synthetic test record only
${MANIFEST}       the SHA-256 of every file: sha256sum -c ${MANIFEST}
${SIGNATURE}   where there is one: the signature of ${MANIFEST} by the key in signer.pub:
  (printf 'signer '; cat signer.pub) > allowed
  ssh-keygen -Y verify -f allowed -I signer -n opencrvs-backup-verifier -s ${SIGNATURE} < ${MANIFEST}
  Compare signer.pub with the one that the operator gave you.

“npm run verify-evidence -- FILE” of the backup verifier does all of this, and finds any changed byte.
`;

/**
 * Packs what a result stands on, with a SHA-256 manifest, signed where there is a key.
 *
 * @param forms further files, by name: the result and the certificate
 */
export async function packEvidence(
  forms: ReadonlyMap<string, Uint8Array>,
  runDir: string | null,
  keyFile: string | null,
): Promise<Buffer> {
  const files = new Map<string, Uint8Array>([['README.txt', Buffer.from(README)], ...forms]);
  if (runDir !== null) {
    for (const name of readdirSync(runDir, { recursive: true, encoding: 'utf8' })) {
      const file = join(runDir, name);
      if (OF_RUN.test(name) && !name.endsWith('.draft') && statSync(file).isFile())
        files.set(`run/${name}`, readFileSync(file));
    }
  }
  if (keyFile !== null) files.set('signer.pub', Buffer.from(`${await publicKey(keyFile)}\n`));
  const manifest = manifestOf(files);
  files.set(MANIFEST, Buffer.from(manifest));
  if (keyFile !== null) files.set(SIGNATURE, Buffer.from(await sign(manifest, keyFile)));
  return zipOf(files);
}
