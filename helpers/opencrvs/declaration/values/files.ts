import type { FormField } from '../event-form.ts';
import { optionsOf } from '../rules/shown.ts';
import { madeUp, type Candidates, type Making } from './making.ts';

/** Media types that test files are made in. */
export type MediaType = 'image/png' | 'image/jpeg' | 'application/pdf';

const MEDIA_TYPES: readonly MediaType[] = ['image/png', 'image/jpeg', 'application/pdf'];

export const isFileField = ({ type }: FormField): boolean =>
  ['FILE', 'FILE_WITH_OPTIONS', 'SIGNATURE'].includes(type);

/** The kinds of test file that a field takes. A form that names none takes all; `image/jpg` is a name of `image/jpeg`. */
export function mediaTypesOf(field: FormField): MediaType[] {
  const { acceptedFileTypes } = (field.configuration ?? {}) as { acceptedFileTypes?: string[] };
  const images: readonly MediaType[] = field.type === 'SIGNATURE' ? ['image/png', 'image/jpeg'] : MEDIA_TYPES;
  if (acceptedFileTypes === undefined || acceptedFileTypes.length === 0) return [...images];
  const accepted = acceptedFileTypes.map((type) => type.replace('image/jpg', 'image/jpeg'));
  return MEDIA_TYPES.filter((type) => accepted.includes(type));
}

/** Bytes that a file of the field may have; 5 MiB where the form does not say, as in OpenCRVS 2.0.0. */
export function maxBytesOf(field: FormField): number {
  const { maxFileSize } = (field.configuration ?? {}) as { maxFileSize?: number };
  return maxFileSize ?? 5 * 1024 * 1024;
}

/** A fake for the file that will be there, so that rules see an answer: its path comes with the upload. */
export function fileCandidates(field: FormField, { answers, rules }: Making): Candidates {
  const file = (type: MediaType) => ({ path: '', originalFilename: '', type });
  const types = mediaTypesOf(field);
  if (field.type !== 'FILE_WITH_OPTIONS') return madeUp(types.map(file), 'a test file');
  const options = optionsOf(field, answers, rules);
  return madeUp(
    options.flatMap(({ value }) => types.map((type) => [{ ...file(type), option: value }])),
    'a test file',
  );
}
