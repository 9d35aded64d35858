import { localInput } from '../helpers/archive/local-input.ts';
import { readArchive } from '../helpers/archive/read-archive.ts';

// One full reading in a process of its own; prints what it found and the most memory it held.
const [path = '', date = ''] = process.argv.slice(2);
const passphrase = process.env['PASSPHRASE'] ?? '';
const archive = await readArchive([await localInput(path)], { passphrase, layout: 'swarm', date });
const { complete, damages } = archive.files[0]!.reading!;
if (!complete || damages.length > 0) throw new Error(JSON.stringify(damages));
const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(
  JSON.stringify({
    peakMiB,
    members: archive.members.count,
    nested: archive.nested.map(({ count }) => count),
  }),
);
