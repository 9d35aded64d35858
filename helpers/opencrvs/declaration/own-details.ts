import type { Template } from './template/template.ts';

/** What a declaration says of real people: the administrator's own, never invented. */
export interface OwnDetails {
  /** OpenCRVS writes to it when the birth is registered. */
  informantEmail: string;
  informantPhone?: string | null;
  /** Identity numbers, for as many persons as the form wants one of. */
  nationalIds?: readonly string[];
  /** Answers for single fields of the form. */
  template?: Template | null;
}
