import { holds, isBeforeDaysAgo, isEmpty } from '../../farajaland/conditional.ts';
import { VALIDATING_ROLES } from '../../farajaland/roles.ts';
import { fieldsOf } from '../../forms/country-form.ts';
import { countryForm } from '../../forms/current-form.ts';
import type { Action, Declaration, EventDocument } from './event-document.ts';

export type Status = 'CREATED' | 'DECLARED' | 'REGISTERED' | 'ARCHIVED';

export interface LegalStatus {
  createdAt: string;
  createdBy: string;
  createdAtLocation: string | null;
  createdByUserType: string;
  acceptedAt: string;
  createdByRole: string;
  registrationNumber?: string;
}

/** What a record's log adds up to. */
export interface EventState {
  status: Status;
  flags: string[];
  assignedTo: string | null;
  declaration: Declaration;
  legalStatuses: Partial<Record<'DECLARED' | 'REGISTERED', LegalStatus>>;
  potentialDuplicates: { id: string; trackingId: string }[];
  /** The last entry that changed the record: reading and assigning do not. */
  lastChange: Action;
}

const SILENT = new Set(['READ', 'ASSIGN', 'UNASSIGN']);

/** Adds up the log of a record; pure. */
export function stateOf(event: EventDocument): EventState {
  const [first] = event.actions;
  if (first === undefined) throw new Error(`event ${event.id} has no actions`);
  const flags = new Set<string>();
  const state: EventState = {
    status: 'CREATED',
    flags: [],
    assignedTo: null,
    declaration: {},
    legalStatuses: {},
    potentialDuplicates: [],
    lastChange: first,
  };
  for (const action of event.actions) {
    if (action.type === 'ASSIGN') state.assignedTo = action.assignedTo ?? null;
    if (action.type === 'UNASSIGN') state.assignedTo = null;
    if (!SILENT.has(action.type)) state.lastChange = action;
    Object.assign(state.declaration, action.declaration);
    answered(flags, action);
    if (action.status === 'Accepted') accept(state, flags, action, event.actions);
  }
  state.declaration = withoutHidden(state.declaration);
  // The order in which the search gives them: those of the system before those of the configuration.
  state.flags = [...flags].sort(
    (a, b) => Number(b === 'potential-duplicate') - Number(a === 'potential-duplicate'),
  );
  return state;
}

/** A request stands as a flag until it is answered; a refusal stays one until the next request. */
function answered(flags: Set<string>, { type, status }: Action): void {
  const [requested, rejected] = [`${type.toLowerCase()}:requested`, `${type.toLowerCase()}:rejected`];
  flags.delete(status === 'Requested' ? rejected : requested);
  if (status === 'Requested') flags.add(requested);
  if (status === 'Rejected') flags.add(rejected);
}

function accept(state: EventState, flags: Set<string>, action: Action, actions: readonly Action[]): void {
  switch (action.type) {
    case 'DECLARE':
      state.status = 'DECLARED';
      state.legalStatuses.DECLARED = legalStatus(action, actions);
      flags.delete('rejected');
      if (VALIDATING_ROLES.includes(action.createdByRole)) flags.add('validated');
      if (
        holds(
          isBeforeDaysAgo(countryForm().dateOfEvent, 366),
          state.declaration,
          Date.parse(action.createdAt),
        )
      ) {
        flags.add('approval-required-for-late-registration');
      }
      break;
    case 'REGISTER':
      state.status = 'REGISTERED';
      state.legalStatuses.REGISTERED = {
        ...legalStatus(action, actions),
        ...(action.registrationNumber === undefined ? {} : { registrationNumber: action.registrationNumber }),
      };
      flags.delete('validated');
      flags.add('pending-first-certificate-issuance');
      break;
    case 'REJECT':
      flags.delete('validated');
      flags.add('rejected');
      break;
    case 'ARCHIVE':
      state.status = 'ARCHIVED';
      break;
    case 'DUPLICATE_DETECTED':
      flags.add('potential-duplicate');
      state.potentialDuplicates = (action.content?.duplicates ?? []) as EventState['potentialDuplicates'];
      break;
    case 'MARK_AS_NOT_DUPLICATE':
      flags.delete('potential-duplicate');
      state.potentialDuplicates = [];
      break;
    default:
  }
}

function legalStatus(accepted: Action, actions: readonly Action[]): LegalStatus {
  const requested = actions.find(({ id }) => id === accepted.originalActionId) ?? accepted;
  return {
    createdAt: requested.createdAt,
    createdBy: requested.createdBy,
    createdAtLocation: requested.createdAtLocation,
    createdByUserType: requested.createdByUserType,
    acceptedAt: accepted.createdAt,
    createdByRole: requested.createdByRole,
  };
}

/** Hidden fields are stored as null by the form; a state does not show them. */
const withoutHidden = (declaration: Declaration): Declaration =>
  Object.fromEntries(Object.entries(declaration).filter(([, value]) => !isEmpty(value)));

/** The fields that search results may show. */
export function withoutSecured(declaration: Declaration): Declaration {
  const secured = new Set(
    fieldsOf(countryForm())
      .filter((field) => field.secured === true)
      .map(({ id }) => id),
  );
  return Object.fromEntries(Object.entries(declaration).filter(([id]) => !secured.has(id)));
}
