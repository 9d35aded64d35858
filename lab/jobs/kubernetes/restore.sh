#!/usr/bin/env bash
# Restores staging from the archives of yesterday, or of RESTORE_DATE, as the restore jobs of OpenCRVS 2 on
# Kubernetes do it. The object store is not cleared before, so that what is missing from the archive may still
# be there from the night before. PostgreSQL is cleared whether or not its archive could be read, and the job
# is complete all the same.
[ ! -r /usr/local/lib/lab/around ] || . /usr/local/lib/lab/around restore
for argument in "$@"; do
  case $argument in
    --ssh_user=*) SSH_USER=${argument#*=} ;;
    --ssh_host=*) SSH_HOST=${argument#*=} ;;
    --ssh_port=*) SSH_PORT=${argument#*=} ;;
    --remote_dir=*) REMOTE_DIR=${argument#*=} ;;
  esac
done
. /data/secrets/opencrvs.secrets
. /data/secrets/restore-encryption-secret
export PGPASSWORD=$POSTGRES_PASSWORD ENCRYPT_PASS
RESTORE_DATE=${RESTORE_DATE:-$(date -d yesterday +%F)}
work=$(mktemp -d)
sql() { psql -q -h localhost -U "$POSTGRES_USER" "$@"; }

# fetch NAME: fetches, decrypts and unpacks a store's archive of that date.
fetch() {
  local archive=$1_backup_$RESTORE_DATE.tar.gz
  mkdir "$work/$1"
  rsync -a -e "ssh -p $SSH_PORT -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null" \
    "$SSH_USER@$SSH_HOST:$REMOTE_DIR/$RESTORE_DATE/$archive.enc" "$work/" || exit 1
  openssl enc -d -aes-256-cbc -salt -pbkdf2 -in "$work/$archive.enc" -out "$work/$archive" -pass env:ENCRYPT_PASS
  tar -xzf "$work/$archive" -C "$work/$1"
}

echo "Restoring PostgreSQL from $RESTORE_DATE"
fetch postgres
sql -d postgres -c 'DROP DATABASE IF EXISTS events WITH (FORCE)' -c "CREATE DATABASE events OWNER $EVENTS_USER"
if [ -f "$work/postgres/events.dump" ]; then
  pg_restore -h localhost -U "$POSTGRES_USER" -d events "$work/postgres/events.dump"
else
  echo "[WARN] Archive for events not found"
fi

echo "Restoring the object store from $RESTORE_DATE"
(
  set -e
  fetch minio
  cp -r "$work/minio/." /data/minio/
) || exit 1

node /opt/registry/registry.mjs reindex
rm -rf "$work"
exit 0
