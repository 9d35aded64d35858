import { readFile } from 'node:fs/promises';
import type { Layout } from '../../helpers/facts/policy.ts';
import type { HostFile } from '../engine/host-file.ts';
import { INSTALLED_JOBS } from './installed-jobs.ts';
import type { HostName } from '../engine/host-names.ts';

/** The scripts of a host's nightly jobs, where its crontab calls them. */
export function jobFiles(host: HostName, layout: Layout): Promise<HostFile[]> {
  const jobs = INSTALLED_JOBS[layout].filter((installed) => installed.host === host);
  return Promise.all(
    jobs.map(async ({ script, entry }) => ({
      target: entry,
      content: await readFile(new URL(`${layout}/${script}`, import.meta.url)),
      mode: 0o755,
    })),
  );
}
