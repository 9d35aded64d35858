import { z } from 'zod';
import { FailureError } from '../../base/outcome.ts';
import { name } from '../api/shape.ts';

/** A rule as OpenCRVS serves it: JSON Schema over `{ $form, $now, $user, … }`. */
export type Rule = Readonly<Record<string, unknown>>;

/** A value of another field, or of a part of it: `{ $$field: 'child.birthLocation', $$subfield: [] }`. */
export interface FieldReference {
  $$field: string;
  $$subfield?: readonly string[];
  /** A function in the text of its source; it is never run here. */
  $$code?: string;
}

export interface FormOption {
  value: string;
  label?: unknown;
  conditionals?: readonly Conditional[];
}

export interface Conditional {
  /** `SHOW`, `ENABLE` or `DISPLAY_ON_REVIEW`. */
  type: string;
  conditional: Rule;
}

/** One field as `event.config.get` of OpenCRVS 2.0.0 gives it; what differs by type stands in `configuration`. */
export interface FormField {
  id: string;
  type: string;
  label?: unknown;
  /** True, or the message for when it is missing. */
  required?: unknown;
  conditionals?: readonly Conditional[];
  validation?: readonly { validator: Rule; message?: unknown }[];
  options?: readonly FormOption[];
  defaultValue?: unknown;
  value?: FieldReference | readonly FieldReference[];
  configuration?: Readonly<Record<string, unknown>>;
  /** Of a FIELD_GROUP. */
  fields?: readonly FormField[];
}

export interface FormPage {
  id: string;
  fields: readonly FormField[];
  /** The whole page is shown only where this holds. */
  conditional?: Rule;
}

/** The declaration form of one kind of event, as a deployment serves it. */
export interface EventForm {
  type: string;
  pages: readonly FormPage[];
  /** Of the review that ends a declaration: comment and signature, say. Their answers are the annotation. */
  reviewFields: readonly FormField[];
  /** The field that says when it happened, and the one that says where. */
  dateOfEvent: string | null;
  placeOfEvent: string | null;
  /** The NAME field that titles the record, and the title itself: `{child.name.firstname} {child.name.surname}`. */
  nameField: string | null;
  title: string;
}

/** A rule is judged elsewhere; here it only has to be one. */
const RULE = z.record(z.string(), z.unknown());
const REFERENCE = z.looseObject({ $$field: name });
const CONDITIONALS = z.array(z.looseObject({ type: name, conditional: RULE })).optional();

const FIELD: z.ZodType<FormField> = z.looseObject({
  id: name,
  type: name,
  conditionals: CONDITIONALS,
  validation: z.array(z.looseObject({ validator: RULE })).optional(),
  // Some kinds of field keep something else there, of which nothing is built.
  options: z
    .array(z.looseObject({ value: z.string(), conditionals: CONDITIONALS }))
    .optional()
    .catch(undefined),
  value: z
    .union([REFERENCE, z.array(REFERENCE)])
    .optional()
    .catch(undefined),
  configuration: RULE.optional(),
  get fields() {
    return z.array(FIELD).optional();
  },
}) as z.ZodType<FormField>;

const PAGE = z.looseObject({
  id: name,
  fields: z.array(FIELD),
  conditional: RULE.optional(),
}) as unknown as z.ZodType<FormPage>;

const SERVED_EVENT = z.looseObject({
  id: name,
  declaration: z.looseObject({ pages: z.array(PAGE) }).optional(),
  actions: z
    .array(
      z.looseObject({
        type: name,
        review: z.looseObject({ fields: z.array(FIELD).optional() }).optional(),
      }),
    )
    .optional(),
  dateOfEvent: REFERENCE.optional(),
  placeOfEvent: REFERENCE.optional(),
});

/** What `event.config.get` answers, as far as a declaration is built on it. */
export const SERVED = z.array(SERVED_EVENT);

/**
 * Picks one kind of event out of what `event.config.get` answered.
 *
 * @throws FailureError `missing` when the deployment has no such event
 */
export function eventForm(served: z.infer<typeof SERVED>, type: string): EventForm {
  const event = served.find(({ id }) => id === type);
  const pages = event?.declaration?.pages;
  if (event === undefined || pages === undefined) {
    const others = served.map(({ id }) => id).join(', ') || 'none';
    throw new FailureError('missing', `the deployment serves no form for “${type}” (it has: ${others})`);
  }
  const declare = event.actions?.find((action) => action.type === 'DECLARE');
  return {
    type,
    pages,
    reviewFields: declare?.review?.fields ?? [],
    dateOfEvent: event.dateOfEvent?.$$field ?? null,
    placeOfEvent: event.placeOfEvent?.$$field ?? null,
    nameField: nameFieldOf(pages, labelOf(event.title)),
    title: labelOf(event.title),
  };
}

/** What a label or message says in the deployment's first language. */
export function labelOf(label: unknown): string {
  if (typeof label === 'string') return label;
  const { defaultMessage } = (label ?? {}) as { defaultMessage?: unknown };
  return typeof defaultMessage === 'string' ? defaultMessage : '';
}

/** The name that the title speaks of, `{child.name.firstname} …`; else the first name of the form. */
function nameFieldOf(pages: readonly FormPage[], title: string): string | null {
  const names = pages.flatMap(({ fields }) => fields).filter(({ type }) => type === 'NAME');
  const titled = names
    .map(({ id }) => ({ id, at: title.indexOf(`{${id}`) }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => one.at - other.at);
  return titled[0]?.id ?? names[0]?.id ?? null;
}
