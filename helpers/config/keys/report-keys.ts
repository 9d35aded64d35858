import * as z from 'zod';
import { secretKeys, text, url, words, yes, type Key } from './key.ts';

const section = 'Results';
const telling = 'Notifications';
const hours = z.coerce.number({ error: 'must be a number of hours' }).positive('must be more than 0');
const address = (value: string): boolean => url.safeParse(value).success;

/** What results say of the deployment, and where they go. */
export const reportKeys: readonly Key[] = [
  {
    key: 'DEPLOYMENT_NAME',
    section,
    schema: text,
    doc: "What every result calls this deployment. Without it: production's domain.",
    example: 'Farajaland civil registry',
  },
  {
    key: 'COUNTRY',
    section,
    schema: text,
    doc: 'The country, as the certificate names it.',
    example: 'Farajaland',
  },
  {
    key: 'OPERATOR',
    section,
    schema: text,
    doc: 'Who runs the verification, as results name it. Without it: user@host.',
    example: 'A. Mwansa, Ministry of Home Affairs',
  },
  {
    key: 'LAB',
    section,
    schema: yes.default(false),
    doc: 'yes: this is a throw-away deployment, and every page of a result says so. The lab sets it.',
    example: 'no',
  },
  {
    key: 'RPO_TARGET_HOURS',
    section,
    schema: hours,
    doc: 'How many hours of registrations may be lost; compared with what was measured.',
    example: '24',
  },
  {
    key: 'RTO_TARGET_HOURS',
    section,
    schema: hours,
    doc: 'How many hours recovery may take; compared with what was measured.',
    example: '8',
  },
  {
    key: 'REPORT_LANGUAGE',
    section,
    schema: z.enum(['en', 'fr']).default('en'),
    doc: 'Language of the certificate: en or fr.',
    example: 'en',
  },
  {
    key: 'EVIDENCE_KEY_FILE',
    section,
    schema: text,
    doc: 'A private SSH key that signs evidence.zip; without a passphrase, or held by the agent.',
    example: '~/.ssh/backup-verifier-signing',
  },
  {
    key: 'METRICS_FILE',
    section,
    schema: text,
    doc: "An OpenMetrics file to keep current, for node_exporter's textfile collector.",
    example: '/var/lib/node_exporter/backup-verifier.prom',
  },
];

/** Who is told of a verdict, and how. */
export const notifyKeys: readonly Key[] = [
  ...secretKeys(
    'NOTIFY_WEBHOOK',
    telling,
    'Address of an incoming webhook (Slack, Mattermost, Teams or your own) that gets the verdict.',
  ).map((key) => ({
    ...key,
    ...(key.key === 'NOTIFY_WEBHOOK'
      ? { schema: text.refine(address, 'must be a web address'), example: 'https://hooks.example.org/…' }
      : {}),
  })),
  {
    key: 'NOTIFY_MAIL',
    section: telling,
    schema: words,
    doc: 'Mail addresses that get the verdict, through SMTP_URL.',
    example: 'registry-it@example.org',
  },
  {
    key: 'NOTIFY_MAIL_FROM',
    section: telling,
    schema: text,
    doc: 'Sender of these mails. Without it: the first of NOTIFY_MAIL.',
    example: 'backup-verifier@example.org',
  },
  ...secretKeys('SMTP_URL', telling, 'The mail server, with its login: smtp:// or smtps://.').map((key) =>
    key.key === 'SMTP_URL' ? { ...key, example: 'smtps://user:password@mail.example.org:465' } : key,
  ),
  ...secretKeys(
    'HEALTHCHECK_URL',
    telling,
    'A check of healthchecks.io or its like, pinged at start and end of “nightly”: a cron that went silent is noticed there.',
  ).map((key) =>
    key.key === 'HEALTHCHECK_URL'
      ? { ...key, schema: text.refine(address, 'must be a web address'), example: 'https://hc-ping.com/…' }
      : key,
  ),
  {
    key: 'NOTIFY_COMMAND',
    section: telling,
    schema: text,
    doc: 'A command that is run with the message on standard input and VERDICT, RUN_ID and DEPLOYMENT in its environment.',
    example: './page-on-call.sh',
  },
];
