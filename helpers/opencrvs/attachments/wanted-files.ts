import { labelOf, type FormField } from '../declaration/event-form.ts';
import { maxBytesOf, mediaTypesOf, type MediaType } from '../declaration/values/files.ts';

/** A file that is to be made for one field of a declaration. */
export interface WantedFile {
  field: string;
  /** Of a field that takes several files, one an option. */
  option?: string;
  /** Belongs to the review that ends a declaration. */
  isReview: boolean;
  filename: string;
  mediaType: MediaType;
  /** Drawn into it: which document it stands for. */
  caption: string;
  /** Pixels. */
  width: number;
  height: number;
  /** Fraction of the area that is noise, which makes bytes. */
  noise: number;
}

/** A field that takes files, and the options that there are for them. */
export interface FileField {
  field: FormField;
  options: readonly string[];
  isReview: boolean;
}

interface Kind {
  mediaType: MediaType;
  width: number;
  height: number;
  noise: number;
  extension: string;
}

/** The kinds that a declaration should have among its files: the last is a picture of more than 1 MB. */
const KINDS: readonly Kind[] = [
  { mediaType: 'image/png', width: 900, height: 600, noise: 0.1, extension: 'png' },
  { mediaType: 'image/jpeg', width: 1000, height: 630, noise: 0.1, extension: 'jpg' },
  { mediaType: 'application/pdf', width: 700, height: 900, noise: 0.05, extension: 'pdf' },
  { mediaType: 'image/png', width: 1000, height: 800, noise: 0.6, extension: 'png' },
];
const SIGNATURE = { width: 600, height: 200, noise: 0.05 };

/** Bytes that a pixel of noise makes, and what a picture has beside its noise: measured on Chromium's PNGs, rounded up. */
const BYTES_A_PIXEL = 3.2;
const BYTES_BESIDE = 40_000;

/**
 * One file for each field, each of another kind as far as the fields allow; kinds that are then missing go to further options
 * of fields that take several.
 */
export function wantedFiles(fields: readonly FileField[]): WantedFile[] {
  const missing = new Set(KINDS);
  const wanted = fields.flatMap((one) => {
    const kinds = kindsFor(one.field);
    const kind =
      one.field.type === 'SIGNATURE' ? kinds[0] : (kinds.find((each) => missing.has(each)) ?? kinds[0]);
    if (kind === undefined) return [];
    if (one.field.type !== 'SIGNATURE') missing.delete(kind);
    return [{ one, file: fileOf(one, kind, one.options[0]) }];
  });
  const further = fields.flatMap((one) => one.options.slice(1).map((option) => ({ one, option })));
  for (const kind of missing) {
    const at = further.findIndex(({ one }) => kindsFor(one.field).includes(kind));
    const [place] = at < 0 ? [] : further.splice(at, 1);
    if (place !== undefined) wanted.push({ one: place.one, file: fileOf(place.one, kind, place.option) });
  }
  // Files of one field stand together, in the order of the form.
  return wanted.sort((a, b) => fields.indexOf(a.one) - fields.indexOf(b.one)).map(({ file }) => file);
}

/** The kinds that a field takes; a large picture only where it may be large. */
const kindsFor = (field: FormField): Kind[] =>
  KINDS.filter(
    (kind) =>
      mediaTypesOf(field).includes(kind.mediaType) && (kind.noise < 0.5 || bytesOf(kind) < maxBytesOf(field)),
  );

const bytesOf = ({ width, height, noise }: Kind): number =>
  width * height * noise * BYTES_A_PIXEL + BYTES_BESIDE;

function fileOf({ field, isReview }: FileField, kind: Kind, option: string | undefined): WantedFile {
  const label = labelOf(field.label) || field.id;
  const said = option === undefined ? label : `${label}, ${option.toLowerCase().replaceAll('_', ' ')}`;
  const { width, height, noise } = field.type === 'SIGNATURE' ? { ...kind, ...SIGNATURE } : kind;
  const room = (maxBytesOf(field) - BYTES_BESIDE) / (width * height * BYTES_A_PIXEL);
  return {
    field: field.id,
    ...(option === undefined ? {} : { option }),
    isReview,
    filename: `${slugOf(said)}.${kind.extension}`,
    mediaType: kind.mediaType,
    caption: `${said} (test)`,
    width,
    height,
    noise: Math.max(0, Math.min(noise, room)),
  };
}

const slugOf = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '') || 'document';
