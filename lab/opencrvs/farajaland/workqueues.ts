/** A workqueue of the side bar. `query` is what its list asks the search; `{me}` stands for the user's id. */
export interface Workqueue {
  slug: string;
  name: string;
  action: 'Review' | 'Print';
  query: Record<string, unknown>;
}

const status = (term: string) => ({ status: { type: 'exact', term } });
const flag = (...terms: string[]) => ({ flags: { anyOf: terms } });

/** The workqueues of Farajaland in the order of the side bar, after Outbox and Drafts. */
export const WORKQUEUES: readonly Workqueue[] = [
  {
    slug: 'assigned-to-you',
    name: 'Assigned to you',
    action: 'Review',
    query: { assignedTo: { type: 'exact', term: '{me}' } },
  },
  {
    slug: 'recent',
    name: 'Recent',
    action: 'Review',
    query: { updatedBy: { type: 'exact', term: '{me}' } },
  },
  { slug: 'requires-completion', name: 'Notifications', action: 'Review', query: status('NOTIFIED') },
  {
    slug: 'potential-duplicate',
    name: 'Potential duplicate',
    action: 'Review',
    query: flag('potential-duplicate'),
  },
  { slug: 'pending-updates', name: 'Pending updates', action: 'Review', query: flag('rejected') },
  {
    slug: 'pending-approval',
    name: 'Pending approval',
    action: 'Review',
    query: flag('approval-required-for-late-registration'),
  },
  {
    slug: 'pending-registration',
    name: 'Pending registration',
    action: 'Review',
    query: { ...status('DECLARED'), ...flag('validated') },
  },
  {
    slug: 'escalated',
    name: 'Escalated',
    action: 'Review',
    query: flag('escalated-to-provincial-registrar', 'escalated-to-registrar-general'),
  },
  {
    slug: 'in-external-validation',
    name: 'Pending external validation',
    action: 'Review',
    query: flag('register:requested'),
  },
  {
    slug: 'pending-certification',
    name: 'Pending certification',
    action: 'Print',
    query: { ...status('REGISTERED'), ...flag('pending-first-certificate-issuance') },
  },
  {
    slug: 'pending-issuance',
    name: 'Pending issuance',
    action: 'Print',
    query: flag('certified-copy-printed-in-advance-of-issuance'),
  },
  {
    slug: 'correction-requested',
    name: 'Pending corrections',
    action: 'Review',
    query: flag('correction-requested'),
  },
];
