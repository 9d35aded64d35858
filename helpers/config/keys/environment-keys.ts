import { codeKeys, domain, proxyUrl, secretKeys, text, url, type Key } from './key.ts';
import { sshKeys } from './ssh-keys.ts';

/** The settings of production or staging. */
export function environmentKeys(prefix: 'PRODUCTION' | 'STAGING' | 'RECOVERY'): Key[] {
  const name = prefix === 'RECOVERY' ? 'the new servers' : prefix.toLowerCase();
  const section =
    prefix === 'RECOVERY' ? 'Recovery onto new servers' : `${prefix[0]}${prefix.toLowerCase().slice(1)}`;
  const address = (suffix: string, what: string, host: string): Key => ({
    key: `${prefix}_${suffix}`,
    section,
    schema: url,
    doc: `Where ${what} is, when it is not ${host}.<domain>.`,
    example: `https://${host}.${prefix.toLowerCase()}.example.org`,
  });
  return [
    {
      key: `${prefix}_DOMAIN`,
      section,
      schema: domain,
      doc: `Domain of ${name}: login., register., gateway. and minio. are put before it.`,
      example: `${prefix.toLowerCase()}.example.org`,
    },
    address('CLIENT_URL', 'the client', 'register'),
    address('LOGIN_URL', 'the login page', 'login'),
    address('GATEWAY_URL', 'the gateway', 'gateway'),
    address('FILES_URL', 'the object store', 'minio'),
    {
      key: `${prefix}_PROXY`,
      section,
      schema: proxyUrl,
      doc: `The way to ${name} for the API and the browser, where there is none without. ssh: from the host of ${prefix}_SSH, ssh-jump: from the last jump host before it; or a web or socks5 proxy.`,
      example: 'ssh',
    },
    {
      key: `${prefix}_USERNAME`,
      section,
      schema: text,
      doc: `A registrar on ${name}, who may declare and register births.`,
      example: 'k.mweene',
    },
    ...secretKeys(`${prefix}_PASSWORD`, section, "That user's password."),
    ...codeKeys(
      `${prefix}_2FA_CODE`,
      section,
      'The second factor where it is fixed (two-factor switched off: 000000).',
    ),
    ...sshKeys(
      prefix,
      section,
      `SSH login on ${name}; without it, what only the host knows stays not proven.`,
    ),
  ];
}

/** Staging may have other users as long as nothing was restored on it. */
export const beforeRestoreKeys: readonly Key[] = [
  {
    key: 'STAGING_USERNAME_BEFORE_RESTORE',
    section: 'Staging',
    schema: text,
    doc: "A user of staging before its first restore, where production's users do not exist yet.",
    example: 'staging.admin',
  },
  ...secretKeys('STAGING_PASSWORD_BEFORE_RESTORE', 'Staging', "That user's password."),
];
