#!/usr/bin/env bash
# Restores the fetched archive on staging. Everything is cleared before anything is restored, so that whatever
# stops it half way leaves staging without the stores that come later. Nothing is cleared in PostgreSQL
# without a dump of that date.
[ ! -r /usr/local/lib/lab/around ] || . /usr/local/lib/lab/around restore
set -e

for argument in "$@"; do
  case $argument in
    --label=*) LABEL=${argument#*=} ;;
  esac
done
LABEL=${LABEL:-$(date +%F)}
source /data/secrets/opencrvs.secrets
export PGPASSWORD=$POSTGRES_PASSWORD
DUMP=/data/backups/postgres/events-$LABEL.dump
sql() { psql -q -v ON_ERROR_STOP=1 -h localhost -U "$POSTGRES_USER" "$@"; }

echo "Clearing the search index and the object store"
rm -rf /data/elasticsearch/*
rm -rf /data/minio/ocrvs
mkdir -p /data/minio/ocrvs

if [ -f "$DUMP" ]; then
  echo "Restoring PostgreSQL database events"
  sql -d postgres -c 'DROP DATABASE IF EXISTS events WITH (FORCE)' -c "CREATE DATABASE events OWNER $EVENTS_USER"
  sql -d events -c "CREATE SCHEMA app AUTHORIZATION $EVENTS_USER"
  pg_restore -h localhost -U "$POSTGRES_USER" -d events --schema=app "$DUMP"
else
  echo "PostgreSQL backup not found at $DUMP. Skipping"
fi

echo "Restoring the object store"
tar -xzf "/data/backups/minio/ocrvs-$LABEL.tar.gz" -C /data/minio

echo "Rebuilding the search index"
node /opt/registry/registry.mjs reindex
