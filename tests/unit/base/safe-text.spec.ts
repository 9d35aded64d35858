import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { safeLines, safeText } from '../../../helpers/base/safe-text.ts';

/** Whatever the unit, so that controls, directions and half surrogates come up. */
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 90 }),
  fc.string({
    maxLength: 90,
    unit: fc.constantFrom(
      'a',
      '\u001b',
      '\u009b',
      '\n',
      '\r',
      '\u202e',
      '\u2066',
      '\ud83d',
      '\ude00',
      '\0',
      '\u2028',
    ),
  }),
);

test('nothing that acts on a terminal or breaks a line is left, whatever comes', () => {
  fc.assert(
    fc.property(anything, fc.integer({ min: 40, max: 60 }), (text, limit) => {
      const shown = safeText(text, limit);
      expect(shown.length).toBeLessThanOrEqual(limit);
      expect(shown).not.toMatch(/[\p{Cc}\u2028-\u202e\u2066-\u2069\u200e\u200f\u061c]/u);
      expect(shown).not.toMatch(/\p{Surrogate}/u);
      expect(safeText(shown, limit)).toBe(shown);
    }),
  );
});

test('ordinary text of any script passes unchanged', () => {
  for (const text of ['Müller–Ñandú', 'جمهورية', 'ኢትዮጵያ', '李小龙 😀', 'C:\\path \'x\' "y"'])
    expect(safeText(text)).toBe(text);
});

test('what acts is written out, not left out: it is evidence', () => {
  expect(safeText('a\u001b[2Jb\nPASSED\u202eabc\u0085\0')).toBe('a\\e[2Jb\\nPASSED\\u202eabc\\u0085\\u0000');
});

test('what is too long is cut and says so, in time that does not grow with it', () => {
  expect(safeText('x'.repeat(50), 30)).toBe('xxxxxx… (50 characters in all)');
  const shown = safeText('\u001b'.repeat(20_000_000));
  expect(shown.length).toBeLessThanOrEqual(4_096);
});

test('of many lines the last ones stay, each safe', () => {
  expect(safeLines('one\r\ntwo\u001b\n')).toBe('one\ntwo\\e\n');
  expect(safeLines(Array.from({ length: 5 }, (_, i) => `line ${i}`).join('\n'), 2)).toBe(
    '… (3 earlier lines)\nline 3\nline 4',
  );
});
