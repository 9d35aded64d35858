import { fieldsOf } from '../../forms/country-form.ts';
import { countryForm } from '../../forms/current-form.ts';
import type { Declaration } from '../../server/events/event-document.ts';

/** A file of the record, with the words that pages use for it. */
export interface Document {
  field: string;
  path: string;
  isPdf: boolean;
  /** In the record: the option, or what the only file of the field is. */
  linkLabel: string;
  /** In the list of documents: field and option. */
  listLabel: string;
}

interface StoredFile {
  path: string;
  type?: string;
  option?: string;
}

const SINGLE_FILE = 'Notification of birth';

export function documentsOf(declaration: Declaration): Document[] {
  return fieldsOf(countryForm())
    .filter(({ type }) => type.startsWith('FILE'))
    .flatMap((field) => {
      const value = declaration[field.id] as StoredFile | StoredFile[] | null | undefined;
      const files = Array.isArray(value) ? value : value ? [value] : [];
      return files.map(({ path, option }) => {
        const chosen = field.options?.find((candidate) => candidate.value === option)?.label ?? option;
        const linkLabel = chosen ?? SINGLE_FILE;
        return {
          field: field.id,
          path,
          isPdf: path.toLowerCase().endsWith('.pdf'),
          linkLabel,
          listLabel: `${field.label} (${linkLabel})`,
        };
      });
    });
}
