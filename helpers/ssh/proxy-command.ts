import { spawn } from 'node:child_process';
import { Duplex } from 'node:stream';
import { safeText } from '../base/safe-text.ts';

/** Of what a command says of itself, so much is told. */
const KEPT = 300;

/**
 * The connection that a ProxyCommand of the SSH client's configuration makes: its input and output. It is run as ssh runs it, by a
 * shell, and ends with the connection.
 */
export function proxyCommand(command: string): Duplex {
  const child = spawn('/bin/sh', ['-c', `exec ${command}`], { stdio: 'pipe' });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-KEPT)));
  // A command that has ended says why only after its input broke.
  child.stdin.on('error', () => undefined);
  const stream: Duplex = new Duplex({
    read: () => child.stdout.resume(),
    write: (chunk, _encoding, done) => child.stdin.write(chunk, () => done()),
    final: (done) => child.stdin.end(() => done()),
    destroy: (error, done) => {
      child.kill();
      done(error);
    },
  });
  child.stdout.on('data', (chunk: Buffer) => {
    if (!stream.push(chunk)) child.stdout.pause();
  });
  const fail = (why: string) =>
    stream.destroy(
      new Error(`the ProxyCommand ${why}${said.trim() === '' ? '' : `: ${safeText(said.trim())}`}`),
    );
  child.once('error', (error) => fail(`cannot be run (${error.message})`));
  child.once('close', (code) => fail(`ended with exit code ${code ?? 'unknown'}`));
  return stream;
}
