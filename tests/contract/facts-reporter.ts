import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { againstSettings } from './against-settings.ts';
import { AGAINST } from './asked.ts';
import { FACT, type FactNote } from './facts.ts';
import { differenceTable } from './difference-table.ts';
import type { Difference } from './differences.ts';

/** Of tests that say nothing about a real OpenCRVS. */
const NO_FACT = '@no-fact';

/** A test that holds no recorded fact is one itself: what its title says. */
function factsOf(test: TestCase, result: TestResult): FactNote[] {
  if (test.parent.project()?.name !== 'contract' || test.tags.includes(NO_FACT)) return [];
  const noted = result.annotations
    .filter(({ type }) => type === FACT)
    .map(({ description }) => JSON.parse(description ?? '{}') as FactNote);
  const skip = result.annotations.find(({ type }) => type === 'skip');
  if (result.status === 'skipped') {
    const notAsked = skip?.description ?? 'not reached: what it goes on from failed';
    return [...noted, { name: test.title, differences: [], notAsked }];
  }
  const isListed = noted.some(({ differences }) => differences.length > 0);
  // The fake's differences fail their test: what stands in the list already is not said twice.
  if (result.status === 'passed' || (AGAINST === undefined && isListed))
    return noted.length > 0 ? noted : [{ name: test.title, differences: [] }];
  return [...noted, { name: test.title, differences: result.errors.map(asDifference) }];
}

const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[\\d+(?:;\\d+)*m`, 'g');

function asDifference({ message = '' }: { message?: string }): Difference {
  const text = message.replaceAll(COLOURS, '');
  const line = (word: string) => new RegExp(`^${word}[^:\n]*: *(.*)$`, 'm').exec(text)?.[1];
  return {
    at: 'as a whole',
    expected: line('Expected') ?? 'to be answered',
    seen: line('Received') ?? text.split('\n')[0] ?? '',
  };
}

/** Counts the facts that were asked and lists where the OpenCRVS that was asked is not as it was recorded. */
export default class FactsReporter implements Reporter {
  private readonly results = new Map<TestCase, TestResult>();

  onTestEnd(test: TestCase, result: TestResult): void {
    this.results.set(test, result);
  }

  onEnd(): Promise<{ status: FullResult['status'] } | undefined> {
    // Teaches the redactor, in this process too, what must not be shown.
    if (AGAINST !== undefined) againstSettings(AGAINST);
    const facts = [...this.results].flatMap(([test, result]) => factsOf(test, result));
    if (facts.length === 0) return Promise.resolve(undefined);
    const asked = facts.filter(({ notAsked }) => notAsked === undefined);
    const different = asked.filter(({ differences }) => differences.length > 0);
    const reasons = new Map<string, number>();
    for (const { notAsked } of facts)
      if (notAsked !== undefined) reasons.set(notAsked, (reasons.get(notAsked) ?? 0) + 1);
    if (different.length > 0) console.log(`\n${differenceTable(different)}`);
    console.log(
      `\n${asked.length} facts asked, ${asked.length - different.length} as recorded, ${different.length} different.`,
    );
    for (const [why, count] of reasons) console.log(`${count} not asked: ${why}.`);
    return Promise.resolve(different.length > 0 ? { status: 'failed' } : undefined);
  }
}
