import { sessionOn } from '../opencrvs/api/open-session.ts';
import { unansweredError } from '../opencrvs/declaration/explain.ts';
import { materialFrom } from '../opencrvs/declaration/material.ts';
import type { OwnDetails } from '../opencrvs/declaration/own-details.ts';
import { planDeclaration } from '../opencrvs/declaration/plan.ts';
import { surveyOf } from '../opencrvs/declaration/survey.ts';
import { checkTemplate } from '../opencrvs/declaration/template/check-template.ts';
import type { Environment } from '../opencrvs/environment.ts';
import { UserError } from '../base/user-error.ts';

/**
 * Whether production's form can be answered, found out before anything is written: else each run would leave a draft.
 *
 * @throws UserError (exit code 2) that names what has no answer, or what of the template does not fit the form
 */
export async function assertDeclarable(production: Environment, own: OwnDetails, now: number): Promise<void> {
  const material = materialFrom(
    await surveyOf(await sessionOn(production), 'birth'),
    own,
    'before the run',
    now,
  );
  checkTemplate(own.template ?? null, material);
  const { unanswered } = planDeclaration(material);
  if (unanswered.length === 0) return;
  const { message } = unansweredError(production.name, unanswered);
  throw new UserError(`Nothing was written: ${message}. “npm run doctor -- --form” shows the whole form.`);
}
