import { NO_CORRECTIONS } from '../../helpers/opencrvs/declaration/corrections.ts';
import { declaredParts, type DeclaredParts } from '../../helpers/opencrvs/declaration/declared-parts.ts';
import { fill } from '../../helpers/opencrvs/declaration/fill.ts';
import { materialFrom } from '../../helpers/opencrvs/declaration/material.ts';
import { planDeclaration } from '../../helpers/opencrvs/declaration/plan.ts';
import type { Survey } from '../../helpers/opencrvs/declaration/survey.ts';
import { LAB_PERSON } from '../hosts/person.ts';

/** Makes declarations of births by the form that a registry serves, as of `now`; its choices are found once. */
export function earlierDeclarations(survey: Survey, now = Date.now()): (name: string) => DeclaredParts {
  const materialFor = (name: string) => materialFrom(survey, LAB_PERSON, name, now);
  const { choices } = planDeclaration(materialFor('choices'));
  return (name) => {
    const material = materialFor(name);
    const filled = fill(material, NO_CORRECTIONS, choices);
    const [missing] = filled.unanswered;
    if (missing !== undefined) throw new Error(`the lab's form asks for ${missing.field.id}: ${missing.why}`);
    return declaredParts(filled, material);
  };
}
