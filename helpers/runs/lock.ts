import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EXIT } from '../base/exit-code.ts';
import { processStart } from '../base/process-start.ts';
import { UserError } from '../base/user-error.ts';

/** How often a process steps back before one that began in the same moment, and for how long at most. */
const STEPS_BACK = 20;
const STEP_BACK_MS = 100;

/**
 * Keeps other processes of the project away from the runs while `work` is done. The lock of a process that died (a crash, a
 * reboot) does not count.
 *
 * Each process lays a claim of its own into the folder and then looks for others: of two that are inside, the one whose claim came
 * later would have seen the other's. Nothing is taken over from anybody, so there is no moment in which two take over at once.
 *
 * @throws UserError (exit code 3) while another process holds it, (exit code 2) when the folder cannot be written
 */
export async function locked<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const claim = await take(folder);
  try {
    return await work();
  } finally {
    rmSync(`${claim}${HELD}`, { force: true });
    rmSync(claim, { force: true });
  }
}

/** A claim has been made good: whoever finds it need not wait for its maker to step back. */
const HELD = '.held';

async function take(folder: string): Promise<string> {
  const claim = join(folder, ownName());
  for (let attempt = 0; ; attempt++) {
    lay(folder, claim);
    const others = othersIn(folder, claim);
    if (others.length === 0) {
      writeFileSync(`${claim}${HELD}`, '');
      return claim;
    }
    rmSync(claim, { force: true });
    if (others.some((name) => name.endsWith(HELD)) || attempt === STEPS_BACK) break;
    await pause(Math.random() * STEP_BACK_MS);
  }
  throw new UserError(
    `Another process of this project works on the same runs (${folder}): wait for it, or end it.`,
    EXIT.unreachable,
  );
}

/** One claim a process: two calls within one are told apart by the file that is there already. */
let claims = 0;
const ownName = (): string => `${process.pid}_${startName(process.pid)}_${claims++}_`;

function lay(folder: string, claim: string): void {
  try {
    // What versions before this one kept was a file.
    if (statSync(folder, { throwIfNoEntry: false })?.isFile() === true) rmSync(folder, { force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(claim, '', { flag: 'wx' });
  } catch (error) {
    throw new UserError(
      `${folder} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'error'}): choose another folder with --reports.`,
      EXIT.usage,
      { cause: error },
    );
  }
}

/** The claims of processes that live; those of dead ones are removed: nobody else has that name. */
function othersIn(folder: string, own: string): string[] {
  return readdirSync(folder).filter((name) => {
    if (name.startsWith(basename(own))) return false;
    const [pid = '', start = ''] = name.split('_');
    if (/^\d+$/.test(pid) && start !== '' && startName(Number(pid)) === start) return true;
    rmSync(join(folder, name), { force: true });
    return false;
  });
}

const startName = (pid: number): string => processStart(pid).replaceAll(/[^\w-]/g, '-');
