import type { Browser } from '@playwright/test';
import { createEvent } from '../opencrvs/api/events.ts';
import { filesOf, declarationOf, progressOf, writesIn } from '../opencrvs/api/event-document.ts';
import type { Session } from '../opencrvs/api/session.ts';
import { reconcile } from '../opencrvs/carry-through.ts';
import { declareBirth, type DeclarationRequest } from '../opencrvs/declare-birth.ts';
import { idFor } from '../opencrvs/run-identity.ts';
import { FailureError } from '../base/outcome.ts';
import { markerToken } from '../runs/own-writes.ts';
import { presenceOf } from './prove-absent.ts';
import type { Marker, MarkerFacts } from '../facts/marker.ts';

/**
 * Leaves a declared birth with files on staging before the restore: a restore that ran wipes it, one that did not leaves it. The
 * same run token leads to the same marker.
 */
export async function placeMarker(
  session: Session,
  browser: Browser,
  request: DeclarationRequest,
): Promise<Marker> {
  const runToken = markerToken(request.runToken);
  const event = await reconcile({
    recall: () => createEvent(session, 'birth', idFor(runToken, 'create')),
    nextStep: (found) =>
      progressOf(found).at === 'draft'
        ? () => declareBirth(session, browser, { ...request, runToken }, found)
        : null,
    mark: writesIn,
  });
  const [file] = filesOf(declarationOf(event));
  if (file === undefined) throw new FailureError('unexpected', 'the marker on staging has no file');
  return { eventId: event.id, trackingId: event.trackingId, key: file.key };
}

/** Looks for the marker after the restore, in each store apart: database, search index and files are restored apart too. */
export async function markerOn(session: Session, marker: Marker): Promise<MarkerFacts> {
  const { bySearch, byUrl, objectKeysServed } = await presenceOf(session, { ...marker, keys: [marker.key] });
  return {
    trackingId: marker.trackingId,
    found: bySearch > 0,
    opens: byUrl,
    fileServed: objectKeysServed.length > 0,
  };
}
