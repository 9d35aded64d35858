import { expect, test } from '@playwright/test';
import { parseLabCommand } from '../../../lab/options.ts';

test('without options: the swarm layout, 200 records, seven nights, another seed each time', () => {
  const command = parseLabCommand([]);
  expect(command).toMatchObject({
    keep: false,
    down: false,
    faults: [],
    faultDirs: [],
    layout: 'swarm',
    form: 'farajaland',
    records: 200,
    backupsToKeep: 7,
    provisionedToKeep: null,
    nights: null,
  });
  expect(parseLabCommand([]).seed).not.toBe(command.seed);
});

test('faults and fault folders may be given several times', () => {
  const command = parseLabCommand(['--fault', 'a', '--fault', 'b', '--fault-dir', 'c', '--fault-dir=d']);
  expect(command).toMatchObject({ faults: ['a', 'b'], faultDirs: ['c', 'd'] });
});

test('numbers are taken as they are', () => {
  const args = [
    '--seed',
    '0',
    '--records',
    '0',
    '--keep-backups',
    '3',
    '--provision-keep',
    '0',
    '--nights',
    '40',
  ];
  expect(parseLabCommand(args)).toMatchObject({
    seed: 0,
    records: 0,
    backupsToKeep: 3,
    provisionedToKeep: 0,
    nights: 40,
  });
});

const WRONG: [string[], RegExp][] = [
  [['--faults', 'x'], /^Unknown option '--faults'; .*--help/],
  [['x'], /^Unexpected argument 'x'/],
  [['--fault'], /--fault/],
  [['--records', 'many'], /^--records takes a whole number of at least 0, not “many”$/],
  [['--keep-backups', '0'], /at least 1, not “0”$/],
  [['--nights', '-1'], /nights/],
  [['--form', 'utopia'], /^--form takes farajaland or highlands or islands, not “utopia”$/],
  [['--layout', 'docker'], /^--layout takes swarm or kubernetes, not “docker”$/],
];
for (const [args, message] of WRONG) {
  test(`“${args.join(' ')}” is refused in one line, with exit code 2`, () => {
    const error = refusal(args);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('\n');
    expect(error.exitCode).toBe(2);
  });
}

function refusal(args: string[]): Error & { exitCode?: number } {
  try {
    parseLabCommand(args);
  } catch (error) {
    return error as Error;
  }
  throw new Error('accepted');
}
