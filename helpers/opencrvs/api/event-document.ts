import { z } from 'zod';
import type { Attachment } from '../../facts/test-registration.ts';
import { name, time } from './shape.ts';

/** A file as a declaration refers to it. */
export interface FileReference {
  /** Object key; versions before 2.0 put `/ocrvs/` in front of it. */
  path: string;
  originalFilename: string;
  type: string;
  option?: string;
}

const FIELDS = z.record(z.string(), z.unknown()).nullish();

const ACTION = z.object({
  id: name,
  transactionId: name.optional(),
  type: name,
  /** `Requested`, `Accepted` or `Rejected`. */
  status: name,
  createdAt: time,
  declaration: FIELDS,
  annotation: FIELDS,
  /** On REGISTER:Accepted. */
  registrationNumber: name.nullish(),
  originalActionId: name.nullish(),
  assignedTo: name.nullish(),
  content: z
    .object({ duplicates: z.array(z.object({ id: name, trackingId: name })).optional() })
    .nullish()
    .catch(null),
});

/** One entry of a record's append-only log. */
export type Action = z.infer<typeof ACTION>;

/** A record as the events service keeps it: its state is derived from the actions. */
export const EVENT_DOCUMENT = z.object({
  id: name.min(1),
  type: name,
  trackingId: name,
  createdAt: time,
  actions: z.array(ACTION),
});

export type EventDocument = z.infer<typeof EVENT_DOCUMENT>;

/** How far a record has come towards being registered. */
export type Progress =
  | { at: 'draft' }
  | { at: 'declared'; declaredAt: string }
  | { at: 'duplicate'; of: string[] }
  /** Asked to be declared or registered; the country's own service has not confirmed yet. */
  | { at: 'pending'; action: string }
  | { at: 'rejected'; action: string }
  | { at: 'archived' }
  | { at: 'registered'; registrationNumber: string; registeredAt: string };

/** Reads how far a record has come. Only REGISTER:Accepted makes it registered: an answer of 200 does not. */
export function progressOf(event: EventDocument): Progress {
  const accepted = event.actions.find(({ type, status }) => type === 'REGISTER' && status === 'Accepted');
  if (accepted?.registrationNumber != null)
    return {
      at: 'registered',
      registrationNumber: accepted.registrationNumber,
      registeredAt: accepted.createdAt,
    };
  if (event.actions.some(({ type, status }) => type === 'ARCHIVE' && status === 'Accepted'))
    return { at: 'archived' };
  const duplicate = event.actions.findLast(({ type }) => type === 'DUPLICATE_DETECTED');
  if (duplicate)
    return {
      at: 'duplicate',
      of: (duplicate.content?.duplicates ?? []).map(({ trackingId }) => trackingId),
    };
  return stepOf(event, 'REGISTER') ?? stepOf(event, 'DECLARE') ?? { at: 'draft' };
}

function stepOf(event: EventDocument, type: 'REGISTER' | 'DECLARE'): Progress | null {
  const last = event.actions.findLast((action) => action.type === type);
  if (last === undefined) return null;
  if (last.status === 'Rejected') return { at: 'rejected', action: type };
  if (last.status === 'Requested') return { at: 'pending', action: type };
  return { at: 'declared', declaredAt: last.createdAt };
}

/** Whom a record is assigned to; null: nobody. */
export function assigneeOf(event: EventDocument): string | null {
  const last = event.actions.findLast(({ type }) => type === 'ASSIGN' || type === 'UNASSIGN');
  return last?.type === 'ASSIGN' ? (last.assignedTo ?? null) : null;
}

/** How many entries of the log are of writes: reading a record appends to it too. */
export const writesIn = (event: EventDocument): number =>
  event.actions.filter(({ type }) => type !== 'READ').length;

/** The declaration as the actions add up to it: the last value of each field, what was rejected left out. */
export function declarationOf(event: EventDocument): Record<string, unknown> {
  return sumOf(event, (action) => action.declaration);
}

/** The review's fields (comment, signature) in the same way. */
export function annotationOf(event: EventDocument): Record<string, unknown> {
  return sumOf(event, (action) => action.annotation);
}

function sumOf(
  event: EventDocument,
  part: (action: Action) => Record<string, unknown> | null | undefined,
): Record<string, unknown> {
  const rejected = new Set(
    event.actions
      .filter(({ status }) => status === 'Rejected')
      .map(({ originalActionId }) => originalActionId),
  );
  const counted = event.actions.filter(({ id, status }) => status !== 'Rejected' && !rejected.has(id));
  // Field by field: a field called `__proto__` is a field, and many actions are no arguments of one call.
  return Object.fromEntries(counted.flatMap((action) => Object.entries(part(action) ?? {})));
}

/** Every file that a declaration and a review refer to, in the order of their fields. */
export function filesOf(fields: Record<string, unknown>): Omit<Attachment, 'bytes' | 'sha256'>[] {
  return Object.entries(fields).flatMap(([field, value]) =>
    [value].flat().flatMap((file) => {
      const { data } = FILE.safeParse(file);
      if (data === undefined) return [];
      const { path, type, originalFilename, option } = data;
      return [
        {
          field,
          key: keyOf(path),
          mediaType: type,
          originalFilename,
          ...(option === undefined ? {} : { option }),
        },
      ];
    }),
  );
}

/** The object key of a stored path: without a leading slash or the bucket's name. */
export const keyOf = (path: string): string => path.replace(/^\/?(?:ocrvs\/)?/, '');

const FILE = z.object({
  path: name.min(1),
  originalFilename: z.string().max(1000),
  type: name.catch(''),
  option: name.optional().catch(undefined),
});
