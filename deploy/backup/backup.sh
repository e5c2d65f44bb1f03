#!/bin/sh
# Dump the database of TRAMITA_DATABASE_URL into FOLDER and prove that the dump can be restored:
#   backup.sh FOLDER [DAYS]
# Dumps older than DAYS (30) are removed, never before a newer one is proved. Needs pg_dump, pg_restore and psql of the
# server's version or newer, and a role that may create databases. Ends with status 1 when anything is wrong.
set -eu

folder=${1:?usage: backup.sh FOLDER [DAYS]}
days=${2:-30}
: "${TRAMITA_DATABASE_URL:?set TRAMITA_DATABASE_URL, as in /etc/tramita/tramita.env}"
PGDATABASE=postgresql://${TRAMITA_DATABASE_URL#*://}
export PGDATABASE

umask 077
mkdir -p "$folder"
dump=$folder/tramita-$(date -u +%Y%m%dT%H%M%SZ).dump
pg_dump --format=custom --no-owner --file="$dump.partial" "$PGDATABASE"
"$(dirname "$0")/check.sh" "$dump.partial"
mv "$dump.partial" "$dump"
sync -f "$dump"
find "$folder" -name 'tramita-*.dump' -mtime +"$days" ! -path "$dump" -delete
echo "proved: $dump"
