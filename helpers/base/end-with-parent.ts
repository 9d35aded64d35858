/**
 * Ends this process and everything in its process group at once when its parent is gone, however that ended: the parent holds
 * the other end of standard input and never writes.
 */
export function endWithParent(): void {
  const end = (): void => void process.kill(-process.pid, 'SIGKILL');
  process.stdin.once('end', end).once('close', end).once('error', end).resume();
  // The proof's own work decides how long this process lives.
  process.stdin.unref();
}
