import { readFile } from 'node:fs/promises';
import type { Layout } from '../../helpers/config/policy.ts';
import type { HostName } from '../hosts/host-container.ts';
import type { HostFile } from '../hosts/host-file.ts';
import { INSTALLED_JOBS } from './installed-jobs.ts';

/** Where the jobs themselves lie; what the crontab calls runs them between their moments. */
const SCRIPTS = '/usr/local/lib/lab/jobs';

/** The files of a host's nightly jobs. */
export async function jobFiles(host: HostName, layout: Layout): Promise<HostFile[]> {
  const jobs = INSTALLED_JOBS[layout].filter((installed) => installed.host === host);
  const files = jobs.map(async ({ job, script, entry }): Promise<HostFile[]> => {
    const content = await readFile(new URL(`${layout}/${script}`, import.meta.url));
    const caller = `#!/bin/bash\nexec /usr/local/lib/lab/run-job ${job} ${SCRIPTS}/${script} "$@"\n`;
    return [
      { target: `${SCRIPTS}/${script}`, content, mode: 0o755 },
      { target: entry, content: caller, mode: 0o755 },
    ];
  });
  return (await Promise.all(files)).flat();
}
