/** Entries listed below the second level; a mirror of an object store can hold millions. */
export const DEEP_ENTRIES = 20_000;

/** How the script ends when there is nothing to list. */
export const LIST_EXIT = { missing: 3, refused: 4 } as const;

/**
 * Lists a backup directory in one round trip, with POSIX sh and GNU findutils and coreutils; changes nothing.
 * Every record ends with a NUL and starts with a tag and a tab, so that any file name is safe. The
 * repositories of the differential backups (`postgres`, `minio`) are listed to their labels and buckets only.
 *
 * `A` the directory and those above it, `F` disk, `E` entries, `H` names whose heads follow in `B` (one line
 * of hex each), `S` sizes again at the end, `X` the exit code of the listing.
 */
export const LIST_SCRIPT = `
LC_ALL=C; export LC_ALL
above=$1
while [ ! -e "$above" ] && [ -n "$above" ]; do above=\${above%/*}; done
[ ! -d "$above" ] || [ -x "$above" ] || exit ${LIST_EXIT.refused}
[ -d "$1" ] || exit ${LIST_EXIT.missing}
cd -- "$1" && [ -r . ] || exit ${LIST_EXIT.refused}
entry='E\\t%y\\t%s\\t%T@\\t%u\\t%g\\t%m\\t%P\\0'
path=$PWD
while :; do
  stat --printf 'A\\t%U\\t%G\\t%a\\t%n\\0' -- "\${path:-/}"
  [ -n "$path" ] && [ "$path" != / ] || break
  path=\${path%/*}
done
stat -f --printf 'F\\t%a\\t%b\\t%S\\0' .
find . -ignore_readdir_race -mindepth 1 -maxdepth 2 -printf "$entry"; shallow=$?
{
  find . -ignore_readdir_race \\( -path ./postgres -o -path ./minio \\) -prune -o -path './*/*/*' -printf "$entry" ||
    printf 'X\\t1\\0'
  [ ! -d postgres/backup ] || find postgres/backup -mindepth 2 -maxdepth 2 -printf "E\\t%y\\t%s\\t%T@\\t%u\\t%g\\t%m\\t%p\\0"
} | head -z -n ${DEEP_ENTRIES + 1}
find . -mindepth 1 -maxdepth 2 -type f -size +7c -readable -print0 | xargs -0 -r sh -c '
  printf "H\\t%s\\0" "$@"
  printf "B\\t"; head -q -c 8 -- "$@" | od -An -v -tx1 -w8; printf "\\0"' sh
find . -mindepth 2 -maxdepth 2 -type f -printf 'S\\t%s\\t%P\\0'
printf 'X\\t%s\\0' "$shallow"
`;
