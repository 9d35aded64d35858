import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { hostInput, listFile } from '../helpers/archive/host-input.ts';
import { readArchive } from '../helpers/archive/read-archive.ts';
import { drain, sourceOf } from '../helpers/archive/stream/source.ts';
import { sshHost } from '../helpers/ssh/ssh-host.ts';

// `cat`: the bytes of files over one SSH channel, discarded; `check`: the full reading of it.
const [what = '', path = '', date = ''] = process.argv.slice(2);
const { port, home, user } = JSON.parse(process.env['SSH_BENCH'] ?? '{}') as {
  port: number;
  home: string;
  user: string;
};
const [, key = ''] = readFileSync(join(home, 'host_key.pub'), 'utf8').split(' ');
const host = sshHost('backup', {
  ...{ user, host: '127.0.0.1', port, keyFile: join(home, 'user_key'), keyPassphrase: null, agent: null },
  hostKeys: [
    `SHA256:${createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64').replace(/=+$/, '')}`,
  ],
  ...{ hostKeyTypes: null, secondFactor: { from: 'nowhere' as const }, sudo: false, jump: [] },
});
try {
  if (what === 'cat') {
    const { stdout, done } = await host.stream(['cat', '--', ...path.split(' ')]);
    console.log(await drain(sourceOf(stdout)), (await done).code);
  } else {
    const listed = await listFile(host, path);
    const name = `${basename(dirname(path))}/${basename(path)}`;
    const input = hostInput(host, path, { name, store: null, listed, growing: null });
    const passphrase = process.env['PASSPHRASE'] ?? '';
    const archive = await readArchive([input], { passphrase, layout: 'swarm', date });
    const { damages } = archive.files[0]!.reading!;
    if (damages.length > 0) throw new Error(JSON.stringify(damages));
    console.log(archive.members.count);
  }
} finally {
  await host.close();
}
