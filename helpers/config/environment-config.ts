import type { SecondFactor } from './second-factor.ts';
import { secretValue } from './secret-value.ts';
import { codeFrom } from './ssh-config.ts';
import type { Problem } from '../facts/problem.ts';

/** How to reach production or staging, and who to be there. */
export interface EnvironmentConfig {
  clientUrl: string;
  loginUrl: string;
  gatewayUrl: string;
  filesUrl: string;
  /** `http://`, `https://`, `socks5://`, or `ssh` and `ssh-jump` (see openTunnels); null: the direct way. */
  proxy: string | null;
  username: string;
  password: string;
  secondFactor: SecondFactor;
}

interface Required {
  want: (key: string) => string;
  secret: (key: string) => string;
}

/** @param fallback whose user is taken where none is named */
export function environmentConfig(
  prefix: 'PRODUCTION' | 'STAGING',
  values: Record<string, unknown>,
  problems: Problem[],
  { want, secret }: Required,
  fallback?: EnvironmentConfig,
): EnvironmentConfig {
  const domain = values[`${prefix}_DOMAIN`];
  const urls = ['CLIENT_URL', 'LOGIN_URL', 'GATEWAY_URL', 'FILES_URL'].map(
    (suffix) => values[`${prefix}_${suffix}`],
  );
  const nothing = domain === undefined && urls.every((url) => url === undefined);
  if (nothing) problems.push({ key: `${prefix}_DOMAIN`, wrong: 'is missing (or the four _URL keys)' });
  const address = (key: string, host: string) => {
    if (nothing) return '';
    return typeof domain === 'string' && values[key] === undefined ? `https://${host}.${domain}` : want(key);
  };
  const secondFactor = codeFrom(`${prefix}_2FA_CODE`, values) ?? fallback?.secondFactor;
  if (secondFactor === undefined)
    problems.push({ key: `${prefix}_2FA_CODE`, wrong: `is missing (or ${prefix}_2FA_CODE_COMMAND)` });
  return {
    clientUrl: address(`${prefix}_CLIENT_URL`, 'register'),
    loginUrl: address(`${prefix}_LOGIN_URL`, 'login'),
    gatewayUrl: address(`${prefix}_GATEWAY_URL`, 'gateway'),
    filesUrl: address(`${prefix}_FILES_URL`, 'minio'),
    proxy: (values[`${prefix}_PROXY`] as string | undefined) ?? null,
    username:
      (values[`${prefix}_USERNAME`] as string | undefined) ??
      fallback?.username ??
      want(`${prefix}_USERNAME`),
    password:
      secretValue(`${prefix}_PASSWORD`, values, problems) ??
      fallback?.password ??
      secret(`${prefix}_PASSWORD`),
    secondFactor: secondFactor ?? { from: 'nowhere' },
  };
}
