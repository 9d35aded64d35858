import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundled } from './bundle.ts';
import { byHand } from './by-hand.ts';
import { compare, table } from './compare.ts';
import { memory } from './memory.ts';
import { archiveOf, DATE, PASSPHRASE, SHAPES } from './shapes.ts';
import { overSsh } from './over-ssh.ts';

const { values } = parseArgs({
  options: {
    mib: { type: 'string', default: '1024' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: 'local,ssh,memory' },
    dir: { type: 'string', default: join(tmpdir(), 'archive-bench') },
  },
});
const [mib, rounds] = [Number(values.mib), Number(values.rounds)];
const dir = values.dir;
const env = { PASSPHRASE };
mkdirSync(dir, { recursive: true });
console.log(
  `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(1)}, ${rounds} rounds\n`,
);

if (values.only.includes('local')) {
  const [own, discard] = [await bundled('read-once'), await bundled('discard')];
  for (const shape of SHAPES) {
    const archive = await archiveOf(shape, mib, dir);
    const contenders = [
      { name: 'full check', command: `node ${own} ${archive} ${DATE}` },
      { name: 'by hand, gzip', command: byHand(archive, 'gzip') },
      ...(has('igzip') ? [{ name: 'by hand, igzip', command: byHand(archive, 'igzip') }] : []),
      { name: 'decipher, gunzip, discard; the same sizes', command: `node ${discard} ${archive} tuned` },
      { name: "decipher, gunzip, discard; Node's sizes", command: `node ${discard} ${archive}` },
    ];
    console.log(`${table(`${shape}, ${mib} MiB`, await compare(contenders, rounds, dir, env))}\n`);
  }
}
if (values.only.includes('ssh')) {
  console.log(`${await overSsh(await archiveOf('nested', mib, dir), rounds, dir)}\n`);
}
if (values.only.includes('memory')) console.log(await memory(dir));
console.log(`load at the end ${loadavg()[0]?.toFixed(1)}`);

function has(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
