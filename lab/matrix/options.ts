import { parseArgs } from 'node:util';
import { UserError } from '../../helpers/base/user-error.ts';
import { LAYOUTS, type Layout } from '../../helpers/facts/policy.ts';

/** What `npm run faults` was asked for. */
export interface FaultsCommand {
  help: boolean;
  /** Faults by name; empty: all. */
  only: string[];
  layout: Layout;
  seed: number;
  records: number;
  reportsDir: string;
  /** Judge what an earlier call saw instead of running anything. */
  again: boolean;
}

export const FAULTS_HELP = `npm run faults -- [options]

  --only A,B        these faults of the lab (default: all)
  --layout LAYOUT   swarm (default) or kubernetes
  --seed N          the random data of the earlier registrations (default 1)
  --records N       earlier registrations on production (default 60)
  --reports DIR     where what was seen goes (default reports/faults)
  --again           judge once more what an earlier call saw
  --help            this text
`;

const OPTIONS = {
  help: { type: 'boolean', default: false },
  again: { type: 'boolean', default: false },
  only: { type: 'string', default: '' },
  layout: { type: 'string', default: 'swarm' },
  seed: { type: 'string', default: '1' },
  records: { type: 'string', default: '60' },
  reports: { type: 'string', default: 'reports/faults' },
} as const;

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: false }).values;
  } catch (error) {
    throw new UserError(
      `${(error as Error).message.split('\n')[0]}; npm run faults -- --help lists the options`,
    );
  }
}

function wholeNumber(option: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UserError(`--${option} takes a whole number, not “${text}”`);
}

/**
 * Reads the command line of `npm run faults`.
 *
 * @throws UserError (exit code 2) with one message
 */
export function parseFaultsCommand(args: readonly string[]): FaultsCommand {
  const values = parse(args);
  const layout = LAYOUTS.find((known) => known === values.layout);
  if (layout === undefined)
    throw new UserError(`--layout takes ${LAYOUTS.join(' or ')}, not “${values.layout}”`);
  return {
    help: values.help,
    again: values.again,
    only: values.only.split(',').filter((name) => name !== ''),
    layout,
    seed: wholeNumber('seed', values.seed),
    records: wholeNumber('records', values.records),
    reportsDir: values.reports,
  };
}
