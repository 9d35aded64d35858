const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;

export type Tone = keyof typeof CODES;
export type Paint = (tone: Tone, text: string) => string;

/** Colours a text, or leaves it as it is. */
export const painter =
  (on: boolean): Paint =>
  (tone, text) =>
    on ? `\u001b[${CODES[tone]}m${text}\u001b[0m` : text;

/** Colours are for a terminal, and for those who have not set NO_COLOR (https://no-color.org). */
export const wantsColour = (
  stream: Pick<NodeJS.WriteStream, 'isTTY'>,
  env: Record<string, string | undefined>,
): boolean => stream.isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
