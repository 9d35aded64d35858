import { FailureError } from '../base/outcome.ts';
import type { Host } from '../ssh/host.ts';

/** What the jobs of the night make in `/tmp` and remove when they come to their end: all of it is plain text or was. */
const NAMES = ['backup-*', '20[0-9][0-9]-*.tar.gz', '20[0-9][0-9]-*.tar.gz.enc'];

/** Names in `/tmp` of a host that a job of the night left there. Reads names only. */
export async function leftoversOn(host: Host): Promise<string[]> {
  const tests = NAMES.flatMap((name, index) => [...(index === 0 ? [] : ['-o']), '-name', name]);
  const { code, stdout, stderr } = await host.run([
    'find', '/tmp', '-maxdepth', '1', '(', ...tests, ')', '-printf', '%f\\n',
  ]); // prettier-ignore
  if (code !== 0)
    throw new FailureError('unexpected', `${host.name}: /tmp could not be listed: ${stderr.trim()}`);
  return stdout.split('\n').filter((name) => name !== '');
}
