import { UserError } from '../../../base/user-error.ts';
import { isShown, optionsOf } from '../rules/shown.ts';
import type { Material } from '../values/making.ts';
import { likeliest } from './likeliest.ts';
import type { Template } from './template.ts';

/**
 * Holds a template to the form that a deployment serves.
 *
 * @throws UserError (exit code 2) that names every field that the form does not have, and every option that it does not offer
 */
export function checkTemplate(template: Template | null, material: Material): void {
  if (template === null) return;
  const { form, rules } = material;
  const fields = [...form.pages.flatMap((page) => page.fields), ...form.reviewFields];
  const ids = fields.map(({ id }) => id);
  const wrong = Object.entries(template.answers).flatMap(([id, value]) => {
    const named = fields.filter((field) => field.id === id);
    if (named.length === 0) {
      const like = likeliest(id, ids);
      return [`“${id}” is not a field of the form${like === null ? '' : `; did you mean “${like}”?`}`];
    }
    const [field] = named;
    if (field === undefined || value === null || !['SELECT', 'RADIO_GROUP'].includes(field.type)) return [];
    const options = named.flatMap((one) =>
      isShown(one, {}, rules) ? optionsOf(one, {}, rules) : (one.options ?? []),
    );
    const values = options.map((option) => option.value);
    return typeof value === 'string' && values.includes(value)
      ? []
      : [`“${id}” must be one of ${values.join(', ')}`];
  });
  if (wrong.length > 0)
    throw new UserError(
      `${template.path} does not fit the form for “${form.type}”:\n  ${wrong.join('\n  ')}`,
    );
}
