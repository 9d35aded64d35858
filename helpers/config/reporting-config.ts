import { expandHome, secretValue } from './secret-value.ts';
import type { Problem } from '../facts/problem.ts';

/** What results say of a deployment, and where they go. Null: not set. */
export interface ReportingConfig {
  deploymentName: string | null;
  country: string | null;
  operator: string | null;
  isLab: boolean;
  rpoTargetHours: number | null;
  rtoTargetHours: number | null;
  language: 'en' | 'fr';
  evidenceKeyFile: string | null;
  metricsFile: string | null;
  notify: NotifyConfig;
}

export interface NotifyConfig {
  webhook: string | null;
  mail: { to: readonly string[]; from: string; smtpUrl: string } | null;
  healthcheckUrl: string | null;
  command: string | null;
}

export function reportingConfig(values: Record<string, unknown>, problems: Problem[]): ReportingConfig {
  const given = (key: string): string | null => (values[key] as string | undefined) ?? null;
  const number = (key: string): number | null => (values[key] as number | undefined) ?? null;
  const keyFile = given('EVIDENCE_KEY_FILE');
  return {
    deploymentName: given('DEPLOYMENT_NAME'),
    country: given('COUNTRY'),
    operator: given('OPERATOR'),
    isLab: values['LAB'] === true,
    rpoTargetHours: number('RPO_TARGET_HOURS'),
    rtoTargetHours: number('RTO_TARGET_HOURS'),
    language: values['REPORT_LANGUAGE'] === 'fr' ? 'fr' : 'en',
    evidenceKeyFile: keyFile === null ? null : expandHome(keyFile),
    metricsFile: given('METRICS_FILE'),
    notify: {
      webhook: secretValue('NOTIFY_WEBHOOK', values, problems),
      mail: mailConfig(values, problems),
      healthcheckUrl: secretValue('HEALTHCHECK_URL', values, problems),
      command: given('NOTIFY_COMMAND'),
    },
  };
}

function mailConfig(values: Record<string, unknown>, problems: Problem[]): NotifyConfig['mail'] {
  const to = (values['NOTIFY_MAIL'] as string[] | undefined) ?? [];
  const [first] = to;
  if (first === undefined) return null;
  const smtpUrl = secretValue('SMTP_URL', values, problems);
  if (smtpUrl === null) {
    problems.push({ key: 'SMTP_URL', wrong: 'is missing (or SMTP_URL_FILE or SMTP_URL_COMMAND)' });
    return null;
  }
  return { to, from: (values['NOTIFY_MAIL_FROM'] as string | undefined) ?? first, smtpUrl };
}
