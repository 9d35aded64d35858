import { rawBytes } from '../base/raw-text.ts';

/**
 * The ways a secret can stand in a text: as it is, as part of a URL, of JSON, of HTML, in a shell word, in hex, and in base64
 * at each of the three offsets it can have inside a longer encoded text.
 */
export function encodedForms(secret: string): string[] {
  // Bytes that are not UTF-8 (`rawText`): shown as Latin-1, if at all.
  if (/\p{Surrogate}/u.test(secret)) return encodedForms(rawBytes(secret).toString('latin1'));
  const forms = new Set<string>([
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ v: secret }).toString().slice(2),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    secret.replaceAll("'", `'\\''`),
  ]);
  // Encodings of very short secrets are so short themselves that they would match anything.
  if (secret.length >= 8) {
    const bytes = Buffer.from(secret, 'utf8');
    forms.add(bytes.toString('hex'));
    for (const offset of [0, 1, 2]) {
      const base64 = Buffer.concat([Buffer.alloc(offset), bytes])
        .toString('base64')
        .replace(/=+$/, '');
      // Characters that also encode neighbouring bytes are left out.
      const from = Math.ceil((offset * 8) / 6);
      const to = Math.floor(((offset + bytes.length) * 8) / 6);
      const inner = base64.slice(from, to);
      forms.add(inner);
      forms.add(inner.replaceAll('+', '-').replaceAll('/', '_'));
    }
  }
  return [...forms].filter((form) => form !== '');
}
