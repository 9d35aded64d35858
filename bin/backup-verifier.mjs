#!/usr/bin/env node
// The installed command runs what `npm run build` made; a checkout that was not built runs its sources.
import { existsSync } from 'node:fs';

const built = new URL('../dist/helpers/cli/main.js', import.meta.url);
if (existsSync(built)) await import(built.href);
else {
  const { register } = await import('tsx/esm/api');
  register();
  await import(new URL('../helpers/cli/main.ts', import.meta.url).href);
}
