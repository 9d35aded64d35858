import { progressBar } from './verify-archive/progress.ts';
import { readConfig } from '../config/load-config.ts';
import { problemTable } from '../config/problem-table.ts';
import { locked } from '../runs/lock.ts';
import { isDate } from '../schedule/local-time.ts';
import { UserError } from '../base/user-error.ts';
import { copyOffsite } from '../workflow/copy.ts';
import { runVerb } from './verb.ts';

const USAGE = `npm run copy -- [options]

Copies the newest proven night from the backup host into OFFSITE_DIR, by rsync over SSH, and proves the copy: every byte equal to
the backup host’s, read whole with the passphrase. Start it again after an interruption: what came is kept. Old copies are never
deleted.

  --night DATE     another night
  --all            every night that the folder lacks
`;

const OPTIONS = { night: { type: 'string' }, all: { type: 'boolean', default: false } } as const;

/** What the copying needs; whoever keeps the copies need not know production. */
const OWN = /^(?:BACKUP_(?!TRIGGER|SCHEDULE)|OFFSITE_|ARCHIVE_MIB|AMOUNT_OF)/;

await runVerb(USAGE, OPTIONS, ({ night, all, reports, state }, env, { print }) => {
  if (night !== undefined && (all || !isDate(night)))
    throw new UserError('--night takes one date, YYYY-MM-DD, and no --all beside it.');
  const { config, problems } = readConfig(env, 'nightly');
  const own = problems.filter(({ key }) => OWN.test(key));
  if (own.length > 0) throw new UserError(problemTable(own));
  const bar = progressBar(process.stderr);
  return locked(`${reports}/copy.lock`, () =>
    copyOffsite({
      config,
      stateDir: state,
      choice: all === true ? 'all' : night === undefined ? 'newest' : { night },
      print: (line) => {
        bar.clear();
        print(line);
      },
      progress: bar.show,
    }),
  );
});
