import type { Host } from './host.ts';

/**
 * The host itself when its user may read a file, else the same host through `sudo -n` when that may. Of a file that neither can read
 * it is the one that sees whether it is there at all: an archive that is missing must not look like one that may not be read.
 */
export async function ableToRead(host: Host, path: string): Promise<Host> {
  const holds = async (test: string, of: string, sudo: boolean) =>
    // Without sudo at all the question itself fails.
    (await host.run(['test', test, of], { sudo }).catch(unlessSudo(sudo)))?.code === 0;
  if (await holds('-r', path, false)) return host;
  if (await holds('-r', path, true)) return throughSudo(host);
  for (const folder of foldersAbove(path)) {
    if (!(await holds('-d', folder, false))) continue;
    // The nearest folder that the user sees: may it look inside, then what it does not find there is not there.
    if (await holds('-x', folder, false)) return host;
    break;
  }
  return (await holds('-d', '/', true)) ? throughSudo(host) : host;
}

const unlessSudo = (sudo: boolean) => (error: unknown) => {
  if (!sudo) throw error;
  return null;
};

/** `/a/b/c` gives `/a/b`, `/a`, `/`. */
function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('/') || '/');
}

const throughSudo = (host: Host): Host => ({
  ...host,
  run: (argv, options) => host.run(argv, { ...options, sudo: true }),
  stream: (argv, options) => host.stream(argv, { ...options, sudo: true }),
});
