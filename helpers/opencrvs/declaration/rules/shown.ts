import type { EventForm, FormField, FormOption } from '../event-form.ts';
import { holds, type Answers, type RuleContext } from './rules.ts';

/** Whether a field is part of the form, given the answers so far: one of its conditions to show it must hold. */
export const isShown = (field: FormField, answers: Answers, context: RuleContext): boolean =>
  meets(field, 'SHOW', answers, context);

/** Whether a person could fill it in. */
export const isEnabled = (field: FormField, answers: Answers, context: RuleContext): boolean =>
  meets(field, 'ENABLE', answers, context);

/** The fields of the pages that are part of the form, in order; several may share an id, at most one of them shown. */
export function fieldsOn(form: EventForm, answers: Answers, context: RuleContext): FormField[] {
  const pages = form.pages.filter(
    ({ conditional }) => conditional === undefined || holds(conditional, answers, context),
  );
  return [...pages.flatMap(({ fields }) => fields), ...form.reviewFields];
}

/** The options that this user has, given the answers so far. */
export const optionsOf = (field: FormField, answers: Answers, context: RuleContext): FormOption[] =>
  (field.options ?? []).filter(
    (option) => meets(option, 'SHOW', answers, context) && meets(option, 'ENABLE', answers, context),
  );

/** What a field's validators say against its answer. An optional field without an answer is right. */
export function complaintsOf(field: FormField, answers: Answers, context: RuleContext): string[] {
  if (!isRequired(field) && isEmpty(answers[field.id])) return [];
  return (field.validation ?? [])
    .filter(({ validator }) => !holds(validator, answers, context))
    .map(({ message }) => (message as { defaultMessage?: string } | undefined)?.defaultMessage ?? 'invalid');
}

export const isRequired = ({ required }: FormField): boolean => Boolean(required);

/** No value, as the events service of OpenCRVS 2.0.0 sees it. */
export const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (typeof value === 'object' && Object.values(value).every((part) => part === undefined || part === ''));

function meets(
  { conditionals = [] }: Pick<FormField | FormOption, 'conditionals'>,
  type: string,
  answers: Answers,
  context: RuleContext,
): boolean {
  const rules = (conditionals ?? []).filter((conditional) => conditional.type === type);
  return rules.length === 0 || rules.some(({ conditional }) => holds(conditional, answers, context));
}
