/** The compressed bytes ended before their stream did. */
export class DecompressCutError extends Error {}
/** The compressed bytes are not such a stream (any more). */
export class DecompressCorruptError extends Error {}
