/** Scopes of a LOCAL_REGISTRAR, recorded from OpenCRVS 2.0.0 with the Farajaland configuration. */
const LOCAL_REGISTRAR = [
  'type=profile.electronic-signature',
  'type=performance.read',
  'type=organisation.read-locations&accessLevel=administrativeArea',
  'type=user.read&accessLevel=administrativeArea',
  'type=user.search&accessLevel=administrativeArea',
  'type=performance.read-dashboards',
  'type=workqueue&ids=assigned-to-you,recent,requires-completion,in-external-validation,escalated,potential-duplicate,pending-updates,pending-registration,pending-approval,pending-certification,pending-issuance,correction-requested',
  'type=record.search&placeOfEvent=administrativeArea',
  'type=record.create&placeOfEvent=administrativeArea',
  'type=record.read&placeOfEvent=administrativeArea',
  'type=record.declare&placeOfEvent=administrativeArea',
  'type=record.edit&placeOfEvent=administrativeArea',
  'type=record.reject&placeOfEvent=administrativeArea',
  'type=record.archive&declaredIn=administrativeArea',
  'type=record.review-duplicates&placeOfEvent=administrativeArea',
  'type=record.register&placeOfEvent=administrativeArea',
  'type=record.print-certified-copies&registeredIn=administrativeArea',
  'type=record.correct&registeredIn=administrativeArea',
  'type=record.custom-action&event=birth&placeOfEvent=administrativeArea&customActionTypes=ESCALATE,REINSTATE_REVOKE_REGISTRATION',
  'type=record.custom-action&event=birth&registeredIn=administrativeArea&customActionTypes=ISSUE_CERTIFIED_COPY,ISSUE_VERIFIABLE_CREDENTIAL',
  'type=record.unassign-others',
  'type=dashboard.view&ids=registrations,completeness,registry',
];

const REGISTRATION_AGENT = [
  'type=workqueue&ids=assigned-to-you,recent,requires-completion,potential-duplicate,pending-updates,pending-certification,pending-issuance',
  'type=record.search&placeOfEvent=administrativeArea',
  'type=record.create&placeOfEvent=administrativeArea',
  'type=record.read&placeOfEvent=administrativeArea',
  'type=record.declare&placeOfEvent=administrativeArea',
  'type=record.edit&placeOfEvent=administrativeArea',
  'type=record.reject&placeOfEvent=administrativeArea',
  'type=record.archive&declaredIn=administrativeArea',
  'type=record.print-certified-copies&registeredIn=administrativeArea',
];

const HOSPITAL_CLERK = [
  'type=workqueue&ids=assigned-to-you,recent,requires-completion,pending-updates',
  'type=record.search&placeOfEvent=location',
  'type=record.create&placeOfEvent=location',
  'type=record.read&placeOfEvent=location',
  'type=record.declare&placeOfEvent=location',
];

const NATIONAL_REGISTRAR = [
  'type=workqueue&ids=assigned-to-you,recent,escalated,pending-certification',
  'type=record.search',
  'type=record.read',
  'type=record.register',
  'type=record.reject',
  'type=record.archive',
  'type=record.unassign-others',
];

const NATIONAL_SYSTEM_ADMIN = [
  'type=user.create',
  'type=user.read',
  'type=user.edit',
  'type=organisation.read-locations',
];

/** A role: how it is called on pages, and the scopes that its tokens carry. */
export interface Role {
  label: string;
  scopes: readonly string[];
}

export const ROLES: Readonly<Record<string, Role>> = {
  LOCAL_REGISTRAR: { label: 'Registrar', scopes: LOCAL_REGISTRAR },
  REGISTRATION_AGENT: { label: 'Registration Officer', scopes: REGISTRATION_AGENT },
  HOSPITAL_CLERK: { label: 'Hospital Clerk', scopes: HOSPITAL_CLERK },
  NATIONAL_REGISTRAR: { label: 'Registrar General', scopes: NATIONAL_REGISTRAR },
  NATIONAL_SYSTEM_ADMIN: { label: 'National Administrator', scopes: NATIONAL_SYSTEM_ADMIN },
};

/** How pages call a role. */
export const roleLabel = (role: string): string => ROLES[role]?.label ?? role;

/** Roles whose declaration counts as validated, so that a registrar may register it without a further look. */
export const VALIDATING_ROLES: readonly string[] = [
  'REGISTRATION_AGENT',
  'LOCAL_REGISTRAR',
  'EMBASSY_OFFICIAL',
];
