import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answer, type Check } from '../helpers/checks/check.ts';
import { EXIT, type ExitCode } from '../helpers/base/exit-code.ts';
import { retentionChecks } from '../helpers/checks/retention.ts';
import { loadConfig } from '../helpers/config/load-config.ts';
import { hostsOf, type Hosts } from '../helpers/deployment/hosts.ts';
import type { Facts } from '../helpers/facts/facts.ts';
import { gatherRetention } from '../helpers/retention/gather-retention.ts';
import { retentionPicture } from '../helpers/retention/picture.ts';
import type { Lab } from './lab.ts';
import { daysFrom } from './nights/night.ts';

/** From here forty nights go across the end of a month and, in this zone, a change of the clocks (29 March 2026). */
const FIRST_NIGHT = '2026-03-10';
const ZONE = 'Europe/Berlin';
/** The lab's hosts travel; this machine does not. */
const ABOUT_THIS_MACHINE = new Set(['CLOCKS_AGREE']);

/**
 * Plays nights under a moving clock: every job of each, then the backup directory judged as of that hour. Prints a line a night.
 *
 * @returns 1 when a check failed in any night
 */
export async function playNights(
  lab: Lab,
  { nights, reportsDir }: { nights: number; reportsDir: string },
  print: (line: string) => void,
): Promise<ExitCode> {
  mkdirSync(reportsDir, { recursive: true });
  const config = loadConfig(lab.env, 'nightly');
  const hosts = hostsOf(config);
  let failures = 0;
  try {
    await lab.setZone(ZONE);
    for (const night of daysFrom(FIRST_NIGHT, nights)) {
      const codes = await lab.runNight(night);
      const facts = await look(hosts, config.policy);
      const failed = failedIn(facts);
      failures += failed.length;
      const badly = Object.entries(codes).filter(([, code]) => code !== 0);
      const said = [
        ...badly.map(([job, code]) => `${job} ended with ${code ?? 'nothing'}`),
        ...failed.map(saying),
      ];
      print(
        `${night}  ${datedDirectories(facts)} nights kept  ${said.length === 0 ? '✓' : `✗ ${said.join('; ')}`}`,
      );
      const picture = retentionPicture(facts);
      if (picture !== null) writeFileSync(join(reportsDir, 'nights.svg'), picture);
    }
  } finally {
    for (const host of [hosts.production, hosts.staging, hosts.backup]) await host?.close();
  }
  print(failures === 0 ? `${nights} nights, no alarm` : `${nights} nights, ${failures} failed checks`);
  return failures === 0 ? EXIT.passed : EXIT.failed;
}

async function look(hosts: Hosts, policy: Facts['policy']): Promise<Facts> {
  if (hosts.backup === null) throw new Error('the lab gave no login on its backup host');
  return { policy, retention: await gatherRetention({ ...hosts, backup: hosts.backup }, policy) };
}

const failedIn = (facts: Facts): Check[] =>
  retentionChecks
    .map((definition) => answer(definition, facts))
    .filter(({ status, code }) => status === 'failed' && !ABOUT_THIS_MACHINE.has(code));

const saying = (check: Check): string => `${check.code}${'actual' in check ? ` (${check.actual})` : ''}`;

const datedDirectories = ({ retention }: Facts): number =>
  retention?.ok === true
    ? retention.value.listing.entries.filter(({ path }) => /^\d{4}-\d\d-\d\d$/.test(path)).length
    : 0;
