import { KEYS } from '../config/keys.ts';
import type { Host } from '../ssh/host.ts';
import { localHost } from '../ssh/local-host.ts';

/** This machine, for commands that are none of ours: they get the environment without the settings, which hold secrets. */
export function hereWithoutSettings(env: NodeJS.ProcessEnv = process.env): Host {
  const settings = new Set(KEYS.map(({ key }) => key));
  const rest = Object.fromEntries(Object.entries(env).filter(([name]) => !settings.has(name)));
  return localHost('this machine', rest);
}
