# Sourced by the check scripts: goes to the project's root, and counts facts in the form of the Test
# Anything Protocol, which `meson test` reads.

cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
export LC_ALL=C
scratch=$(mktemp -d)
facts=0 broken=0

# fact NAME COMMAND...: the command prints what speaks against the fact: nothing, if it holds. A
# command that ends with an error speaks against it too.
fact() {
    local name=$1 against status
    shift
    set +e
    against=$(set -e; "$@" 2>&1)
    status=$?
    set -e
    if ((status != 0)); then against+=$'\n'"$1 ended with $status"; fi
    facts=$((facts + 1))
    if [[ -z $against ]]; then
        printf 'ok %d - %s\n' "$facts" "$name"
        return
    fi
    broken=$((broken + 1))
    printf 'not ok %d - %s\n' "$facts" "$name"
    awk 'NR <= 40 { print "# " $0 } END { if (NR > 40) print "# and " NR - 40 " lines more" }' \
        <<<"$against"
}

# skip NAME WHY: a fact that cannot be looked at here.
skip() {
    facts=$((facts + 1))
    printf 'ok %d - %s # skip %s\n' "$facts" "$1" "$2"
}

finish() {
    local status=$?
    rm -rf -- "$scratch"
    if ((status != 0)); then
        printf 'Bail out! The script ended with %d\n' "$status"
        exit "$status"
    fi
    printf '1..%d\n' "$facts"
    exit "$((broken != 0))"
}
trap finish EXIT
