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
import type { Filled } from './filled.ts';

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
  let rejections: readonly Rejection[] = [];
  let sent: Filled | null = null;
  for (let attempts = 0; ; attempts++) {
    const filled = planDeclaration(material, corrections);
    const { unanswered } = filled;
    if (unanswered.length > 0)
      throw sent === null
        ? unansweredError(environment, unanswered)
        : rejectedError({ environment, rejections, sent, unanswered, attempts });
    sent = filled;
    try {
      return await declaring.send(declaredParts(filled, material));
    } catch (error) {
      rejections = declaring.rejectionsIn(error);
      if (rejections.length === 0) throw error;
    }
    const isOwn = rejections.some(({ id }) => isOwnAnswer(fieldOf(id, fieldIds) ?? id, filled, own));
    if (isOwn || attempts + 1 === MAX_ATTEMPTS)
      throw rejectedError({ environment, rejections, sent, unanswered, attempts: attempts + 1 });
    corrections = corrected(corrections, rejections, filled, fieldIds);
  }
}
