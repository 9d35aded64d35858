import type { Dispatcher } from 'undici';
import type { TokenStore } from './api/token-file.ts';

/** How to reach one environment of OpenCRVS and who to be there. Holds secrets: never stored, never logged. */
export interface Environment {
  name: 'production' | 'staging';
  /** The register application. */
  clientUrl: string;
  loginUrl: string;
  gatewayUrl: string;
  /** The object store as browsers reach it. */
  filesUrl: string;
  /** Further origins that belong to this environment, such as the country configuration's. */
  otherUrls?: readonly string[];
  username: string;
  password: string;
  /** Asked once per login, after the password was accepted. */
  secondFactor: () => Promise<string>;
  /** Told every secret as it is learnt (codes, tokens, signatures), before it is used. */
  onSecret?: (secret: string) => void;
  /** A proxy, a tunnel or a private certificate authority for the API; for the browser its launcher knows the authority. */
  dispatcher?: Dispatcher;
  /** Where the run's processes share one login; absent: each logs in for itself. */
  tokens?: TokenStore;
  /** The proxy that the browser goes through; the API's is in the dispatcher. */
  proxy?: string;
}

/** The origins that belong to an environment: everything else is foreign to it. */
export function ownOrigins(environment: Environment): ReadonlySet<string> {
  const { clientUrl, loginUrl, gatewayUrl, filesUrl, otherUrls = [] } = environment;
  return new Set([clientUrl, loginUrl, gatewayUrl, filesUrl, ...otherUrls].map((url) => new URL(url).origin));
}

/** `base` and `path` joined by exactly one slash. */
export const at = (base: string, path: string): string => `${base.replace(/\/+$/, '')}/${path}`;
