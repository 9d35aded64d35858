import { optionsOf } from './rules/shown.ts';
import type { FileField } from '../attachments/wanted-files.ts';
import type { Answers } from './rules/rules.ts';
import { isFileField } from './values/files.ts';
import type { Material } from './values/making.ts';
import type { Filled } from './filled.ts';

/** What is sent apart: the answers to the form, and those to the review that ends it, both without files. */
export interface DeclaredParts {
  declaration: Answers;
  annotation: Answers;
  /** The fields that want a file each. */
  fileFields: FileField[];
}

/** Divides a filled form into what is sent. */
export function declaredParts({ answered, answers }: Filled, { form, rules, own }: Material): DeclaredParts {
  const parts: DeclaredParts = { declaration: {}, annotation: {}, fileFields: [] };
  for (const { field, value } of answered) {
    const isReview = form.reviewFields.some(({ id }) => id === field.id);
    const isGiven = own.template?.answers[field.id] !== undefined;
    if (isFileField(field) && !isGiven) {
      const options =
        field.type === 'FILE_WITH_OPTIONS'
          ? optionsOf(field, answers, rules).map((option) => option.value)
          : [];
      parts.fileFields.push({ field, options, isReview });
    } else (isReview ? parts.annotation : parts.declaration)[field.id] = value;
  }
  return parts;
}
