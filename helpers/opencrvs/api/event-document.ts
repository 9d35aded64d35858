import type { Attachment } from '../../facts/test-registration.ts';

/** A file as a declaration refers to it. */
export interface FileReference {
  /** Object key; versions before 2.0 put `/ocrvs/` in front of it. */
  path: string;
  originalFilename: string;
  type: string;
  option?: string;
}

/** One entry of a record's append-only log. */
export interface Action {
  id: string;
  transactionId: string;
  type: string;
  status: 'Requested' | 'Accepted' | 'Rejected';
  createdAt: string;
  declaration?: Record<string, unknown>;
  annotation?: Record<string, unknown> | null;
  /** On REGISTER:Accepted. */
  registrationNumber?: string;
  originalActionId?: string;
  assignedTo?: string | null;
  content?: { duplicates?: { id: string; trackingId: string }[] } | null;
}

/** A record as the events service keeps it: its state is derived from the actions. */
export interface EventDocument {
  id: string;
  type: string;
  trackingId: string;
  createdAt: string;
  actions: Action[];
}

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
  if (accepted?.registrationNumber !== undefined)
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
  return Object.assign({}, ...counted.map((action) => part(action) ?? {})) as Record<string, unknown>;
}

/** Every file that a declaration and a review refer to, in the order of their fields. */
export function filesOf(fields: Record<string, unknown>): Omit<Attachment, 'bytes' | 'sha256'>[] {
  return Object.entries(fields).flatMap(([field, value]) =>
    [value].flat().flatMap((file) => {
      if (!isFile(file)) return [];
      const { path, type, originalFilename, option } = file;
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

function isFile(value: unknown): value is FileReference {
  if (typeof value !== 'object' || value === null) return false;
  return 'path' in value && typeof value.path === 'string' && 'originalFilename' in value;
}
