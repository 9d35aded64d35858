/** Where in an archive something can be broken, from the outside in. */
export const LAYERS = ['source', 'cipher', 'gzip', 'tar', 'nested-gzip', 'nested-tar', 'content'] as const;
export type Layer = (typeof LAYERS)[number];

/**
 * What is broken. `cut`: ends too early. `corrupt`: bytes are not what was written. `trailing`: more follows after the
 * end. `wrong-key`: the passphrase does not open it. `not-encrypted`, `not-this`: another kind of file. `too-big`: it
 * unpacks or claims to unpack to more than any backup does. `empty`: no bytes at all. `wrong-options`: the passphrase opens it,
 * but only with other options of openssl. `unjudged`: no damage, but more than this reader keeps, or something that it cannot
 * make sense of; what follows was not judged.
 */
export type DamageKind =
  | 'cut'
  | 'corrupt'
  | 'trailing'
  | 'wrong-key'
  | 'wrong-options'
  | 'not-encrypted'
  | 'not-this'
  | 'too-big'
  | 'empty'
  | 'unjudged';

export interface Damage {
  layer: Layer;
  kind: DamageKind;
  /** Position in the file on the backup host up to which it had been read when the damage showed; null: not known. */
  offset: number | null;
  /** The member of the archive that was being read; null: none, or the archive as a whole. */
  member: string | null;
  /** One sentence; names no citizen and no secret. */
  message: string;
}

/** How damage travels inside the reader; at its edge it becomes a fact. */
export class DamageError extends Error {
  constructor(
    readonly layer: Layer,
    readonly kind: DamageKind,
    message: string,
    /** Of a cut gzip stream: all of its content was there, only its checksum was not. */
    readonly atTrailer = false,
  ) {
    super(message);
    this.name = 'DamageError';
  }

  /** Whether it arose in `layer` or deeper inside the archive, so that the layers around it can go on. */
  isWithin(layer: Layer): boolean {
    return LAYERS.indexOf(this.layer) >= LAYERS.indexOf(layer);
  }
}
