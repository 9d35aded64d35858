import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import type { SshConfig } from '../../../helpers/config/load-config.ts';
import type { Sshd } from './sshd.ts';

/**
 * A host that takes any key and then asks: what OpenCRVS's hosts do through PAM, which an sshd of one's own cannot have
 * without being root.
 */
export async function askingServer(
  sshd: Sshd,
  prompts: readonly string[],
  accepts: (answers: string[]) => boolean,
): Promise<{ config: SshConfig; stop: () => Promise<void> }> {
  const server = new ssh2.Server({ hostKeys: [readFileSync(join(sshd.dir, 'host'))] }, (client) => {
    client.on('error', () => undefined);
    client.on('authentication', (context) => {
      if (context.method === 'publickey' && context.signature === undefined) return context.accept();
      if (context.method === 'publickey') return context.reject(['keyboard-interactive'], true);
      if (context.method !== 'keyboard-interactive') return context.reject(['publickey']);
      const questions = prompts.map((prompt) => ({ prompt, echo: false }));
      context.prompt(questions, (answers) => (accepts(answers) ? context.accept() : context.reject()));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    config: { ...sshd.config, port: (server.address() as AddressInfo).port },
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}
