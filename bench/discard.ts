import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { createReadStream, openSync, readSync } from 'node:fs';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

// Node alone: decipher, gunzip, discard. `tuned`: with the sizes that the reader uses; else with Node's own.
const [path = '', sizes = ''] = process.argv.slice(2);
const tuned = sizes === 'tuned';
const header = Buffer.alloc(16);
readSync(openSync(path, 'r'), header);
const key = pbkdf2Sync(process.env['PASSPHRASE'] ?? '', header.subarray(8), 10_000, 48, 'sha256');
await pipeline(
  createReadStream(path, { start: 16, ...(tuned ? { highWaterMark: 1 << 20 } : {}) }),
  createDecipheriv('aes-256-cbc', key.subarray(0, 32), key.subarray(32)),
  createGunzip(tuned ? { chunkSize: 1 << 18 } : {}),
  new Writable({ write: (_chunk, _encoding, done) => done() }),
);
