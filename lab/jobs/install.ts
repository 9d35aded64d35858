import { readFile } from 'node:fs/promises';
import type { Layout } from '../../helpers/facts/policy.ts';
import type { HostFile } from '../engine/host-file.ts';
import { INSTALLED_JOBS } from './installed-jobs.ts';
import type { HostName } from '../engine/host-names.ts';

/** The scripts of a host's nightly jobs, where its crontab calls them. */
export function jobFiles(host: HostName, layout: Layout): Promise<HostFile[]> {
  const jobs = INSTALLED_JOBS[layout].filter(
    // OpenCRVS's deployment lays the scripts of a restore down on every application server; only staging's crontab calls them.
    (installed) => installed.host === host || (host === 'production' && installed.host === 'staging'),
  );
  return Promise.all(
    jobs.map(async ({ script, entry }) => ({
      target: entry,
      content: await readFile(new URL(`${layout}/${script}`, import.meta.url)),
      mode: 0o755,
    })),
  );
}
