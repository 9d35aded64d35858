import { differences, MANIFEST, SIGNATURE } from './manifest.ts';
import { signatureProblem } from './signature.ts';
import { unzip } from './zip.ts';

/** What came of looking at an evidence archive. */
export interface EvidenceFinding {
  /** Empty: no byte was changed. */
  problems: string[];
  /** Whose signature holds it together; null: none does, so that a whole exchange would not show. */
  signer: string | null;
  files: number;
}

/**
 * Looks for any changed byte of an evidence archive.
 *
 * @param expectedSigner the public key that must have signed it; null: whichever did
 */
export async function verifyEvidence(bytes: Buffer, expectedSigner: string | null): Promise<EvidenceFinding> {
  const files = unzip(bytes);
  if (files === null)
    return {
      problems: ['it is not an archive as this tool writes it: a byte was changed, lost or added'],
      signer: null,
      files: 0,
    };
  const problems = differences(files);
  const signature = files.get(SIGNATURE)?.toString('utf8');
  const signer = files.get('signer.pub')?.toString('utf8').trim() ?? null;
  const manifest = files.get(MANIFEST)?.toString('utf8') ?? '';
  if (signature === undefined) {
    if (signer !== null || expectedSigner !== null) problems.push('it is not signed');
    return { problems, signer: null, files: files.size };
  }
  const wrong = await signatureProblem(manifest, signature, expectedSigner ?? signer);
  if (wrong !== null) problems.push(wrong);
  return { problems, signer: wrong === null ? (expectedSigner ?? signer) : null, files: files.size };
}
