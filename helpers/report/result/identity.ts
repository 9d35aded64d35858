import { readFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import type { Config } from '../../config/load-config.ts';

/** Whose result it is, who made it and with what. */
export interface Identity {
  deployment: {
    name: string;
    /** A throw-away lab: its result says nothing of a real deployment. */
    isLab: boolean;
    production: string | null;
    staging: string | null;
    backupHost: string | null;
  };
  tool: { name: string; version: string };
  operator: string;
  targets: { rpoHours: number | null; rtoHours: number | null };
}

/** Of what a run's results say whose they are; `config` need not be complete. */
export function identityOf(config: Pick<Config, 'production' | 'staging' | 'ssh' | 'reporting'>): Identity {
  const { deploymentName, isLab, operator, rpoTargetHours, rtoTargetHours } = config.reporting;
  const production = hostOf(config.production.clientUrl);
  return {
    deployment: {
      name: deploymentName ?? (isLab ? 'lab' : (production ?? 'unnamed')),
      isLab,
      production,
      staging: hostOf(config.staging.clientUrl),
      backupHost: config.ssh.backup?.host ?? null,
    },
    tool: toolVersion(),
    operator: operator ?? userAtHost(),
    targets: { rpoHours: rpoTargetHours, rtoHours: rtoTargetHours },
  };
}

/** The one of runs that were made before their results kept it. */
export const UNKNOWN_IDENTITY: Identity = {
  deployment: { name: 'unnamed', isLab: false, production: null, staging: null, backupHost: null },
  tool: { name: 'opencrvs-backup-verifier', version: 'unknown' },
  operator: 'unknown',
  targets: { rpoHours: null, rtoHours: null },
};

export function toolVersion(): Identity['tool'] {
  const file = new URL('../../../package.json', import.meta.url);
  const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as Identity['tool'];
  return { name, version };
}

function hostOf(url: string): string | null {
  try {
    return new URL(url).host;
  } catch {
    // Not configured yet: doctor and others work with half a configuration.
    return null;
  }
}

/** A user without a name of its own, as in some containers, is known by its number. */
function userAtHost(): string {
  try {
    return `${userInfo().username}@${hostname()}`;
  } catch {
    return `${process.getuid?.() ?? 'user'}@${hostname()}`;
  }
}
