#!/bin/sh
# Compiles the lock files anew from pyproject.toml: pinned, hashed, with no registry's address.
set -eu
cd "$(dirname "$0")/.."
compile() { UV_PYTHON_DOWNLOADS=never .uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links "$@"; }
compile pyproject.toml -o requirements.lock
compile pyproject.toml --extra dev -c requirements.lock -o requirements-dev.lock
printf 'uv==%s\nnodejs-wheel==%s\n' "${UV_VERSION:-0.13.9}" "${NODE_WHEEL_VERSION:-24.19.0}" > build-tools.tmp
compile build-tools.tmp -o requirements-setup.lock
rm build-tools.tmp
