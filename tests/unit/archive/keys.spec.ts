import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { KeySet } from '../../../helpers/archive/contents/key-set.ts';
import { Sample } from '../../../helpers/archive/contents/sample.ts';

const keys = fc
  .array(fc.integer({ min: 0, max: 5000 }), { maxLength: 2000, size: '+1' })
  .map((numbers) => numbers.map((n) => `events/${n}.png`));

test('a set of keys is a set of keys', () => {
  fc.assert(
    fc.property(keys, keys, (a, b) => {
      const [first, second] = [new KeySet(), new KeySet()];
      const known = new Set<string>();
      for (const key of a) {
        expect(first.add(key)).toBe(!known.has(key));
        known.add(key);
      }
      for (const key of b) second.add(key);
      expect(first.size).toBe(known.size);
      const others = new Set(b);
      for (const key of b) expect(first.has(key)).toBe(known.has(key));
      expect(first.countMissingIn(second)).toBe([...known].filter((key) => !others.has(key)).length);
    }),
    { numRuns: 20 },
  );
});

test('keys of an object store, alike as they are, do not collide', () => {
  const set = new KeySet();
  for (let i = 0; i < 300_000; i++) set.add(`events/${i}/${i % 7}.png`);
  expect(set.size).toBe(300_000);
});

test('a sample depends on its seed and the keys, not on their order, and is spread evenly', () => {
  const objects = Array.from({ length: 20_000 }, (_, i) => `events/${i}/a.png`);
  const sampled = (seed: string, list: string[]): number[] => {
    const sample = new Sample(seed, 400);
    for (const key of list) sample.offer(key, 1, '');
    return sample.objects.map(({ key }) => Number(key.split('/')[1])).sort((a, b) => a - b);
  };
  const one = sampled('one', objects);
  expect(one).toHaveLength(400);
  expect(sampled('one', [...objects].reverse())).toEqual(one);
  expect(sampled('two', objects)).not.toEqual(one);
  const quarters = [0, 1, 2, 3].map((q) => one.filter((n) => Math.floor(n / 5000) === q).length);
  for (const quarter of quarters) expect(Math.abs(quarter - 100)).toBeLessThan(40);
});

test('a sample of fewer objects than wanted has all of them', () => {
  const sample = new Sample('seed', 5);
  for (const key of ['a', 'b', 'c']) sample.offer(key, 1, '');
  expect(sample.objects.map(({ key }) => key).sort()).toEqual(['a', 'b', 'c']);
});
