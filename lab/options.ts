import { parseArgs } from 'node:util';
import { LAYOUTS, type Layout } from '../helpers/facts/policy.ts';
import { FORM_NAMES, type FormName } from './opencrvs/forms/form-names.ts';
import { UserError } from '../helpers/base/user-error.ts';
import { DEFAULT_BACKUPS_TO_KEEP } from './jobs/crontab.ts';

/** What `npm run lab` was asked for. */
export interface LabCommand {
  help: boolean;
  keep: boolean;
  down: boolean;
  /** Folders of somebody's own faults. */
  faultDirs: string[];
  /** Faults that come with the lab, by name. */
  faults: string[];
  layout: Layout;
  /** The country whose form and places the registries have. */
  form: FormName;
  seed: number;
  records: number;
  backupsToKeep: number;
  /** What the rotation job is provisioned with, when it is to differ from the policy. */
  provisionedToKeep: number | null;
  reportsDir: string;
  stateDir: string;
  verbose: boolean;
  /** The day that all is lost, and the way back. */
  drill: boolean;
  /** Nights of time travel; null: one night, now. */
  nights: number | null;
}

export const DEFAULT_RECORDS = 200;
export const LAB_HELP = `npm run lab -- [options]

  --keep                 leave the lab up and print how to reach it
  --down                 remove the labs that were kept
  --fault NAME           a fault that comes with the lab; may be given several times
  --fault-dir DIR        faults of your own: executables named <moment>@<host>; may be given several times
  --layout LAYOUT        swarm (default) or kubernetes
  --form NAME            the country's birth form: farajaland (default), highlands or islands
  --seed N               the random data of the earlier registrations (default: another one each time)
  --records N            earlier registrations on production (default ${DEFAULT_RECORDS})
  --keep-backups N       the retention policy, in nights (default ${DEFAULT_BACKUPS_TO_KEEP})
  --provision-keep N     what the rotation job really keeps (default: the policy)
  --nights N             run N nightly cycles under a moving clock and judge each night
  --drill                destroy all hosts after a night, bring the register back from its off-site copy onto new ones
  --reports DIR          where reports go (default reports/lab, apart from those of a real deployment)
  --state DIR            what runs know of one another (default state/lab)
  --verbose              print every check
  --help                 this text
`;

const OPTIONS = {
  help: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
  down: { type: 'boolean', default: false },
  'fault-dir': { type: 'string', multiple: true },
  fault: { type: 'string', multiple: true },
  layout: { type: 'string', default: 'swarm' },
  form: { type: 'string', default: 'farajaland' },
  reports: { type: 'string', default: 'reports/lab' },
  state: { type: 'string', default: 'state/lab' },
  verbose: { type: 'boolean', default: false },
  seed: { type: 'string' },
  records: { type: 'string' },
  'keep-backups': { type: 'string' },
  'provision-keep': { type: 'string' },
  nights: { type: 'string' },
  drill: { type: 'boolean', default: false },
} as const;

function wholeNumber(option: string, text: string | undefined, least: number): number | null {
  if (text === undefined) return null;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new UserError(`--${option} takes a whole number of at least ${least}, not “${text}”`);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: false }).values;
  } catch (error) {
    // node's message goes on with advice about positionals that does not apply; its first sentence names the
    // option.
    const [said] = (error as Error).message.split(/\.?\s*\n|\. /);
    throw new UserError(`${said}; npm run lab -- --help lists the options`);
  }
}

/**
 * Reads the command line of `npm run lab`.
 *
 * @throws UserError (exit code 2) with one message
 */
export function parseLabCommand(args: readonly string[]): LabCommand {
  const values = parse(args);
  const layout = LAYOUTS.find((known) => known === values.layout);
  if (layout === undefined)
    throw new UserError(`--layout takes ${LAYOUTS.join(' or ')}, not “${values.layout}”`);
  const form = FORM_NAMES.find((known) => known === values.form);
  if (form === undefined)
    throw new UserError(`--form takes ${FORM_NAMES.join(' or ')}, not “${values.form}”`);
  return {
    help: values.help,
    keep: values.keep,
    down: values.down,
    faultDirs: values['fault-dir'] ?? [],
    faults: values.fault ?? [],
    layout,
    form,
    seed: wholeNumber('seed', values.seed, 0) ?? Math.floor(Math.random() * 1_000_000_000),
    records: wholeNumber('records', values.records, 0) ?? DEFAULT_RECORDS,
    backupsToKeep: wholeNumber('keep-backups', values['keep-backups'], 1) ?? DEFAULT_BACKUPS_TO_KEEP,
    provisionedToKeep: wholeNumber('provision-keep', values['provision-keep'], 0),
    reportsDir: values.reports,
    stateDir: values.state,
    verbose: values.verbose,
    drill: values.drill,
    nights: wholeNumber('nights', values.nights, 1),
  };
}
