#!/bin/sh
# Install the Debian packages of requirements/system.txt: `install` insists, `offer` does it where it can and else says so.
set -eu
cd "$(dirname "$0")"
how=${1:?install or offer}

missing=
for package in $(sed 's/#.*//' system.txt); do
    case "$(dpkg-query --show --showformat '${Status}' "$package" 2>/dev/null)" in
        *" installed") ;;
        *) missing="$missing $package" ;;
    esac
done
[ -n "$missing" ] || exit 0

install_missing() {
    echo "aigaq: installing system packages for the tests:$missing"
    # shellcheck disable=SC2086 # a list of words
    apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends $missing >/dev/null
}

if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    install_missing && exit 0
    echo "aigaq: they could not be installed; the tests that need them will skip." >&2
else
    echo "aigaq: system packages missing:$missing" >&2
    echo "aigaq: as root on Debian, \`make system\` installs them; the tests that need them will skip." >&2
fi
[ "$how" = offer ]
