import { options, type Page } from '../../farajaland/field.ts';

const PDF = { types: ['application/pdf'], maxBytes: 2_000_000 };

/** PDF only, several of them required, and a small photograph. */
export const PAPERS: Page = {
  id: 'papers',
  title: 'Papers',
  fields: [
    { id: 'papers.note', type: 'FILE', label: "Midwife's note", required: true, accepts: PDF },
    {
      id: 'papers.identity',
      type: 'FILE_WITH_OPTIONS',
      label: 'Proof of identity',
      required: true,
      accepts: PDF,
      options: options(['CARD', 'Card'], ['CHURCH_BOOK', 'Church book']),
    },
    {
      id: 'papers.photo',
      type: 'FILE',
      label: 'Photograph',
      accepts: { types: ['image/jpeg'], maxBytes: 300_000 },
    },
  ],
};
