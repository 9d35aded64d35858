import { is } from '../../farajaland/conditional.ts';
import { options, type Page } from '../../farajaland/field.ts';

export const documentsPage: Page = {
  id: 'documents',
  title: 'Documents',
  fields: [
    { id: 'documents.birthNotice', type: 'FILE', label: 'Birth notice', required: true },
    {
      id: 'documents.motherId',
      type: 'FILE_WITH_OPTIONS',
      label: "Mother's documents",
      options: options(['NID', 'National ID'], ['PASSPORT', 'Passport'], ['OTHER', 'Other']),
    },
    {
      id: 'documents.fatherId',
      type: 'FILE',
      label: "Father's document",
      required: true,
      show: is('dad.known', 'YES'),
    },
  ],
};
