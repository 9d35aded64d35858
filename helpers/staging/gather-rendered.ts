import type { Browser } from '@playwright/test';
import type { Session } from '../opencrvs/api/session.ts';
import { withClient } from '../opencrvs/pages/client.ts';
import type { Client } from '../opencrvs/pages/client.ts';
import { outcomeOf } from '../base/outcome.ts';
import type { TestRegistration } from '../facts/test-registration.ts';
import type { ForeignOrigin } from '../facts/staging.ts';
import { ForeignRequests } from './foreign-requests.ts';
import { lookAtRecord } from './look.ts';
import type { Look, Screenshot } from './look.ts';
import { isVisible } from '../facts/staging.ts';

export interface Rendered extends Look {
  /** True when the first fresh profile showed a broken or blank file and a second one did not. */
  neededSecondProfile: boolean;
  foreignOrigins: ForeignOrigin[];
}

export interface RenderedRequest {
  session: Session;
  browser: Browser;
  registration: TestRegistration;
  /** Production's origins, when the environment looked at is staging. */
  productionOrigins?: ReadonlySet<string>;
  screenshot: Screenshot;
  /** What to do in the fresh profile before the record is opened. */
  before?: (client: Client) => Promise<void>;
}

/**
 * Shows the record in a fresh profile, as a person with a new computer would see it. When a file is not to be seen, one more
 * fresh profile may look: a busy client now and then shows no image the first time. Never rejects for what the environment
 * does: every trouble is in the outcomes.
 */
export async function gatherRendered(request: RenderedRequest): Promise<Rendered> {
  const { registration, session, productionOrigins } = request;
  const foreign = new ForeignRequests(session.environment, registration, productionOrigins);
  const first = await look(request, foreign, request.before);
  if (isWhole(first)) return { ...first, neededSecondProfile: false, foreignOrigins: foreign.origins() };
  const second = await look(request, foreign);
  const better = isWhole(second);
  return { ...(better ? second : first), neededSecondProfile: better, foreignOrigins: foreign.origins() };
}

async function look(
  { session, browser, registration, screenshot }: RenderedRequest,
  foreign: ForeignRequests,
  before: (client: Client) => Promise<void> = () => Promise.resolve(),
): Promise<Look> {
  const looked = await outcomeOf(() =>
    withClient(
      browser,
      session,
      async (client) => {
        await before(client);
        return lookAtRecord(client, registration, screenshot);
      },
      (url) => foreign.note(url),
    ),
  );
  return looked.ok ? looked.value : { page: looked, rendered: looked };
}

/** A record that is missing is an answer: another profile would get the same. */
const isWhole = ({ page, rendered }: Look): boolean =>
  (!page.ok && page.reason === 'missing') || (rendered.ok && rendered.value.every(isVisible));
