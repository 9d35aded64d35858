import type { Readable } from 'node:stream';

/** How a command ended. `code` is null when the connection was cut or a signal ended it. */
export interface CommandExit {
  code: number | null;
  signal: string | null;
  /** At most the last 64 KiB. */
  stderr: string;
  /** Milliseconds from the request to the end. */
  durationMs: number;
}

export interface CommandResult extends CommandExit {
  stdout: string;
}

export interface CommandOptions {
  /** Run through `sudo -n`; the harness never answers a password prompt. */
  sudo?: boolean;
  /** Sent to the command's standard input, then closed. The place for secrets: never an argument. */
  stdin?: string | Uint8Array | Readable;
  /** Milliseconds; the command is killed and the promise rejects with a FailureError when they pass. Default 60,000 for `run`, none for `stream`. */
  timeoutMs?: number;
  /** Bytes of standard output that `run` takes before it gives up. Default 16 MiB. */
  maxBytes?: number;
  /** `own`: in the language of the login. Everything else is asked in LC_ALL=C, so that answers mean the same everywhere. */
  locale?: 'own';
}

/** A machine on which commands can be run: over SSH, or this one. Every argument is passed as it is, quoted for the shell. */
export interface Host {
  /** `production`, `staging` or `backup`; for messages. */
  readonly name: string;
  /** Runs to the end and gives the output; a non-zero exit code is a result, not an error. */
  run(argv: readonly string[], options?: CommandOptions): Promise<CommandResult>;
  /** Gives standard output as it comes; `done` settles after the last byte. */
  stream(
    argv: readonly string[],
    options?: CommandOptions,
  ): Promise<{ stdout: Readable; done: Promise<CommandExit> }>;
  close(): Promise<void>;
}
