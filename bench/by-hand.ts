/**
 * What an administrator can do by hand: decrypt, unpack, hash every member, and open the nested archives in the same
 * way. `gzip` is the program that decompresses, `gzip` or `igzip`.
 */
export function byHand(archive: string, gzip: string): string {
  const open = `openssl enc -d -aes-256-cbc -pbkdf2 -pass env:PASSPHRASE -in ${archive}`;
  return `${open} | ${gzip} -dc | tar -xf - --to-command='${perMember(gzip)}'`;
}

/** `tee` gives the member to `sha256sum` and, through descriptor 3, to whatever opens it. */
function perMember(gzip: string): string {
  const both = '{ tee /dev/fd/3 | sha256sum >&2; } 3>&1';
  return [
    'case "$TAR_FILENAME" in',
    `*.tar.gz) ${both} | ${gzip} -dc | tar -xf - --to-command=sha256sum ;;`,
    `*.gz) ${both} | ${gzip} -dc | sha256sum ;;`,
    '*) sha256sum ;;',
    'esac',
  ].join('\n');
}
