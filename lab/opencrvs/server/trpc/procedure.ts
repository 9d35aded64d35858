import type { z } from 'zod';
import type { Claims } from '../auth/token.ts';

/** One procedure of the events service: its input is parsed before `run` sees it. */
export interface Procedure {
  type: 'query' | 'mutation';
  input: z.ZodType;
  run(input: never, claims: Claims): Promise<unknown>;
}

export const query = <I extends z.ZodType>(
  input: I,
  run: (input: z.infer<I>, claims: Claims) => Promise<unknown>,
): Procedure => ({ type: 'query', input, run: run });

export const mutation = <I extends z.ZodType>(
  input: I,
  run: (input: z.infer<I>, claims: Claims) => Promise<unknown>,
): Procedure => ({ type: 'mutation', input, run: run });

export type Procedures = Readonly<Record<string, Procedure>>;
