import { expect, test } from '@playwright/test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadExceptions, parseExceptions } from '../../../helpers/retention/exceptions.ts';

const one = {
  name: '2026-03-05',
  allow: 'extra',
  reason: 'looked up',
  by: 'K. Mweene',
  since: '2026-11-20',
  until: '2026-11-30',
};
const file = (change: Record<string, unknown> = {}): string =>
  JSON.stringify({ exceptions: [{ ...one, ...change }] });

test('a file, an empty one, and none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'exceptions-'));
  try {
    const path = join(folder, 'retention-exceptions.json');
    expect(await loadExceptions(path)).toEqual({ ok: true, value: [] });
    writeFileSync(path, file());
    expect(await loadExceptions(path)).toEqual({ ok: true, value: [one] });
    expect(await loadExceptions(folder)).toMatchObject({ ok: false, reason: 'refused' });
  } finally {
    rmSync(folder, { recursive: true });
  }
  expect(parseExceptions('{"exceptions":[]}', 'x')).toEqual({ ok: true, value: [] });
});

for (const [what, text, named] of [
  ['no JSON', '{', 'not JSON'],
  ['no reason', file({ reason: '' }), 'reason'],
  ['nobody who answers for it', file({ by: undefined }), 'by'],
  ['no end', file({ until: undefined }), 'until'],
  ['no date', file({ until: '2026-11-31' }), 'until'],
  ['an end before its begin', file({ until: '2026-11-19' }), 'before'],
  ['longer than a season', file({ until: '2027-02-19' }), '90 days'],
  ['a path instead of a name', file({ name: '2026-03-05/x' }), 'slash'],
  ['something else allowed', file({ allow: 'anything' }), 'allow'],
  ['an unknown key', file({ expires: '2026-11-30' }), 'expires'],
] as const) {
  test(`refused: ${what}`, () => {
    const outcome = parseExceptions(text, 'retention-exceptions.json');
    expect(outcome).toMatchObject({ ok: false, reason: 'unexpected' });
    expect(!outcome.ok && outcome.why).toContain(named);
  });
}
