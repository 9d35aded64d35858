import { startRegistry } from './start-registry.ts';

/** A fake to look at: prints where it is and stays until it is interrupted. */
const registry = await startRegistry();
console.log({
  ...registry.urls,
  logFile: registry.logFile,
  user: 'k.mweene',
  password: 'test',
  code: '000000',
});
process.once('SIGINT', () => void registry.stop().then(() => process.exit(0)));
process.once('SIGTERM', () => void registry.stop().then(() => process.exit(0)));
