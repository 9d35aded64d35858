import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appendDurably, writeDurably } from '../base/durable-file.ts';
import type { Facts } from '../facts/facts.ts';
import { redactor } from '../redact/secrets.ts';

/** The parts of the facts that are stored, each gathered by one phase. */
export type FactsPart = keyof Facts;

/** One proof from registration to verdict, with its folder: facts, evidence and a record of what was done when. */
export interface Run {
  readonly id: string;
  readonly dir: string;
  /** Random, visible in every attachment of the test registration. */
  readonly token: string;
  readonly startedAt: string;
  /** All facts gathered so far. */
  facts(): Facts;
  /** Stores one part, redacted; it replaces what was stored before. */
  save<P extends FactsPart>(part: P, value: Facts[P]): void;
  /** Appends a line to the run's record; it is on the disk when the call returns. */
  note(event: string, details?: Record<string, unknown>): void;
  /** Keeps a file of evidence and gives its path. */
  evidence(name: string, content: Uint8Array | string): string;
}

interface RunHeader {
  id: string;
  token: string;
  startedAt: string;
}

/** Starts a new run in `<runsDir>/<id>`. The id sorts by time. */
export function createRun(runsDir: string, policy: Facts['policy'], now = new Date()): Run {
  const startedAt = now.toISOString();
  const header: RunHeader = {
    id: `${startedAt.replace(/[-:]/g, '').slice(0, 15)}-${randomBytes(3).toString('hex')}`,
    // No letters that are read as digits: people compare it by eye on a screenshot.
    token: Array.from(randomBytes(10), (byte) => 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'[byte % 32]).join(''),
    startedAt,
  };
  const dir = join(runsDir, header.id);
  mkdirSync(join(dir, 'facts'), { recursive: true });
  mkdirSync(join(dir, 'evidence'), { recursive: true });
  writeDurably(join(dir, 'run.json'), `${JSON.stringify(header, null, 2)}\n`);
  const run = openRun(dir);
  run.save('policy', policy);
  run.note('planned', { profile: policy.profile });
  return run;
}

/** Opens a run's folder again, in this process or another one. */
export function openRun(dir: string): Run {
  const header = JSON.parse(readFileSync(join(dir, 'run.json'), 'utf8')) as RunHeader;
  const partFile = (part: FactsPart) => join(dir, 'facts', `${part}.json`);
  const PARTS: readonly FactsPart[] = [
    'policy',
    'registration',
    'cycle',
    'retention',
    'archive',
    'staging',
    'cleanUp',
    'offsite',
    'drills',
    'drill',
    'drilledNights',
  ];
  return {
    ...header,
    dir,
    facts: () =>
      Object.fromEntries(
        PARTS.filter((part) => existsSync(partFile(part))).map((part) => [
          part,
          JSON.parse(readFileSync(partFile(part), 'utf8')) as unknown,
        ]),
      ) as unknown as Facts,
    save: (part, value) => {
      writeDurably(partFile(part), `${JSON.stringify(redactor.redactValue(value), null, 2)}\n`);
    },
    note: (event, details = {}) => {
      const line = JSON.stringify(redactor.redactValue({ at: new Date().toISOString(), event, ...details }));
      appendDurably(join(dir, 'record.jsonl'), `${line}\n`);
    },
    evidence: (name, content) => {
      const file = join(dir, 'evidence', name.replace(/[^\w.-]+/g, '-'));
      writeDurably(file, typeof content === 'string' ? redactor.redact(content) : content);
      return file;
    },
  };
}
