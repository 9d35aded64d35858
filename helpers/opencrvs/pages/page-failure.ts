import type { Page } from '@playwright/test';
import { FailureError } from '../../base/outcome.ts';
import type { FailureReason } from '../../base/outcome.ts';
import { ownOrigins, type Environment } from '../environment.ts';
import { DEADLINE } from './deadlines.ts';

/** Pages that let a deadline pass: each further step would only wait for its own. */
const stuck = new WeakSet<Page>();

/**
 * Runs a step on a page, for `limit` milliseconds at most: a page whose own script never ends answers none of Playwright's
 * questions, and few of these have a deadline. What the browser says when it fails may hold addresses with tokens, so only its
 * first line is kept, without any address.
 */
export async function onPage<T>(
  page: Page,
  what: string,
  step: () => Promise<T>,
  limit = DEADLINE.step,
): Promise<T> {
  if (stuck.has(page)) throw new FailureError('unreachable', `${what}: the page no longer answers`);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      stuck.add(page);
      reject(new FailureError('unreachable', `${what}: not done within ${limit / 1000} s`));
    }, limit);
  });
  const work = step();
  // It may still fail when nobody waits for it any more.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    if (error instanceof FailureError) throw error;
    const said = error instanceof Error ? error.message : String(error);
    const first = (said.split('\n')[0] ?? '').replace(/\w+:\/\/\S+/g, '<address>').slice(0, 200);
    const reason: FailureReason = /net::ERR_|ECONN/.test(said) ? 'unreachable' : 'unexpected';
    throw new FailureError(reason, `${what}: ${first}`);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * That a page is still the environment's own: what another host shows proves nothing about this one.
 *
 * @throws FailureError `unexpected` when it is not
 */
export function assertOwn(page: Page, environment: Environment): void {
  const { origin } = new URL(page.url());
  if (!ownOrigins(environment).has(origin))
    throw new FailureError('unexpected', `the client of ${environment.name} sent the browser to ${origin}`);
}
