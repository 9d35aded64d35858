import { expect, type Locator } from '@playwright/test';
import { ariaOf, recordedAria } from './aria.ts';
import type { Conversation } from './conversation.ts';
import type { Difference } from './differences.ts';
import { hold } from './facts.ts';

/**
 * Holds a page, or the part of it that was recorded, to how a real one was read. A page that is still being drawn is waited for.
 *
 * @param trim what is compared of the page, where not all of it was recorded
 */
export async function holdPage(
  part: Locator,
  name: string,
  talk: Conversation,
  { values = {}, trim = (text: string) => text }: HeldPage = {},
): Promise<void> {
  const recorded = recordedAria(name);
  const all = { ...Object.fromEntries(talk.names), ...values };
  let seen = '';
  const isEqual = async () => (seen = trim(await ariaOf(part, all))) === recorded;
  await expect
    .poll(isEqual, { message: name })
    .toBe(true)
    .catch(() => undefined);
  hold(name, lineDifferences(recorded.split('\n'), seen.split('\n')));
}

interface HeldPage {
  /** What the page shows → the placeholder that was recorded for it. */
  values?: Record<string, string>;
  trim?: (text: string) => string;
}

/** The lines that only one of both has, in pairs as far as they go. */
function lineDifferences(recorded: readonly string[], seen: readonly string[]): Difference[] {
  const gone = recorded.filter((line) => !seen.includes(line));
  const come = seen.filter((line) => !recorded.includes(line));
  const pairs = Array.from({ length: Math.max(gone.length, come.length) }, (_, index) => ({
    at: 'page',
    expected: gone[index]?.trim() ?? 'nothing',
    seen: come[index]?.trim() ?? 'nothing',
  }));
  const isMoved = pairs.length === 0 && recorded.join('\n') !== seen.join('\n');
  return isMoved
    ? [{ at: 'page', expected: 'these lines in this order', seen: 'another order or number' }]
    : pairs;
}
