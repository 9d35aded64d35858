import { EXIT, type ExitCode } from '../base/exit-code.ts';
import type { Config } from '../config/load-config.ts';
import { environmentsOf } from '../deployment/environments.ts';
import { sessionOn } from '../opencrvs/api/open-session.ts';
import { wantedFiles } from '../opencrvs/attachments/wanted-files.ts';
import { declaredParts } from '../opencrvs/declaration/declared-parts.ts';
import { formTable } from '../opencrvs/declaration/form-table.ts';
import { materialFrom } from '../opencrvs/declaration/material.ts';
import { planDeclaration } from '../opencrvs/declaration/plan.ts';
import { surveyOf } from '../opencrvs/declaration/survey.ts';
import { checkTemplate } from '../opencrvs/declaration/template/check-template.ts';

/** Stands where the run's own token will; names and texts follow from it, so that they differ in each run. */
const PREVIEW_TOKEN = 'PREVIEW';

/** What `doctor -- --form` shows. */
export interface ShownForm {
  text: string;
  /** Usage when a field has no answer, or the template one that the form does not allow: it is a matter of configuration. */
  exitCode: ExitCode;
}

/**
 * Makes the declaration of a test birth from the form that production serves, without writing anything anywhere. Rejects with a
 * TroubleError when production cannot be logged in to, and with a UserError when the template does not fit the form.
 */
export async function showForm(config: Config): Promise<ShownForm> {
  const session = await sessionOn(environmentsOf(config).production);
  const survey = await surveyOf(session, 'birth');
  const material = materialFrom(survey, config.own, PREVIEW_TOKEN, Date.now());
  checkTemplate(config.own.template ?? null, material);
  const plan = planDeclaration(material);
  const isRight =
    plan.unanswered.length === 0 && plan.answered.every(({ complaints }) => complaints.length === 0);
  const { fileFields } = declaredParts(plan, material);
  return {
    text: formTable(plan, wantedFiles(fileFields), survey.places.names),
    exitCode: isRight ? EXIT.passed : EXIT.usage,
  };
}
