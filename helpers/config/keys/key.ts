import * as z from 'zod';

/** One setting: its check, what it means and an example. From these come validation, `.env.example` and the documentation. */
export interface Key {
  key: string;
  /** Settings that belong together, as headed in `.env.example`. */
  section: string;
  schema: z.ZodType;
  doc: string;
  example: string;
  /** Never echoed. */
  secret?: true;
}

export const text = z.string().min(1);
export const url = z
  .url({ protocol: /^https?$/, error: 'must be a web address' })
  .transform((value) => value.replace(/\/+$/, ''));
const proxyAddress = z.url({ protocol: /^(?:https?|socks5)$/ });
export const proxyUrl = z
  .string()
  .refine(
    (value) => ['ssh', 'ssh-jump'].includes(value) || proxyAddress.safeParse(value).success,
    'must be ssh, ssh-jump, or http://, https:// or socks5:// with host and port',
  );
/** A name with dots, without scheme, path and port. */
export const domain = z
  .string()
  .regex(
    /^(?=.{1,253}$)(?!\d+(?:\.\d+){3}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i,
    'must be a domain such as crvs.example.org, without https:// and path',
  );
export const yes = z.enum(['yes', 'no']).transform((value) => value === 'yes');
export const wholeNumber = z.coerce.number({ error: 'must be a whole number' }).int('must be a whole number');
export const words = z.string().transform((value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
);
export const wordsOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  words.pipe(z.array(z.enum(values)));
export const isoDate = z.iso.date('must be a date such as 2026-03-01');
export const cronSchedule = z
  .string()
  .regex(/^\s*(?:\S+\s+){4}\S+\s*$/, 'must be the five fields of a cron schedule, such as 0 0 * * *');
export const timeZone = z
  .string()
  .refine((value) => isTimeZone(value), 'must be a time zone such as Africa/Lusaka');

function isTimeZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** A setting that holds a secret, with the two other ways to give it: out of a file, or printed by a command. */
export function secretKeys(key: string, section: string, doc: string): Key[] {
  const file = `/run/secrets/${key.toLowerCase().replaceAll('_', '-')}`;
  return [
    { key, section, schema: text, doc, example: 'a secret', secret: true },
    { key: `${key}_FILE`, section, schema: text, doc: `A file that holds ${key}, instead.`, example: file },
    {
      key: `${key}_COMMAND`,
      section,
      schema: text,
      doc: `A command that prints ${key}, instead.`,
      example: `pass show ${key.toLowerCase().replaceAll('_', '-')}`,
    },
  ];
}

/** A one-time code: fixed, asked on the terminal (`prompt`), or printed by a command at each login. */
export function codeKeys(key: string, section: string, doc: string): Key[] {
  return [
    {
      key,
      section,
      schema: text,
      doc: `${doc} “prompt” asks on the terminal.`,
      example: '000000',
      secret: true,
    },
    {
      key: `${key}_COMMAND`,
      section,
      schema: text,
      doc: `A command that prints the code, run at each login: an authenticator, or one that reads the mailbox.`,
      example: `oathtool --totp --base32 @/run/secrets/authenticator`,
    },
  ];
}
