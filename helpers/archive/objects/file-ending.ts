/** How the content of an image or document must begin, and what must stand near its end when it is whole. */
const KINDS: readonly { kind: string; start: Buffer; end: Buffer }[] = [
  { kind: 'PNG', start: Buffer.from('89504e470d0a1a0a', 'hex'), end: Buffer.from('49454e44ae426082', 'hex') },
  { kind: 'JPEG', start: Buffer.from('ffd8ff', 'hex'), end: Buffer.from('ffd9', 'hex') },
  { kind: 'PDF', start: Buffer.from('%PDF-'), end: Buffer.from('%%EOF') },
];
const LONGEST_START = 8;
/** Programs add a line, a comment or padding after the end: PDF allows a kibibyte. */
const NEAR = 1024;

/** Looks at the first and the last bytes of a file that streams by. */
export class FileEnding {
  #start: Buffer = Buffer.alloc(0);
  #tail: Buffer = Buffer.alloc(0);

  update(chunk: Buffer): void {
    if (this.#start.length < LONGEST_START) {
      this.#start = Buffer.concat([this.#start, chunk.subarray(0, LONGEST_START - this.#start.length)]);
    }
    this.#tail =
      chunk.length >= NEAR ? chunk.subarray(-NEAR) : Buffer.concat([this.#tail, chunk]).subarray(-NEAR);
  }

  /** Why the file is torn; null: it has its end, or is of a kind that has none. */
  get torn(): string | null {
    const found = KINDS.find(({ start }) => this.#start.subarray(0, start.length).equals(start));
    if (found === undefined || this.#tail.includes(found.end)) return null;
    return `a ${found.kind} without its end`;
  }
}
