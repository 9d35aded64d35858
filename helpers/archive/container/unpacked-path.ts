/**
 * Where tar unpacks a member below the folder it unpacks into: without what stands in front, without doubled or trailing
 * slashes and without `.`; empty for that folder itself. A name with `..` stays as it is: tar refuses it.
 */
export function unpackedPath(name: string): string {
  if (leavesFolder(name)) return name;
  if (isPlain(name)) return name;
  return name
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

/** Whether a part of the name is `..`. */
export const leavesFolder = (name: string): boolean => name.includes('..') && name.split('/').includes('..');

/** Most names need no work: a million of them do. */
function isPlain(name: string): boolean {
  return !name.startsWith('/') && !name.startsWith('.') && !name.endsWith('/') && !/\/[./]/.test(name);
}
