import { extname } from 'node:path';

/** Built files are run by the installed command, sources by npm. */
const isInstalled = extname(import.meta.url) === '.js';

/** Text that names commands as `npm run <verb> -- …`, in the words of whoever reads it: an installed command has no npm scripts. */
export const asInvoked = (text: string): string =>
  isInstalled ? text.replace(/\bnpm run ([a-z-]+)(?: --(?= ))?/g, 'backup-verifier $1') : text;
