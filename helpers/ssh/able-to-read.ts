import type { Host } from './host.ts';

/**
 * The host itself when its user may read a file, else the same host through `sudo -n` when that may. A file that neither may
 * read gives the host itself: its own refusal says best what is missing.
 */
export async function ableToRead(host: Host, path: string): Promise<Host> {
  const readable = async (sudo: boolean) => (await host.run(['test', '-r', path], { sudo })).code === 0;
  if (await readable(false)) return host;
  // Without sudo at all the question itself fails.
  return (await readable(true).catch(() => false)) ? throughSudo(host) : host;
}

const throughSudo = (host: Host): Host => ({
  ...host,
  run: (argv, options) => host.run(argv, { ...options, sudo: true }),
  stream: (argv, options) => host.stream(argv, { ...options, sudo: true }),
});
