import { TrpcError } from '../trpc/trpc-error.ts';
import type { EventState, Status } from './event-state.ts';

/** Which actions a record takes in a state, in the words and the order of OpenCRVS 2.0.0's refusals. */
const AVAILABLE: Record<Status, readonly string[]> = {
  CREATED: ['READ', 'DECLARE', 'NOTIFY', 'DELETE', 'CUSTOM'],
  DECLARED: ['READ', 'REGISTER', 'ARCHIVE', 'REJECT', 'CUSTOM', 'EDIT'],
  REGISTERED: ['READ', 'PRINT_CERTIFICATE', 'REQUEST_CORRECTION', 'CUSTOM'],
  ARCHIVED: ['READ', 'CUSTOM'],
};

/** CONFLICT unless the record's state takes the action. */
export function assertAvailable(type: string, { status, flags }: EventState): void {
  if (AVAILABLE[status].includes(type)) return;
  throw new TrpcError(
    'CONFLICT',
    `Action '${type}' cannot be performed on an event in '${status}' state with [${flags.join(', ')}] flags. Available actions: ${AVAILABLE[status].join(', ')}.`,
  );
}

/** CONFLICT unless the configuration's own conditions for the action are met. */
export function assertConditions(type: string, { flags }: EventState): void {
  if (type !== 'REGISTER') return;
  if (flags.includes('validated') && !flags.includes('approval-required-for-late-registration')) return;
  throw new TrpcError('CONFLICT', `Conditions for action: ${type} were not met, action cannot be performed`);
}
