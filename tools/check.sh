#!/bin/sh
# Everything that can be told without running the program. Stops at the first step that finds a fault.
#   tools/check.sh           every step
#   tools/check.sh STEP...   only these
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin
# Its own data folder, so that the database of a running house is left alone.
export STATENSHUS_DATA="${STATENSHUS_CHECK_DATA:-$PWD/build/check}" PYTHONDONTWRITEBYTECODE=1
log=build/check.log
mkdir -p build

format() { $bin/ruff format --check .; }
lint() { $bin/ruff check .; }
tidy() { $bin/python tools/tidy.py; }
imports() { $bin/lint-imports; }
translations() { $bin/python tools/translations.py; }
types() { $bin/mypy; }
migrations() { $bin/python manage.py makemigrations --check --dry-run; }
production() {
  TLS=1 DEBUG=0 DEMO=0 PLAIN_STATIC=0 ALLOWED_HOSTS=house.example CSRF_TRUSTED_ORIGINS=https://house.example \
    EMAIL_URL=smtp://post.house.example/ MAIL_FROM=house@house.example BASE_URL=https://house.example \
    SECRET_KEY="$(head -c 60 /dev/urandom | base64 | tr -d '\n')" \
    $bin/python manage.py check --deploy --fail-level WARNING
}
docs() { $bin/python tools/docs.py --check; }

hint() {
  case $1 in
    format | lint) echo "make fmt mends most of it" ;;
    tidy) echo "see tools/tidy.py for the rule" ;;
    imports) echo "the line of capabilities is drawn in .importlinter" ;;
    translations) echo "each text needs its bokmål and its nynorsk" ;;
    migrations) echo ".venv/bin/python manage.py makemigrations" ;;
    docs) echo "make docs, then commit docs/" ;;
    *) echo "the lines above say where" ;;
  esac
}

[ $# -gt 0 ] || set -- format lint tidy imports translations types migrations production docs
begun=$(date +%s)
for step in "$@"; do
  at=$(date +%s)
  if $step > $log 2>&1; then
    printf '%-13s ok    %2d s\n' "$step" $(($(date +%s) - at))
  else
    cat $log
    printf '%-13s FAULT %2d s: %s\n' "$step" $(($(date +%s) - at)) "$(hint "$step")"
    exit 1
  fi
done
printf '%-13s ok    %2d s\n' "all" $(($(date +%s) - begun))
