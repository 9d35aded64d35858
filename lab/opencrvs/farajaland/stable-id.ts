import { createHash } from 'node:crypto';

/** A UUID (version 8) made from a name, the same on every machine: places keep their ids across environments. */
export function stableId(name: string): string {
  const hex = createHash('sha256').update(`farajaland:${name}`).digest('hex').slice(0, 32).split('');
  hex[12] = '8';
  hex[16] = 'a';
  return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
