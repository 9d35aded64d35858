/** Things that are secrets by their shape alone, known or not. `keep` is what stands before the mask. */
export const SECRET_SHAPES: readonly { shape: RegExp; keep: string }[] = [
  // JSON Web Tokens: OpenCRVS's session tokens.
  // Each run of their characters is tried from its beginning alone: else a long one would be tried from each place in it.
  { shape: /(?<![\w-])[\w-]{11,}\.eyJ[\w-]{8,}(?:\.[\w-]+)?/gu, keep: '' },
  // Signatures of presigned object-store addresses (SigV4) and the credential they name.
  { shape: /(X-Amz-(?:Signature|Credential|Security-Token))=[^&\s"'<>‹]+/giu, keep: '$1=' },
  // A passphrase handed to openssl or to OpenCRVS's scripts, as it stands in its crontabs.
  {
    shape: /((?:-pass\s+pass:|--?passphrase[= ]|PASSPHRASE=))(?!‹)(?:'[^']*'|"[^"]*"|[^\s"']+)/giu,
    keep: '$1',
  },
  { shape: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/gu, keep: '' },
];
