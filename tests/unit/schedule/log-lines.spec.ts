import { expect, test } from '@playwright/test';
import { appendFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { linesSince, logPositions } from '../../../helpers/schedule/job-log.ts';
import { keptLines, linesOf, MOST_BYTES, tellingLines } from '../../../helpers/schedule/log-lines.ts';
import { hasSuccessLine } from '../../../helpers/schedule/success-line.ts';
import type { Host } from '../../../helpers/ssh/host.ts';
import { localHost } from '../../../helpers/ssh/local-host.ts';

const SENT = 'Copied backup files to remote server.';
const many = (line: string, count = 400) => Array.from({ length: count }, (_, n) => `${line} ${n}`);

/** This machine, on which the test itself may read what root wrote. */
function production(): Host {
  const machine = localHost('production');
  return { ...machine, run: (argv, options) => machine.run(argv, { ...options, sudo: false }) };
}

const CHATTER = {
  progress: many('sending incremental file list').join('\r'),
  'a message of the day': many('Welcome to Ubuntu 24.04 LTS').join('\n'),
  'a banner': many('* authorised use only *').join('\n'),
  'updates that are pending': many('error: 3 updates pending').join('\n'),
  'coloured progress': many('\u001b[32m12,345,678\u001b[0m 99%').join('\r\n'),
};

for (const [what, chatter] of Object.entries(CHATTER))
  test(`a line of success is found in front of ${what}`, async () => {
    const file = test.info().outputPath('log');
    writeFileSync(file, 'of last night\n');
    const host = production();
    const positions = await logPositions(host, [file]);
    appendFileSync(file, `Dumping\n\u001b[1m${SENT}\u001b[0m\n${chatter}\n`);
    const lines = await linesSince(host, positions);
    expect(lines).not.toContain('of last night');
    expect(hasSuccessLine('backup', lines)).toBe(true);
  });

test('a log that ran away is read at both ends', async () => {
  const file = test.info().outputPath('log');
  const host = production();
  writeFileSync(file, '');
  const positions = await logPositions(host, [file]);
  writeFileSync(file, `first\n${'x'.repeat(MOST_BYTES)}\n${SENT}\n`);
  const lines = await linesSince(host, positions);
  expect(lines[0]).toBe('first');
  expect(lines.at(-1)).toBe(SENT);
});

test('a log that began anew is read from its beginning', async () => {
  const file = test.info().outputPath('log');
  const host = production();
  writeFileSync(file, `${'x'.repeat(500)}\n`);
  const positions = await logPositions(host, [file]);
  writeFileSync(file, `${SENT}\n`);
  expect(await linesSince(host, positions)).toEqual([SENT]);
});

test('what went wrong stays among a thousand lines of progress', () => {
  const timedOut = 'ssh: connect to host 192.0.2.4 port 22: Connection timed out';
  const kept = keptLines([...many('copying', 500), timedOut, ...many('copying', 500)]);
  expect(kept).toContain(timedOut);
  expect(tellingLines(kept)).toEqual([timedOut]);
  expect(tellingLines(['one', 'two'])).toEqual(['one', 'two']);
});

test('at most 200 lines are kept, in their order, the first and the last among them', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'error', 'bad decrypt'), { maxLength: 900 }), (words) => {
      const lines = words.map((word, n) => `${n} ${word}`);
      const kept = keptLines(lines);
      expect(kept).toHaveLength(Math.min(lines.length, 200));
      expect(kept).toEqual(lines.filter((line) => new Set(kept).has(line)));
      expect(kept[0]).toBe(lines[0]);
      expect(kept.at(-1)).toBe(lines.at(-1));
    }),
    { numRuns: 50 },
  );
});

test('an output is read as a person would have seen it', () => {
  expect(linesOf('a\r\nb\rc\n\n \n\u001b[2K\u001b[31mred\u001b[0m')).toEqual(['a', 'b', 'c', 'red']);
});
