import { readFileSync } from 'node:fs';
import type { Check } from '../../checks/check.ts';
import { exitCodeOf } from '../../base/exit-code.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import { UserError } from '../../base/user-error.ts';
import { UNKNOWN_IDENTITY } from './identity.ts';
import { isoIn, machineZone } from './local-time.ts';
import { countsOf } from './result-of.ts';
import { RESULT_SCHEMA, type Result } from './result.ts';

/** `verdict.json` as version 0.1 of this tool wrote it. */
interface FirstSchema extends Verdict {
  schema: 1;
  run: { id: string; startedAt: string; finishedAt: string };
  diagnosis: Diagnosis[];
  checks: Check[];
}

/**
 * Reads a stored result, also one of an earlier schema: what it did not keep is then said to be unknown.
 *
 * @throws UserError when the file is not there, is no result, or is of a later schema
 */
export function readResult(file: string): Result {
  const content = parsed(file);
  switch (content.schema) {
    case 1:
      return fromFirst(content as FirstSchema);
    case RESULT_SCHEMA:
      return content as Result;
    default:
      throw new UserError(
        `${file} is of schema ${String(content.schema)}, this version reads 1 to ${RESULT_SCHEMA}.`,
      );
  }
}

function parsed(file: string): { schema?: unknown } {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { schema?: unknown };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new UserError(
      code === 'ENOENT' ? `There is no ${file}.` : `${file} cannot be read (${code ?? 'it is not JSON'}).`,
      undefined,
      { cause: error },
    );
  }
}

function fromFirst({ run, ...kept }: FirstSchema): Result {
  const timeZone = machineZone();
  const { deployment, tool, operator } = UNKNOWN_IDENTITY;
  return {
    ...kept,
    schema: RESULT_SCHEMA,
    exitCode: exitCodeOf(kept.status),
    withoutProof: null,
    counts: countsOf(kept.checks),
    deployment: {
      ...deployment,
      layout: 'swarm',
      opencrvs: { production: null, staging: null },
      access: { production: false, staging: false, backup: false },
    },
    tool,
    run: {
      ...run,
      ...{ operator, timeZone },
      startedAtLocal: isoIn(timeZone, run.startedAt),
      finishedAtLocal: isoIn(timeZone, run.finishedAt),
    },
    ...{ night: null, record: null, archive: null, attachments: [], retention: null, offsite: null },
    recovery: {
      ...{ rpoHours: null, rtoSeconds: null, backupToSeenSeconds: null, stagingAgeHours: null },
      ...{ rpoTargetHours: null, rtoTargetHours: null },
    },
    jobs: [],
    phases: [],
  };
}
