import { expect, test } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { shellCommands, shellWords } from '../../../helpers/base/shell-words.ts';

/** Lines of words as people and machines write them: quoted either way, escaped, glued together, with variables. */
const piece = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', '=', '/', '.', '%', '#'), minLength: 1, maxLength: 4 }),
  fc
    .string({ unit: fc.constantFrom('a', ' ', '"', '\\', '$', '#', ';'), maxLength: 4 })
    .map((text) => `'${text}'`),
  fc
    .array(fc.constantFrom('a', ' ', "'", '\\"', '\\\\', '\\$', '${KNOWN}', '#', '>'), {
      maxLength: 4,
    })
    .map((parts) => `"${parts.join('')}"`),
  fc.constantFrom('\\ ', '\\"', "\\'", '\\\\', '\\$', '\\;', '\\#'),
  fc.constantFrom('${KNOWN}', '${SPLIT}'),
);
const word = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''));
const line = fc.array(word, { maxLength: 5 }).map((words) => words.join('  '));

test('words are those that a shell sees', () => {
  const variables = { KNOWN: 'k n', SPLIT: ' one  two ' };
  const lines = fc.sample(line, { numRuns: 1_500, seed: 20261125 });
  const script = lines.map((text) => `printf '<%s>' ${text}\nprintf '\\0'\n`).join('');
  const said = execFileSync('sh', ['-fc', script], { encoding: 'utf8', env: variables });
  const ours = lines.map((text) => {
    const words = shellCommands(text, variables).flatMap((command) => command.words);
    return words.length === 0 ? '<>' : words.map((each) => `<${each}>`).join('');
  });
  expect(ours).toEqual(said.split('\0').slice(0, -1));
});

test('simple commands are told apart, their redirections with them', () => {
  expect(
    shellCommands('cd / && bash a.sh --x="1 2">>/var/log/a 2>&1; if [ -f b ]; then b & fi | tee "c d" # end'),
  ).toEqual([
    { words: ['cd', '/'], redirections: [] },
    {
      words: ['bash', 'a.sh', '--x=1 2'],
      redirections: [
        { operator: '>>', target: '/var/log/a' },
        { operator: '2>&', target: '1' },
      ],
    },
    { words: ['[', '-f', 'b', ']'], redirections: [] },
    { words: ['b'], redirections: [] },
    { words: ['tee', 'c d'], redirections: [] },
  ]);
  expect(shellCommands('a 2 >b &>>c 3<d')).toEqual([
    {
      words: ['a', '2'],
      redirections: [
        { operator: '>', target: 'b' },
        { operator: '&>>', target: 'c' },
        { operator: '3<', target: 'd' },
      ],
    },
  ]);
});

test('what only a shell could work out stays as it is written', () => {
  expect(shellWords('a-$(date "+%F" (x)) `hostname -s` ${X:-y z} $')).toEqual([
    'a-$(date "+%F" (x))',
    '`hostname -s`',
    '${X:-y z}',
    '$',
  ]);
});

test('anything is read, in time that grows with its length alone', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'\'"\\$`(){}<>&|;# a1') }), (text) => {
      expect(Array.isArray(shellCommands(text))).toBe(true);
    }),
  );
  for (const unit of ['"', "'", '$(', '`', '${', '\\', '>', 'a', '$a ', '"a'])
    shellCommands(unit.repeat(300_000));
});
