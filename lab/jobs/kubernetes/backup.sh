#!/usr/bin/env bash
# Nightly backup of production, as the backup jobs of OpenCRVS 2 on Kubernetes do it, one after the other: an
# archive for each store. Nothing but a failed transfer is noticed: a dump that fails, or a store that does
# not answer, gives an archive with less in it, and the job is complete.
[ ! -r /usr/local/lib/lab/around ] || . /usr/local/lib/lab/around backup
for argument in "$@"; do
  case $argument in
    --ssh_user=*) SSH_USER=${argument#*=} ;;
    --ssh_host=*) SSH_HOST=${argument#*=} ;;
    --ssh_port=*) SSH_PORT=${argument#*=} ;;
    --remote_dir=*) REMOTE_DIR=${argument#*=} ;;
  esac
done
. /data/secrets/opencrvs.secrets
. /data/secrets/backup-encryption-secret
export PGPASSWORD=$POSTGRES_PASSWORD ENCRYPT_PASS
DATE=$(date +%F)

# upload NAME FOLDER: packs a folder's contents, encrypts and sends them.
upload() {
  local archive=/tmp/$1_backup_$DATE.tar.gz
  find "$2" -exec touch -d "@$(date +%s)" {} +
  tar -czf "$archive" -C "$2" $(ls "$2")
  openssl enc -aes-256-cbc -salt -pbkdf2 -in "$archive" -out "$archive.enc" -pass env:ENCRYPT_PASS
  touch -d "@$(date +%s)" "$archive.enc"
  rsync -a --rsync-path="mkdir -p $REMOTE_DIR/$DATE && rsync" \
    -e "ssh -p $SSH_PORT -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null" \
    "$archive.enc" "$SSH_USER@$SSH_HOST:$REMOTE_DIR/$DATE/" || exit 1
  rm -rf "$archive" "$archive.enc" "$2"
}

work=$(mktemp -d)
echo "Dumping database events and the roles"
clock pg_dump -h localhost -U "$POSTGRES_USER" -d events -Fc -f "$work/events.dump"
pg_dumpall -h localhost -U "$POSTGRES_USER" --roles-only > "$work/roles.sql"
upload postgres "$work"
echo "Backups completed"

work=$(mktemp -d)
echo "Mirroring the object store"
cp -r /data/minio/ocrvs "$work/"
upload minio "$work"
echo "Backup completed!"
