export interface Problem {
  key: string;
  /** What is wrong, without the value: it may be a secret. */
  wrong: string;
}
