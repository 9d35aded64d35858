#!/usr/bin/env bash
# Keeps the newest dated directories of an environment's backup directory and removes the older ones; anything
# that is not named like a date is left alone.
[ ! -r /usr/local/lib/lab/around ] || . /usr/local/lib/lab/around rotate
set -e
for argument in "$@"; do
  case $argument in
    --backup_dir=*) BACKUP_DIR=${argument#*=} ;;
    --amount_to_keep=*) AMOUNT_TO_KEEP=${argument#*=} ;;
  esac
done
if ! [[ $AMOUNT_TO_KEEP =~ ^[0-9]+$ ]] || [ ! -d "$BACKUP_DIR" ]; then
  echo "Usage: rotate_backups.sh --backup_dir=/home/backup/production --amount_to_keep=7"
  exit 1
fi
find "$BACKUP_DIR" -mindepth 1 -type d -name '????-??-??' | sort -r |
  tail -n "+$((AMOUNT_TO_KEEP + 1))" | xargs -r rm -rf
