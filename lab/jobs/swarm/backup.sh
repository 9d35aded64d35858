#!/usr/bin/env bash
# Nightly backup of production, as OpenCRVS 1.9 on Docker Swarm does it, for the stores that this lab has.
# What OpenCRVS's job swallows is swallowed here too: a failed tar of the objects, a failed transfer.
[ ! -r /usr/local/lib/lab/around ] || . /usr/local/lib/lab/around backup
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
source /data/secrets/opencrvs.secrets

# The last night's local copies go first, whatever becomes of this one's.
mkdir -p /data/backups/{postgres,minio}
rm -rf /data/backups/*/*

echo "Backing up PostgreSQL database events"
export PGPASSWORD=$POSTGRES_PASSWORD
clock pg_dump -h localhost -U "$POSTGRES_USER" -d events -Fc -f "/data/backups/postgres/events-$LABEL.dump"

echo "Backing up the object store"
tar -czf "/data/backups/minio/ocrvs-$LABEL.tar.gz" -C /data/minio . || true

WORK=/tmp/backup-$LABEL
mkdir -p "$WORK"/{postgres,minio}
cp "/data/backups/postgres/events-$LABEL.dump" "$WORK/postgres/"
cp "/data/backups/minio/ocrvs-$LABEL.tar.gz" "$WORK/minio/" || true
find "$WORK" -exec touch -d "@$(date +%s)" {} +

tar -czf "/tmp/$LABEL.tar.gz" -C "$WORK" .
# Unquoted like OpenCRVS's: a passphrase with a space in it breaks the command.
openssl enc -aes-256-cbc -salt -pbkdf2 -in "/tmp/$LABEL.tar.gz" -out "/tmp/$LABEL.tar.gz.enc" -pass pass:$PASSPHRASE
touch -d "@$(date +%s)" "/tmp/$LABEL.tar.gz.enc"

# A transfer that fails is not an error of the job; only the line of success is missing then.
rsync -a --rsync-path="mkdir -p $REMOTE_DIR/$LABEL && rsync" \
  -e "ssh -p $SSH_PORT -o StrictHostKeyChecking=no" \
  "/tmp/$LABEL.tar.gz.enc" "$SSH_USER@$SSH_HOST:$REMOTE_DIR/$LABEL/" &&
  echo "Copied backup files to remote server."

rm -rf "$WORK" "/tmp/$LABEL.tar.gz" "/tmp/$LABEL.tar.gz.enc"
exit 0
