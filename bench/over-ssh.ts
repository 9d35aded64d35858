import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { userInfo } from 'node:os';
import { basename, join } from 'node:path';
import { NODE_FLAGS } from '../helpers/base/node-flags.ts';
import { bundled } from './bundle.ts';
import { compare, table } from './compare.ts';
import { DATE, PASSPHRASE } from './shapes.ts';
import { shell } from './shell.ts';

/** How many times the archive's bytes are moved in one go. */
const CATS = 4;
const CIPHER = 'aes128-gcm@openssh.com';

/** Reading over SSH on loopback, beside OpenSSH's own client and the way of the manual. */
export async function overSsh(archive: string, rounds: number, dir: string): Promise<string> {
  const home = join(dir, 'ssh');
  mkdirSync(home, { recursive: true });
  chmodSync(home, 0o700);
  const port = await freePort();
  const server = await startServer(home, port);
  try {
    const own = `node ${NODE_FLAGS.join(' ')} ${await bundled('ssh-once')}`;
    const env = { PASSPHRASE, SSH_BENCH: JSON.stringify({ port, home, user: userInfo().username }) };
    const ssh = `ssh -F ${home}/config -c ${CIPHER} -p ${port}`;
    const there = `${userInfo().username}@127.0.0.1:${archive}`;
    const copy = join(dir, 'manual');
    const manual = [
      `rm -rf ${copy} && mkdir -p ${copy}/tree`,
      `rsync -e "${ssh}" ${there} ${copy}/`,
      `openssl enc -d -aes-256-cbc -pbkdf2 -pass env:PASSPHRASE -in ${copy}/${basename(archive)} -out ${copy}/plain.tar.gz`,
      `tar -xzf ${copy}/plain.tar.gz -C ${copy}/tree`,
      `for nested in $(find ${copy}/tree -name '*.tar.gz'); do mkdir $nested.d; tar -xzf $nested -C $nested.d; done`,
      `find ${copy}/tree -name '*.gz' ! -name '*.tar.gz' -exec gunzip -k {} +`,
      `find ${copy}/tree -type f -exec sha256sum {} +`,
      `rm -rf ${copy}`,
    ].join(' && ');
    // Long enough that the start of either program does not count.
    const often = Array<string>(CATS).fill(archive).join(' ');
    const cat = [
      { name: 'cat through this project', command: `${own} cat "${often}" ${DATE}` },
      { name: 'ssh cat of OpenSSH', command: `${ssh} ${there.split(':')[0]} cat ${often} > /dev/null` },
    ];
    const check = [
      { name: 'remote full check', command: `${own} check ${archive} ${DATE}` },
      { name: "the manual's way", command: manual },
    ];
    return [
      table(
        `Over SSH on loopback, ${CIPHER}: the bytes alone, ${CATS} times`,
        await compare(cat, rounds, dir, env),
      ),
      table('Over SSH on loopback: the whole check', await compare(check, rounds, dir, env)),
    ].join('\n\n');
  } finally {
    server.kill();
  }
}

async function startServer(home: string, port: number): Promise<ChildProcess> {
  const keygen = "for k in host_key user_key; do [ -f $k ] || ssh-keygen -q -t ed25519 -N '' -f $k; done";
  await shell(
    `${keygen}; cp user_key.pub authorized_keys; chmod 600 authorized_keys; mkdir -p /run/sshd`,
    home,
  );
  const [type, key] = readFileSync(join(home, 'host_key.pub'), 'utf8').split(' ');
  writeFileSync(join(home, 'known_hosts'), `[127.0.0.1]:${port} ${type} ${key}\n`);
  const client = {
    IdentityFile: join(home, 'user_key'),
    UserKnownHostsFile: join(home, 'known_hosts'),
    BatchMode: 'yes',
  };
  writeFileSync(
    join(home, 'config'),
    Object.entries(client)
      .map(([name, value]) => `${name} ${value}\n`)
      .join(''),
  );
  const options = {
    ListenAddress: `127.0.0.1:${port}`,
    HostKey: join(home, 'host_key'),
    AuthorizedKeysFile: join(home, 'authorized_keys'),
    StrictModes: 'no',
    UsePAM: 'no',
    PidFile: 'none',
    PermitRootLogin: 'prohibit-password',
    MaxStartups: '50',
  };
  const args = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  const server = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', '/dev/null', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  for await (const text of server.stderr.setEncoding('utf8') as AsyncIterable<string>) {
    said += text;
    if (said.includes('Server listening')) break;
  }
  if (!said.includes('Server listening')) throw new Error(`sshd did not start: ${said}`);
  return server;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
