import type { Declaration, EventDocument } from '../../server/events/event-document.ts';

/** The record's present answers and annotation: later entries of the log override earlier ones. */
export function answersOf(event: EventDocument): { declaration: Declaration; annotation: Declaration } {
  return {
    declaration: Object.assign({}, ...event.actions.map((action) => action.declaration)) as Declaration,
    annotation: Object.assign({}, ...event.actions.map((action) => action.annotation ?? {})) as Declaration,
  };
}
