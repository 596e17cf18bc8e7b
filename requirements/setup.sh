#!/bin/sh
# Set up .venv from the hashed locks: `requirements/setup.sh base` or `... dev`.
# Nothing outside .venv is touched or needed but Python 3.11+ with venv. A set-up cut short starts afresh where it must.
set -eu
cd "$(dirname "$0")/.."
kind=${1:?base or dev}
python=${PYTHON:-python3}
stamp=.venv/aigaq.stamp          # "KIND DIGEST": written last, so it stands only on a finished set-up
making=.venv/aigaq.making
unfinished=.venv/aigaq.unfinished

fail() {
    echo "aigaq: $1" >&2
    exit 1
}

digest_of() {  # what a set-up of this kind depends on; the place, because scripts in .venv carry it
    { cat requirements/uv.lock "requirements/$1.lock" requirements/setup.sh pyproject.toml; pwd -P; } | cksum
}

is_set_up() {
    [ -x .venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null)" = "$1 $(digest_of "$1")" ]
}

check_python() {
    command -v "$python" >/dev/null 2>&1 ||
        fail "no $python here. Install Python 3.11 or newer (Debian: apt install python3 python3-venv)."
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail "$python is older than 3.11. Name a newer one: make setup PYTHON=/path/to/python3.11"
    "$python" -c 'import venv, ensurepip' 2>/dev/null ||
        fail "$python has no venv. Install it (Debian: apt install python3-venv) and try again."
}

make_venv() {
    if [ -f "$making" ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1 || moved; then
        echo "aigaq: making .venv"
        rm -rf .venv
        mkdir .venv
        : > "$making"
        "$python" -m venv .venv || fail "could not make .venv; the message stands above."
        rm -f "$making"
    fi
}

moved() {  # a checkout that was moved or copied: the scripts in .venv still name the old place
    [ -f .venv/aigaq.place ] && [ "$(cat .venv/aigaq.place)" != "$(pwd -P)" ]
}

get_uv() {
    wanted=$(sed -n 's/^uv==\([^ ]*\).*/\1/p' requirements/uv.lock)
    case "$(.venv/bin/uv --version 2>/dev/null)" in
        "uv $wanted"*) ;;
        *) .venv/bin/python -m pip install --quiet --disable-pip-version-check --force-reinstall \
               --require-hashes --requirement requirements/uv.lock ;;
    esac
}

# Whoever has the tools for development keeps them when somebody asks for the base alone.
is_set_up "$kind" && exit 0
if [ "$kind" = base ] && [ "$(cut -d' ' -f1 "$stamp" 2>/dev/null)" = dev ]; then
    kind=dev
    is_set_up dev && exit 0
fi

check_python
make_venv
reinstall=
[ ! -f "$unfinished" ] || reinstall=--reinstall
: > "$unfinished"
rm -f "$stamp"
pwd -P > .venv/aigaq.place
echo "aigaq: setting up .venv from requirements/$kind.lock"
get_uv
.venv/bin/uv pip sync --quiet --python .venv/bin/python $reinstall --require-hashes "requirements/$kind.lock"
.venv/bin/uv pip install --quiet --python .venv/bin/python --no-build-isolation --no-deps --editable .
echo "$kind $(digest_of "$kind")" > "$stamp"
rm -f "$unfinished"
echo "aigaq: ready"
