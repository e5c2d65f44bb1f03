#!/bin/sh
# Restore DUMP into a database of its own beside that of TRAMITA_DATABASE_URL, look whether it is whole, drop it again:
#   check.sh DUMP
# Whole is: every case has as many facts as it says, numbered without a hole and chained hash to hash, and every document
# has content of the size and SHA-256 that it says.
set -eu

dump=${1:?usage: check.sh DUMP}
: "${TRAMITA_DATABASE_URL:?set TRAMITA_DATABASE_URL, as in /etc/tramita/tramita.env}"
url=postgresql://${TRAMITA_DATABASE_URL#*://}
parameters=
case $url in *\?*) parameters=?${url#*\?} ;; esac
scratch=tramita_check_$$
beside=${url%%\?*}
beside=${beside%/*}/$scratch$parameters

psql -Xqd "$url" -v ON_ERROR_STOP=1 -c "CREATE DATABASE $scratch"
trap 'psql -Xqd "$url" -c "DROP DATABASE $scratch"' EXIT
trap 'exit 1' INT TERM HUP
pg_restore --exit-on-error --no-owner --jobs=2 --dbname="$beside" "$dump"
psql -Xqd "$beside" -v ON_ERROR_STOP=1 -f "$(dirname "$0")/whole.sql"
