import { EXIT, type ExitCode } from './exit-code.ts';
import { UserError } from './user-error.ts';

const WORDS: Record<string, [what: string, remedy: string, exitCode: ExitCode]> = {
  ENOSPC: ['the disk is full', 'Free some space, then re-run the command.', EXIT.unreachable],
  EDQUOT: ['the disk quota is used up', 'Free some space, then re-run the command.', EXIT.unreachable],
  EIO: [
    'the disk reports an I/O error',
    'Check the disk (dmesg), then re-run the command.',
    EXIT.unreachable,
  ],
  EMFILE: ['too many files are open', 'Raise “ulimit -n”, then re-run the command.', EXIT.unreachable],
  EROFS: ['the file system is read-only', 'Choose another folder with --reports or --state.', EXIT.usage],
  EACCES: [
    'permission denied',
    'Give this user write access, or choose another folder with --reports or --state.',
    EXIT.usage,
  ],
  EPERM: [
    'operation not permitted',
    'Give this user write access, or choose another folder with --reports or --state.',
    EXIT.usage,
  ],
  ENOTDIR: ['part of the path is not a folder', 'Choose another folder.', EXIT.usage],
  EISDIR: ['there is a folder of that name', 'Move it away, or choose another folder.', EXIT.usage],
  EEXIST: ['something else of that name is there', 'Move it away, or choose another folder.', EXIT.usage],
};

/** Makes one sentence of what the file system says; what is no file error is passed on as it is. */
export function fileError(error: unknown, file: string): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (!(error instanceof Error) || error instanceof UserError || code === undefined) return error;
  const [what, remedy, exitCode] = WORDS[code] ?? [
    'the system refused it',
    'Check the folder.',
    EXIT.unreachable,
  ];
  return new UserError(`${file} cannot be written: ${what} (${code}). ${remedy}`, exitCode, { cause: error });
}
