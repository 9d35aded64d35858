import { z } from 'zod';
import { FailureError } from '../base/outcome.ts';
import { query } from '../opencrvs/api/procedure.ts';
import type { Session } from '../opencrvs/api/session.ts';
import { name } from '../opencrvs/api/shape.ts';
import { servedForm } from '../opencrvs/declaration/survey.ts';
import { ownKind } from '../opencrvs/declaration/values/own.ts';
import { isTestName } from '../opencrvs/declaration/values/random-word.ts';

/** Records that are looked at a search; more test records than these are as good a reason not to go live. */
const LIMIT = 200;

const FOUND = z.object({
  results: z.array(
    z.object({ id: name, trackingId: name, declaration: z.record(z.string(), z.unknown()).optional() }),
  ),
});

type Found = z.infer<typeof FOUND>['results'];

/**
 * Asks an environment itself for test records, whoever made them and whether or not a run of this machine knows them, by the
 * marks that each carries: the informant's address, and made-up names on what this user created. Gives tracking ids.
 *
 * @throws FailureError when neither mark can be asked for
 */
export async function findTestRecords(session: Session, informantEmail: string): Promise<string[]> {
  const form = await servedForm(session, 'birth');
  const fields = form.pages.flatMap((page) => page.fields).filter((field) => ownKind(field) === 'email');
  const asked: Promise<Found>[] = fields.map(({ id }) =>
    found(session, { data: { [id]: { type: 'exact', term: informantEmail } } }),
  );
  const { nameField } = form;
  if (nameField !== null)
    asked.push(
      found(session, { createdBy: { type: 'exact', term: session.user.userId } }).then((records) =>
        records.filter(({ declaration }) => isTestName(declaration?.[nameField])),
      ),
    );
  const answers = await Promise.allSettled(asked);
  const given = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const [failed] = answers.flatMap((answer) =>
    answer.status === 'rejected' ? [answer.reason as unknown] : [],
  );
  if (given.length === 0)
    throw failed instanceof Error
      ? failed
      : new FailureError('unexpected', `the form of ${session.environment.name} has no mark to search by`);
  return [...new Set(given.flat().map(({ trackingId }) => trackingId))];
}

async function found(session: Session, clause: object): Promise<Found> {
  const { results } = await query(session, 'event.search', FOUND, {
    query: { type: 'and', clauses: [{ eventType: 'birth', ...clause }] },
    limit: LIMIT,
    offset: 0,
  });
  return results;
}
