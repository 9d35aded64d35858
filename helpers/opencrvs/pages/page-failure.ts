import { FailureError } from '../../base/outcome.ts';
import type { FailureReason } from '../../base/outcome.ts';

/**
 * Runs a step on a page. What the browser says when it fails may hold addresses with tokens, so only its first line is kept,
 * without any address.
 */
export async function onPage<T>(what: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof FailureError) throw error;
    const said = error instanceof Error ? error.message : String(error);
    const first = (said.split('\n')[0] ?? '').replace(/\w+:\/\/\S+/g, '<address>');
    const reason: FailureReason = /net::ERR_|ECONN/.test(said) ? 'unreachable' : 'unexpected';
    throw new FailureError(reason, `${what}: ${first}`);
  }
}
