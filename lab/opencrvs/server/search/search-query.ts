import { z } from 'zod';
import { fullName } from './duplicates.ts';
import { isNear } from './fuzzy.ts';
import type { IndexedRecord } from './index-document.ts';

/** The input of `event.search`. */
export const searchInput = z.object({
  query: z.object({
    type: z.union([z.literal('and'), z.literal('or')]),
    clauses: z.array(z.record(z.string(), z.unknown())),
  }),
  limit: z.number().int().min(0).max(10_000).default(100),
  offset: z.number().int().min(0).default(0),
  sort: z.array(z.object({ field: z.string(), direction: z.enum(['asc', 'desc']) })).nullish(),
});

export type SearchInput = z.infer<typeof searchInput>;

interface Condition {
  type?: string;
  term?: unknown;
  terms?: unknown[];
  anyOf?: string[];
  noneOf?: string[];
}

/** The page of matching records within a jurisdiction, newest change first unless sorted otherwise; and how many match. */
export function search(
  records: Iterable<IndexedRecord>,
  { query, limit, offset, sort }: SearchInput,
  within: string | null,
) {
  const found = [...records].filter(
    (record) => (within === null || record.places.includes(within)) && matchesQuery(record, query),
  );
  const order = sort ?? [{ field: 'updatedAt', direction: 'desc' as const }];
  found.sort((a, b) => {
    for (const { field, direction } of order) {
      const [left, right] = [textOf(valueAt(a.shown, field)), textOf(valueAt(b.shown, field))];
      if (left !== right) return (left < right ? -1 : 1) * (direction === 'asc' ? 1 : -1);
    }
    return 0;
  });
  return { results: found.slice(offset, offset + limit).map(({ shown }) => shown), total: found.length };
}

function matchesQuery(record: IndexedRecord, { type, clauses }: SearchInput['query']): boolean {
  const matches = (clause: Record<string, unknown>) => matchesClause(record, clause);
  return type === 'and' ? clauses.every(matches) : clauses.some(matches);
}

function matchesClause(record: IndexedRecord, clause: Record<string, unknown>): boolean {
  if (Array.isArray(clause.clauses)) return matchesQuery(record, clause as SearchInput['query']);
  return Object.entries(clause).every(([name, wanted]) => {
    if (name === 'eventType') return record.shown.type === wanted;
    if (name === 'data') {
      return Object.entries(wanted as Record<string, Condition>).every(([field, condition]) =>
        meets(record.declaration[field], condition),
      );
    }
    return typeof wanted === 'string'
      ? valueAt(record.shown, name) === wanted
      : meets(valueAt(record.shown, name), wanted ?? {});
  });
}

function meets(value: unknown, condition: Condition): boolean {
  const values = Array.isArray(value) ? value : [value];
  if (condition.noneOf?.some((term) => values.includes(term))) return false;
  if (condition.anyOf !== undefined && !condition.anyOf.some((term) => values.includes(term))) return false;
  if (condition.type === 'fuzzy') return isNear(textOf(value), textOf(condition.term));
  if (condition.type === 'exact') return textOf(value) === textOf(condition.term);
  if (condition.type === 'not') return textOf(value) !== textOf(condition.term);
  if (condition.type === 'anyOf') return condition.terms?.includes(value) ?? false;
  return condition.anyOf !== undefined || condition.noneOf !== undefined;
}

/** A value as it is compared: a name in full, other objects as nothing. */
function textOf(value: unknown): string {
  if (typeof value === 'object' && value !== null) return fullName(value);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

/** `a.b.c` within an object. */
const valueAt = (from: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], from);
