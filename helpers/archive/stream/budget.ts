/** More would have to be kept than a reading may; what comes after it in the archive was not judged. */
export class TooMuchError extends Error {}

/** With the program itself and what passes through, this stays below 250 MB whatever the archive holds. */
const MOST = 64 << 20;
/** What the smallest thing that is kept takes beside its own bytes. */
const EACH = 64;

/**
 * What a reading keeps of one archive until its end, counted together whatever the format: names, keys, tables, collections.
 * What only passes through is not counted here; its readers have limits of their own.
 */
export class Budget {
  #left: number;

  constructor(most = MOST) {
    this.#left = most;
  }

  /** To be called before something is kept. @throws TooMuchError when that is too much; `what`: a plural, `names` */
  keep(bytes: number, what: string): void {
    this.#left -= bytes + EACH;
    if (this.#left < 0) throw new TooMuchError(`the archive holds more ${what} than this reader keeps`);
  }
}
