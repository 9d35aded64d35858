#!/usr/bin/env bash
# Fetches the night's archive to staging and lays its members out for the restore. The last ones are removed
# only after the archive was fetched, decrypted and unpacked; a member that is missing then leaves the others
# behind, half moved.
[ ! -r /usr/local/lib/lab/around ] || . /usr/local/lib/lab/around download
set -e

for argument in "$@"; do
  case $argument in
    --passphrase=*) PASSPHRASE=${argument#*=} ;;
    --ssh_user=*) SSH_USER=${argument#*=} ;;
    --ssh_host=*) SSH_HOST=${argument#*=} ;;
    --ssh_port=*) SSH_PORT=${argument#*=} ;;
    --remote_dir=*) REMOTE_DIR=${argument#*=} ;;
    --label=*) LABEL=${argument#*=} ;;
  esac
done
for needed in PASSPHRASE SSH_USER SSH_HOST SSH_PORT REMOTE_DIR; do
  if [ -z "${!needed}" ]; then
    echo "Error: the argument for $needed is missing"
    exit 1
  fi
done
LABEL=${LABEL:-$(date +%F)}
WORK=/tmp/backup-$LABEL

mkdir -p "$WORK/extract"
rsync -a -e "ssh -p $SSH_PORT -o StrictHostKeyChecking=no" \
  "$SSH_USER@$SSH_HOST:$REMOTE_DIR/$LABEL/$LABEL.tar.gz.enc" "$WORK/"
openssl enc -d -aes-256-cbc -salt -pbkdf2 \
  -in "$WORK/$LABEL.tar.gz.enc" -out "$WORK/$LABEL.tar.gz" -pass pass:$PASSPHRASE
tar -xzf "$WORK/$LABEL.tar.gz" -C "$WORK/extract"

mkdir -p /data/backups/{postgres,minio}
rm -rf /data/backups/*/*
mv "$WORK/extract/minio/ocrvs-$LABEL.tar.gz" /data/backups/minio/
mv "$WORK/extract/postgres/events-$LABEL.dump" /data/backups/postgres/

rm -rf "$WORK"
echo "Done"
