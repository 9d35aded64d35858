import type { EventDocument } from '../../server/events/event-document.ts';
import type { EventIndex } from '../event-index.ts';
import type { SessionUser } from '../session.ts';
import type { Names } from './names.ts';

/** What the tabs of a record show. */
export interface Opened {
  user: SessionUser;
  index: EventIndex;
  /** The whole record; absent on a summary of a record that is not the user's. */
  event: EventDocument | null;
  names: Names;
  isMine: boolean;
}
