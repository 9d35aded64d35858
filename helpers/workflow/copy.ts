import { closeHosts, hostsOf } from '../deployment/hosts.ts';
import { readLedger } from '../archive/ledger.ts';
import { inBytes } from '../base/text.ts';
import { EXIT, type ExitCode } from '../base/exit-code.ts';
import type { Config } from '../config/load-config.ts';
import type { SshConfig } from '../config/ssh-config.ts';
import { chooseNights, wholeNights, type Choice } from '../offsite/choose-nights.ts';
import { copyNight, type CopyRequest, type CopyResult } from '../offsite/copy-night.ts';
import { appendOffsiteLedger, offsiteLedgerIn } from '../offsite/ledger.ts';
import { openTarget } from '../offsite/target.ts';
import { FailureError } from '../base/outcome.ts';
import { listDirectory } from '../retention/list-directory.ts';
import { locked } from '../runs/lock.ts';
import { worstExit } from './worst-exit.ts';
import { loginLedger } from '../ssh/login-ledger.ts';
import type { Host } from '../ssh/host.ts';
import { UserError } from '../base/user-error.ts';

export interface CopyCommand {
  config: Config;
  stateDir: string;
  choice: Choice;
  print: (line: string) => void;
  /** Draws progress; `done` bytes of `total`. */
  progress: (bytes: number, total: number) => void;
}

/** Copies nights from the backup host into every folder of `OFFSITE_DIR`; one folder that cannot be used does not stop the others. */
export async function copyOffsite(command: CopyCommand): Promise<ExitCode> {
  const { config, stateDir, choice, print } = command;
  const { dirs } = config.offsite;
  if (dirs.length === 0)
    throw new UserError(
      'OFFSITE_DIR is not set: the folder for the copies, on a disk that leaves the building.',
    );
  const ssh = config.ssh.backup;
  if (ssh === null) throw new UserError('BACKUP_SSH is not set: the login on the backup host.');
  // Before anybody logs in: each login is an alert to the administrators.
  const usable = dirs.filter((dir) => isUsable(dir, config, print));
  if (usable.length === 0) return EXIT.unreachable;
  const ledger = config.cycle === 'wait' ? loginLedger(`${stateDir}/logins`) : undefined;
  const hosts = hostsOf({ ssh: { production: null, staging: null, backup: ssh } }, ledger);
  const host = hosts.backup as Host;
  try {
    const listing = await listDirectory(host, config.policy.backupDir);
    const proofs = readLedger(`${stateDir}/archives.jsonl`);
    const nights = chooseNights(wholeNights(listing, config.policy), choice, config.policy, proofs);
    const codes: ExitCode[] = usable.length < dirs.length ? [EXIT.unreachable] : [];
    for (const dir of usable) {
      codes.push(
        await locked(`${dir}/.incoming/lock`, () => copyInto(dir, nights, { ...command, host, ssh })),
      );
    }
    return worstExit(codes);
  } finally {
    await closeHosts(hosts);
  }
}

function isUsable(dir: string, { offsite }: Config, print: CopyCommand['print']): boolean {
  try {
    openTarget(dir, { requireMount: offsite.requireMount, write: true });
    return true;
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    print(error.message);
    return false;
  }
}

async function copyInto(
  dir: string,
  nights: readonly string[],
  command: CopyCommand & { host: Host; ssh: SshConfig },
): Promise<ExitCode> {
  const { print } = command;
  const codes: ExitCode[] = [];
  for (const date of nights) {
    const { say, code } = await outcomeOfNight(dir, date, command);
    print(`${date}  ${dir}  ${say}`);
    codes.push(code);
    // The next night would meet the same wall.
    if (code === EXIT.unreachable) break;
  }
  return worstExit(codes);
}

async function outcomeOfNight(
  dir: string,
  date: string,
  command: CopyCommand & { host: Host; ssh: SshConfig },
): Promise<{ say: string; code: ExitCode }> {
  const { config, stateDir, progress } = command;
  const { ssh, host } = command;
  const request: CopyRequest = {
    ...{ host, policy: config.policy, date, dir, passphrase: config.passphrase },
    from: { login: `${ssh.user}@${ssh.host}:${ssh.port}`, hostKeys: ssh.hostKeys },
    bytesPerSecond: config.reading.bytesPerSecond,
    now: () => new Date(),
    onProgress: progress,
  };
  try {
    const copied = await copyNight(request);
    if (copied.result === 'copied') {
      const { manifest } = copied;
      appendOffsiteLedger(offsiteLedgerIn(stateDir), [
        { event: 'copied', at: manifest.copiedAt, dir, date, manifest },
      ]);
    }
    return { say: sayingOf(copied), code: copied.result === 'unsound' ? EXIT.failed : EXIT.passed };
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    return { say: error.message, code: EXIT.unreachable };
  }
}

function sayingOf(copied: CopyResult): string {
  switch (copied.result) {
    case 'there':
      return 'is there already';
    case 'unsound':
      return `✗ ${copied.why}`;
    case 'copied':
      return `✓ copied and verified: ${inBytes(copied.bytes)} at ${inBytes(copied.bytes / Math.max(copied.ms / 1000, 0.001))}/s, equal to the backup host’s and read to the last byte`;
  }
}
