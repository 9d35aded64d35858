/** Headers that no honest tar writes. */
export interface RawMember {
  name: Buffer | string;
  type?: string;
  /** As the header claims; default: the content's. */
  size?: bigint;
  content?: Buffer;
  link?: string;
  /** Fields that take the place of the header's own: `size` and `mtime` as they shall stand there. */
  fields?: { size?: Buffer; mtime?: Buffer };
}

/** A ustar archive of members as they are told, with its end blocks. */
export function rawTar(members: readonly RawMember[]): Buffer {
  return Buffer.concat([...members.flatMap(rawMember), Buffer.alloc(1024)]);
}

export function rawMember({
  name,
  type = '0',
  size,
  content = Buffer.alloc(0),
  link = '',
  fields = {},
}: RawMember): Buffer[] {
  const header = Buffer.alloc(512);
  Buffer.from(name).copy(header, 0, 0, 100);
  header.write('0000644\0', 100);
  const claimed = size ?? BigInt(content.length);
  if (claimed < 1n << 33n) header.write(`${claimed.toString(8).padStart(11, '0')}\0`, 124);
  else {
    header[124] = 0x80;
    header.writeBigUInt64BE(claimed, 128);
  }
  header.write('00000000000\0', 136);
  fields.size?.copy(header, 124, 0, 12);
  fields.mtime?.copy(header, 136, 0, 12);
  header.write(type, 156);
  header.write(link, 157);
  header.write('ustar\x0000', 257, 'latin1');
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
}
