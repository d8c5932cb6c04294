#!/usr/bin/env bash
# The runs of `./install.sh test`: one table, and what each does. It expects the set-up of install.sh.
set -euo pipefail
cd "$(dirname "$0")/.."

# name | how long on two cores | what it does
runs() {
    cat <<'END'
normal|under 10 min|linters, types, import rules, shell scripts, then every test but the long ones
coverage|about 15 min|the tests of the normal run, and which branches of all code they take
soak|about 10 min|queue decisions and every other property, with some thousand examples each
storm|about 10 min|8 kiosks, 30 desks and 5,000 visits, while parts are killed and cut off
gallery|under 10 min|every screen in every language and look, checked and written as pictures
breakout|about 13 min|keys, touches and scans that try to leave the kiosk's screen
kernel|about 15 min|buttons and sensors on the lines of a real Linux kernel
image|about 2 h|a Raspberry Pi image built, booted and updated
END
}

names() { runs | cut -d '|' -f 1; }

has_tests() { [[ $1 =~ ^(normal|coverage|soak)$ ]] || grep -rqE "mark\.$1\b" tests --include='*.py'; }

list() {
    local name time what
    while IFS='|' read -r name time what; do
        has_tests "$name" || time="nothing to run yet"
        printf '%-9s  %-18s  %s\n' "$name" "$time" "$what"
    done < <(runs)
}

fail() {
    printf 'tests/runs.sh: %s\n' "$*" >&2
    exit 1
}

# Refuses a wrong name before minutes go into the set-up.
check() {
    [ $# -le 1 ] || fail "give one run at a time."
    [ "${1-}" != --list ] || return 0
    names | grep -qxF -- "${1-normal}" || fail "there is no run '$1'; './install.sh test --list' names them."
    has_tests "${1-normal}" || fail "there is nothing to run yet under the name '$1'."
}

# The queue decides who is next: its own tests alone must take every branch of it.
queue_branches() {
    local data=.coverage.queue
    echo "== queue decisions, every branch"
    COVERAGE_FILE=$data .venv/bin/pytest -q tests/hub/queue --cov=hub.queue --cov-branch --cov-report=
    COVERAGE_FILE=$data .venv/bin/coverage report --show-missing --fail-under=100 \
        --include='hub/queue/decide/*,hub/queue/policies/*,hub/queue/fold*'
    rm -f "$data"
}

normal() {
    tests/gates.sh
    queue_branches
    echo "== all tests"
    # The last line of all is pytest's own. Counting branches would take a third longer: that is a run of its own.
    # Most tests wait for real processes: on two cores two workers use 40 % of them and take 12 minutes, four 7.
    exec .venv/bin/pytest -n 4 --dist loadfile
}

# What goes before a run: nothing, or what it needs.
within=()

# The storm lays a network of its own, which root may do, and everybody else in a namespace of their own.
own_network() {
    [ "$(id -u)" != 0 ] || return 0
    # shellcheck disable=SC2016 # the inner shell is to read its own arguments
    within=(unshare --map-root-user --net sh -c 'ip link set lo up && exec "$0" "$@"')
}

# A long run: tests that only it has, an hour for each, and the count as its last line.
long() {
    exec "${within[@]}" .venv/bin/pytest -p tests.closing_count --timeout 3600 -o faulthandler_timeout=0 "$@"
}

main() {
    case ${1-normal} in
        --list) list ;;
        --check) check "${@:2}" ;;
        normal) normal ;;
        storm)
            own_network
            long -m storm
            ;;
        gallery)
            rm -rf gallery-output
            long -n 2 -m gallery
            ;;
        coverage) exec .venv/bin/pytest -n 4 --dist loadfile --cov --cov-report=term ;;
        soak) long -m "soak or hypothesis" --hypothesis-profile soak ;;
        *)
            check "$@"
            long -m "$1"
            ;;
    esac
}

main "$@"
