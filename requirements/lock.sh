#!/bin/sh
# Write the locks anew from the .in files; pins are kept unless `--upgrade` is given.
# No address and no path of anybody's machine ends up in a lock: tests/house/test_locks.py checks.
set -eu
cd "$(dirname "$0")"
for name in uv base dev; do
    # What runs for a user is what was tested: dev takes the pins of base.
    constraint=
    [ "$name" != dev ] || constraint="--constraint base.lock"
    ../.venv/bin/uv pip compile --quiet --python-version 3.11 --universal --generate-hashes --no-annotate \
        --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
        $constraint "$@" "$name.in" --output-file "$name.lock"
done
