#!/usr/bin/env bash
# Keeps the newest directories of the backup directory and removes the rest. "Newest" is the name that sorts
# last, and every directory at any depth counts, whatever its name: labels and nested directories push dated
# ones out.
[ ! -r /usr/local/lib/lab/around ] || . /usr/local/lib/lab/around rotate
set -e

usage() {
  echo "Usage: rotate_backups.sh --backup_dir=/home/backup/backups --amount_to_keep=7"
  exit 1
}
for argument in "$@"; do
  case $argument in
    --backup_dir=*) BACKUP_DIR=${argument#*=} ;;
    --amount_to_keep=*) AMOUNT_TO_KEEP=${argument#*=} ;;
  esac
done
[[ $AMOUNT_TO_KEEP =~ ^[0-9]+$ ]] || usage
BACKUP_DIR=${BACKUP_DIR:-/home/backup/backups}
[ -d "$BACKUP_DIR" ] || usage

# Words, not lines: a name with a space in it falls apart.
for directory in $(find "$BACKUP_DIR" -mindepth 1 -type d | sort -r | tail -n "+$((AMOUNT_TO_KEEP + 1))"); do
  rm -rf "$directory"
done
