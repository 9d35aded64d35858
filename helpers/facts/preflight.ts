import type { RecordKind } from './policy.ts';
import type { JobName } from './cycle.ts';
import type { Outcome } from '../base/outcome.ts';
import type { HostName } from './retention.ts';
import type { Problem } from './problem.ts';

export type EnvironmentName = 'production' | 'staging';

/** One web address of an environment as it answered. */
export interface AddressFacts {
  environment: EnvironmentName;
  /** What it is: `client`, `login`, `gateway`, `files`. */
  what: string;
  url: string;
  answer: Outcome<AddressAnswer>;
}

export interface AddressAnswer {
  status: number;
  /** The gateway's `X-Version`. */
  version: string | null;
  /** Whole days until the certificate expires; null: no TLS. */
  certificateDays: number | null;
}

export interface LoginFacts {
  username: string;
  role: string;
  /** Rights that registering and seeing a birth take and this user has not. */
  missingScopes: string[];
}

/** A command that the harness runs as root, and whether it may. */
export interface Right {
  /** Words as sudo gets them. */
  command: string[];
  /** What stays unknown without it. */
  use: string;
  allowed: boolean;
}

export interface HostFacts {
  host: HostName;
  user: string;
  rights: Right[];
}

/** Whether the passphrase opens the newest archive, on its first kilobyte. */
export type Opening = 'opens' | 'not-encrypted' | 'wrong-passphrase';

export interface CrontabFacts {
  /** OpenCRVS's jobs in it. */
  jobs: JobName[];
  /** Whether every passphrase in it is the configured one; null: it holds none, or none is configured. */
  passphraseAgrees: boolean | null;
}

/** Where an environment's SSH login and its web address lead. Loopback addresses tell nothing and are left out. */
export interface Whereabouts {
  /** `host:port` of the SSH login. */
  login: string;
  /** Addresses that the host itself has. */
  own: string[];
  /** Addresses behind the name of the client's address. */
  served: string[];
}

/** All that a read-only look at a deployment shows before anything is done. No secret in it. */
export interface PreflightFacts {
  problems: Problem[];
  /** Settings whose secrets are too short to be masked in reports. */
  unmaskable?: readonly string[];
  /** Files with secrets that others than their owner may read. */
  exposed?: readonly string[];
  addresses: AddressFacts[];
  logins: Record<EnvironmentName, Outcome<LoginFacts>>;
  hosts: Record<HostName, Outcome<HostFacts>>;
  newestArchive: Outcome<{ name: string; opening: Opening }>;
  crontabs: Record<EnvironmentName, Outcome<CrontabFacts>>;
  whereabouts: Record<EnvironmentName, Outcome<Whereabouts>>;
  /** Whether production's backup has to stand in its crontab: not in a cluster, nor where commands or schedules are named. */
  backupByCron: boolean;
  integrations: Outcome<Integrations>;
  /** What is to be made on production, and whether integrations may hear of it. */
  record: { kind: RecordKind; acknowledged: boolean };
}

/** What a registered birth would reach beyond OpenCRVS itself, as far as a user sees it. */
export interface Integrations {
  /** As a person calls them. */
  seen: string[];
  /** Why there may be more; null: all that the API knows were listed. */
  hidden: string | null;
}
