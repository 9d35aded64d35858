import type { Rejection } from '../api/ask.ts';
import { corrected, fieldOf, isOwnAnswer, NO_CORRECTIONS } from './corrections.ts';
import { declaredParts, type DeclaredParts } from './declared-parts.ts';
import type { EventDocument } from '../api/event-document.ts';
import { rejectedError, unansweredError } from './explain.ts';
import { materialFrom } from './material.ts';
import type { OwnDetails } from './own-details.ts';
import { planDeclaration } from './plan.ts';
import type { Survey } from './survey.ts';
import { checkTemplate } from './template/check-template.ts';

/** Declarations that are sent before giving up: each learns from what was said of the last one. */
const MAX_ATTEMPTS = 6;

/** A declaration to be made, and how it is sent. */
export interface Declaring {
  environment: string;
  survey: Survey;
  own: OwnDetails;
  runToken: string;
  /** Milliseconds. */
  now: number;
  /** Stores the files and sends the declaration. */
  send: (parts: DeclaredParts) => Promise<EventDocument>;
  /** What a failed sending says against single fields. */
  rejectionsIn: (error: unknown) => readonly Rejection[];
}

/** Answers the form and sends it, until it is taken or there is nothing left to try. */
export async function declareWith(declaring: Declaring): Promise<EventDocument> {
  const { environment, survey, own, runToken, now } = declaring;
  const material = materialFrom(survey, own, runToken, now);
  checkTemplate(own.template ?? null, material);
  const fieldIds = [...survey.form.pages.flatMap(({ fields }) => fields), ...survey.form.reviewFields].map(
    ({ id }) => id,
  );
  let corrections = NO_CORRECTIONS;
  let lastSaid: readonly Rejection[] = [];
  for (let attempt = 1; ; attempt++) {
    const filled = planDeclaration(material, corrections);
    const parts = declaredParts(filled, material);
    if (filled.unanswered.length > 0)
      throw lastSaid.length === 0
        ? unansweredError(environment, filled.unanswered)
        : rejectedError(environment, lastSaid, filled, attempt - 1);
    try {
      return await declaring.send(parts);
    } catch (error) {
      lastSaid = declaring.rejectionsIn(error);
      if (lastSaid.length === 0) throw error;
      const isOwn = lastSaid.some(({ id }) => isOwnAnswer(fieldOf(id, fieldIds) ?? id, filled, own));
      if (isOwn || attempt === MAX_ATTEMPTS) throw rejectedError(environment, lastSaid, filled, attempt);
      corrections = corrected(corrections, lastSaid, filled, fieldIds);
    }
  }
}
