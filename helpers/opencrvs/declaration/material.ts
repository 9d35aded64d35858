import type { OwnDetails } from './own-details.ts';
import type { Survey } from './survey.ts';
import type { Material } from './values/making.ts';

/** What a run's declaration is made of, from what the deployment says and the administrator gave. */
export function materialFrom(survey: Survey, own: OwnDetails, runToken: string, now: number): Material {
  const { form, places, user, country } = survey;
  const today = new Date(now).toISOString().slice(0, 10);
  return {
    form,
    runToken,
    now,
    own,
    places,
    country,
    rules: { today, user, leafAreaIds: places.leafAreaIds },
  };
}
