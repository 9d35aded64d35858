import type { Check } from '../checks/check.ts';

/** What people ask of a backup; every check answers one of them, and reports group by them. */
export const QUESTIONS = [
  'Is the backup there?',
  'Can it be read?',
  'Did it come back?',
  'Would we notice?',
] as const;
export type Question = (typeof QUESTIONS)[number];

/** First fit counts. */
const BY_CODE: readonly (readonly [RegExp, Question])[] = [
  [/^(?:ABSENT_|REGISTRATION_ABSENT|STAGING_(?:LATER|MARKER|FILES_CLEARED|OWN_HOSTS))/, 'Would we notice?'],
  [/^(?:CLOCKS|SCHEDULE|PREFLIGHT|GOLIVE|DRILL)_/, 'Would we notice?'],
  [
    /^RETENTION_(?:ROTATION|NOT_PROVISIONED|SAME_DIRECTORY|DISK|PERMISSIONS|PRIVATE|EXCEPTIONS)/,
    'Would we notice?',
  ],
  [/^CYCLE_JOBS_INSTALLED/, 'Would we notice?'],
  [/^REGISTRATION_CLEANED/, 'Would we notice?'],
  [/^(?:STAGING|RECOVERY)_/, 'Did it come back?'],
  [/^CYCLE_(?:DOWNLOAD|RESTORE)/, 'Did it come back?'],
  [/^ARCHIVE_(?:EXISTS|NOT_GROWING|SIZE|NOT_A_COPY|UNCHANGED|NO_PLAIN)/, 'Is the backup there?'],
  [/^ARCHIVE_/, 'Can it be read?'],
];

export const questionOf = ({ code }: Pick<Check, 'code'>): Question =>
  BY_CODE.find(([pattern]) => pattern.test(code))?.[1] ?? 'Is the backup there?';
