#!/usr/bin/env bash
# Feeds changed files to the reader of every format, each for MINUTES (1 without), and prints how many were read, how many
# of them were accepted, and how many did something else than be accepted or refused (findings).
#
#   tests/fuzz/run.sh [MINUTES [TARGET…]]
#
# The programs are those in build/dev, or in $MOLEX_BUILD; where $MOLEX_FUZZ_BUILD, else build/fuzz, has them with
# libFuzzer (tests/fuzz/CMakeLists.txt says how), these read and the others give seeds and dictionary. Everything is
# written to a folder in $TMPDIR, which goes afterwards, unless there are findings; exit status 1 then.
set -euo pipefail
checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=${MOLEX_BUILD:-$checkout/build/dev}
guided=${MOLEX_FUZZ_BUILD:-$checkout/build/fuzz}
minutes=${1:-1}
[[ $minutes =~ ^[0-9]+$ && $minutes -gt 0 ]] || { sed -n '2,10s/^# \{0,1\}//p' "$0"; exit 2; }
shift || true
wanted=" $* "
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
work=$(mktemp -d --tmpdir molex-fuzzing-XXXXXX)
found=0

# Sets executions, accepted and findings of one target.
run_mutator()
{
    local output
    output=$(MOLEX_FUZZ_FINDINGS=$work "$1" "$2" minutes "$minutes" "$RANDOM" 2>>"$work/log" | tee -a "$work/log" || true)
    read -r executions accepted findings \
        <<<"$(sed -n "s/^$2: \([0-9]*\) executions, \([0-9]*\) accepted, \([0-9]*\) findings$/\1 \2 \3/p" <<<"$output")"
}

run_libfuzzer()
{
    local corpus=$work/corpus-$2 inputs=$work/$2-
    "$build/bin/$(basename "$1")" "$2" seeds "$corpus"
    "$build/bin/$(basename "$1")" "$2" dictionary "$work/$2.dictionary"
    MOLEX_FUZZ_TARGET=$2 "$1" -dict="$work/$2.dictionary" -max_total_time=$((60 * minutes)) -timeout=60 \
        -rss_limit_mb=4096 -print_final_stats=1 -artifact_prefix="$inputs" "$corpus" >"$work/last" 2>&1 || true
    cat "$work/last" >>"$work/log"
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/last")
    accepted=-
    findings=$(find "$work" -maxdepth 1 \( -name "$2-crash-*" -o -name "$2-leak-*" -o -name "$2-timeout-*" \
        -o -name "$2-oom-*" \) | wc -l)
    rm -rf "$corpus"
}

printf '%-16s %14s %14s %9s\n' Target Executions Accepted Findings
for program in fuzz_data fuzz_model fuzz_storage; do
    [ -x "$build/bin/$program" ] || { echo "$build/bin/$program is missing: build it first" >&2; exit 2; }
    for target in $("$build/bin/$program" list); do
        [[ $wanted == "  " || $wanted == *" $target "* ]] || continue
        executions=; accepted=; findings=
        if [ -x "$guided/bin/$program" ]; then
            run_libfuzzer "$guided/bin/$program" "$target"
        else
            run_mutator "$build/bin/$program" "$target"
        fi
        printf '%-16s %14s %14s %9s\n' "$target" "${executions:-?}" "${accepted:-?}" "${findings:-?}"
        [ "${findings:-?}" = 0 ] || found=1
    done
done
if [ $found = 1 ]; then
    echo "The inputs that were found, and the log, are in $work"
    exit 1
fi
rm -rf "$work"
