/** Answers that somebody gave for single fields; null: leave the field out. */
export interface Template {
  /** The file, for messages. */
  path: string;
  answers: Readonly<Record<string, unknown>>;
}
