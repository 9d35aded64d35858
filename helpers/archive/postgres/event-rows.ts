import type { TestRegistration } from '../../facts/test-registration.ts';
import type { References } from '../contents/references.ts';
import type { RegistrationInDump } from '../../facts/archive.ts';
import { columnOf, unescapeCopy } from './copy-rows.ts';
import { isLater, isoOf } from './row-time.ts';
import { ACTIONS, EVENTS, keyOfPath, REFERENCE_TABLES, VIEWING_ACTIONS } from '../../layout/tables.ts';

const PATH_MARK = Buffer.from('"path": "');
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** What the rows of the application's tables say about events and files. Holds no name and no field of a record. */
export class EventRows {
  readonly eventsByType: Record<string, number> = {};
  readonly registration: RegistrationInDump | null;
  readonly #references: References;
  readonly #eventId: Buffer | null;
  readonly #expected: TestRegistration | null;
  #newest = '';

  constructor(references: References, expected: TestRegistration | null) {
    this.#references = references;
    this.#expected = expected;
    this.#eventId = expected && Buffer.from(expected.eventId);
    this.registration = expected && {
      eventId: null,
      trackingId: null,
      actions: 0,
      registeredAs: null,
      references: [],
    };
  }

  /** What to do with each row of a table; null: rows are only counted. */
  readerOf(table: string, columns: string[]): ((row: Buffer) => void) | null {
    if (table === EVENTS) return (row) => this.#onEvent(row, columns);
    const holders = REFERENCE_TABLES.get(table);
    if (holders === undefined) return null;
    this.#references.seen = true;
    const at = columns.indexOf('created_at');
    const count = columns.length;
    const keyColumns = holders.columns.map((name) => columns.indexOf(name));
    return (row) => {
      const time = text(row, at, count);
      const keys = holders.json ? pathsIn(row) : [];
      for (const column of keyColumns) keys.push(...keysOfColumn(columnOf(row, column, count)));
      for (const key of keys) this.#references.add(key, time);
      if (table === ACTIONS) this.#onAction(row, columns, time, keys);
    };
  }

  /** Time of the newest action that changed a record, ISO 8601. */
  get newestAction(): string | null {
    return isoOf(this.#newest);
  }

  #onEvent(row: Buffer, columns: string[]): void {
    const type = text(row, columns.indexOf('event_type'), columns.length);
    this.eventsByType[type] = (this.eventsByType[type] ?? 0) + 1;
    if (this.#expected === null) return;
    const id = text(row, columns.indexOf('id'), columns.length);
    const trackingId = text(row, columns.indexOf('tracking_id'), columns.length);
    if (id === this.#expected.eventId || trackingId === this.#expected.trackingId) {
      Object.assign(this.registration!, { eventId: id, trackingId });
    }
  }

  #onAction(row: Buffer, columns: string[], time: string, keys: string[]): void {
    const column = (name: string): string => text(row, columns.indexOf(name), columns.length);
    const action = column('action_type');
    if (!VIEWING_ACTIONS.includes(action) && isLater(time, this.#newest)) this.#newest = time;
    if (this.#eventId === null || row.indexOf(this.#eventId) < 0) return;
    if (column('event_id') !== this.#expected!.eventId) return;
    const registration = this.registration!;
    registration.actions += 1;
    const known = new Set(registration.references);
    registration.references.push(...keys.filter((key) => !known.has(key)));
    if (action === 'REGISTER' && column('status') === 'Accepted') {
      registration.registeredAs = column('registration_number');
    }
  }
}

/** Column as text; empty for NULL and for a column that this version does not have. */
function text(row: Buffer, index: number, count: number): string {
  const column = columnOf(row, index, count);
  return (column && unescapeCopy(column)) ?? '';
}

/**
 * Every value of a key `path` in the row's jsonb columns. PostgreSQL prints jsonb with one space after a colon, and a
 * quote inside a string never stands bare, so the mark cannot be part of a text that a person wrote.
 */
function pathsIn(row: Buffer): string[] {
  const keys: string[] = [];
  for (let at = row.indexOf(PATH_MARK); at >= 0; at = row.indexOf(PATH_MARK, at)) {
    const start = at + PATH_MARK.length;
    let end = row.indexOf(QUOTE, start);
    while (end > 0 && row[end - 1] === BACKSLASH) end = row.indexOf(QUOTE, end + 1);
    if (end < 0) break;
    if (end > start) keys.push(keyOf(row.subarray(start, end)));
    at = end;
  }
  return keys;
}

function keyOf(bytes: Buffer): string {
  if (!bytes.includes(BACKSLASH)) return keyOfPath(bytes.toString('utf8'));
  try {
    return keyOfPath(String(JSON.parse(`"${unescapeCopy(bytes) ?? ''}"`)));
  } catch {
    return keyOfPath(bytes.toString('utf8'));
  }
}

/** A key as it stands, or an object with a path. */
function keysOfColumn(column: Buffer | null): string[] {
  if (column === null || column.length === 0) return [];
  if (column[0] === 0x7b) return pathsIn(column);
  const path = unescapeCopy(column);
  return path === null || path === '' ? [] : [keyOfPath(path)];
}
