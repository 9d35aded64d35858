import type { Field } from '../../../farajaland/field.ts';
import type { SessionUser } from '../../session.ts';
import type { Draft } from '../draft.ts';
import type { Places } from '../places.ts';

/** What an input needs: where answers are, and whom to tell of a new one. */
export interface Form {
  user: SessionUser;
  draft: Draft;
  places: Places;
  /** Takes an answer; undefined: none. */
  answer(fieldId: string, value: unknown): void;
}

export type Input = (field: Field, form: Form) => Node[];

/** A field's id as elements carry it. */
export const domId = (fieldId: string): string => fieldId.replaceAll('.', '____');

/** A label with the star of what is required. */
export const labelOf = ({ label, required }: Pick<Field, 'label' | 'required'>): string =>
  required === true ? `${label}\u00a0*` : label;
