#!/usr/bin/env bash
# Runs every driver of docs/reliability.md and prints one table of what came of it, in Markdown.
#
#   tests/reliability/all.sh [BUILD [KILLS [CUTS [MINUTES [SEED [DRIVER…]]]]]]
#
# BUILD is build/release without one; KILLS are those of kills.py (100), CUTS the power cuts of each test (200), MINUTES
# those of each fuzz target (1). DRIVERs are kills, power, locks, inputs, disk, fuzz, soak, runs, asan, tsan and lint;
# all without one. Where $MOLEX_KILLS names a file, kills are added to those of earlier passes in it, and the table has
# their sum. With $MOLEX_FUZZ_MERGE set, what fuzzing reached goes into tests/fuzz/corpus. The soak takes
# $MOLEX_SOAK_MINUTES (60); soak and runs need bench_soak and bench_runs, which are built on demand, and are skipped
# without the window. asan and tsan run the tests in build/asan and build/tsan, and are skipped where those are not
# built. A full disk needs root to mount one, and is skipped otherwise; sudo passes variables on where it is asked to:
#
#   cmake --build --preset release --target bench_soak bench_runs
#   sudo --preserve-env=MOLEX_KILLS,MOLEX_SOAK_MINUTES tests/reliability/all.sh build/release 1000 5000 60
#
# What a driver that failed has printed stays in a folder in $TMPDIR; exit status 1 then.
set -euo pipefail
checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=$(realpath "${1:-$checkout/build/release}")
kills=${2:-100} cuts=${3:-200} minutes=${4:-1} seed=${5:-1} soak_minutes=${MOLEX_SOAK_MINUTES:-60}
usage() { sed -n '2,17s/^# \{0,1\}//p' "$0"; exit 2; }
for number in "$kills" "$cuts" "$minutes" "$seed" "$soak_minutes"; do
    [[ $number =~ ^[1-9][0-9]*$ ]] || usage
done
for driver in "${@:6}"; do
    [[ $driver =~ ^(kills|power|locks|inputs|disk|fuzz|soak|runs|asan|tsan|lint)$ ]] || usage
done
wanted=" ${*:6} "
is_wanted() { [[ $wanted == "  " || $wanted == *" $1 "* ]]; }
has_window() { [ -x "$build/bin/gui_tests" ]; }
programs=(molex storage_tests checkpoint_tests engine_commands_tests held_store_tests fuzz_data fuzz_model fuzz_storage)
if is_wanted soak && has_window; then programs+=(bench_soak); fi
if is_wanted runs && has_window; then programs+=(bench_runs); fi
for program in "${programs[@]}"; do
    [ -x "$build/bin/$program" ] || { echo "$build/bin/$program is missing: build it first" >&2; exit 2; }
done
export PYTHONDONTWRITEBYTECODE=1 MOLEX_BUILD=$build
export MOLEX_POWER_CUTS=$cuts MOLEX_POWER_SEED=$seed MOLEX_FUZZ_SEED=$seed QTEST_FUNCTION_TIMEOUT=36000000
work=$(mktemp -d --tmpdir molex-reliability-XXXXXX)
failed=0
kept=()
[ -z "${MOLEX_KILLS:-}" ] || kept=(--append "$MOLEX_KILLS")
merged=()
[ -z "${MOLEX_FUZZ_MERGE:-}" ] || merged=(--merge)

row() { printf '| %-10s | %-28s | %-48s | %7s |\n' "$@"; }

# DRIVER SIZE COMMAND…: what it prints is read by result_of_DRIVER.
drive() {
    local driver=$1 size=$2 begin=$SECONDS code=0 result
    shift 2
    is_wanted "$driver" || return 0
    "$@" >"$work/$driver" 2>&1 || code=$?
    if [ "$code" = 77 ]; then
        result=$(grep -m 1 '^skipped: ' "$work/$driver" || echo skipped)
    else
        result=$("result_of_$driver" <"$work/$driver")
        [ "$code" = 0 ] || result+="${result:+, }ended with $code"
    fi
    row "$driver" "$size" "$result" $((SECONDS - begin))
    if [ "$code" != 0 ] && [ "$code" != 77 ]; then
        failed=1
    else
        rm "$work/$driver"
    fi
}

power() {
    local code=0
    "$build/bin/storage_tests" tst_PowerCut || code=1
    "$build/bin/storage_tests" tst_PowerCutEdits || code=1
    "$build/bin/storage_tests" tst_PowerCutMigrations || code=1
    "$build/bin/checkpoint_tests" tst_PowerCutCheckpoints || code=1
    return $code
}

# Another writer holds the store for a minute. Without the window its part is left out.
locks() {
    local code=0
    local -x MOLEX_LOCK_SECONDS=60 QT_QPA_PLATFORM=offscreen
    "$build/bin/storage_tests" tst_RunRecorder aLockedFileHoldsTheRunAndLosesNothing \
        aRunBeginsOnceAnotherWriterLetsGo || code=1
    "$build/bin/engine_commands_tests" tst_QueueCommand theQueueWaitsForAnotherWriter || code=1
    "$build/bin/held_store_tests" tst_HeldStore || code=1
    ! has_window || "$build/bin/gui_tests" tst_TrainingController theQueueWaitsForAnotherWriter || code=1
    return $code
}

# Its log of what was done stays with what it prints.
soak() {
    has_window || { echo "skipped: built without the window"; return 77; }
    QT_QPA_PLATFORM=offscreen TMPDIR=$work "$build/bin/bench_soak" "$soak_minutes" "$seed"
}

runs() {
    has_window || { echo "skipped: built without the window"; return 77; }
    QT_QPA_PLATFORM=offscreen TMPDIR=$work "$build/bin/bench_runs" 10000 10000
}

# The tests under the sanitizers of a preset, as many cuts and kills as they make by themselves.
sanitized() (
    local folder=$checkout/build/$1
    [ -x "$folder/bin/molex" ] || { echo "skipped: $folder is not built"; exit 77; }
    cd "$checkout" && env -u MOLEX_BUILD -u MOLEX_POWER_CUTS -u MOLEX_POWER_SEED -u MOLEX_FUZZ_SEED ctest --preset "$1"
)

result_of_kills() { awk -F'|' '$2 ~ /^ all / { printf "%d kills in %d cases, %d failures", $4, $3, $6 }'; }
# Rows of tests, without what QTest does before and after each class.
result_of_locks() {
    awk '/^PASS / && !/::(init|cleanup)TestCase\(/ { good++ } /^FAIL! / { bad++ }
         END { printf "%d passed, %d failed", good, bad }'
}
# What shows that the imagined disk forgets is counted by itself.
result_of_power() {
    awk '/^PASS / && /::what(TheDiskIsNotAskedToKeep|IsRenamedWithoutASync)IsLost\(/ { disk++; next }
         /^PASS / && !/::(init|cleanup)TestCase\(/ { good++ } /^FAIL! / { bad++ }
         END { printf "%d passed, %d of the disk itself, %d failed", good, disk, bad }'
}
result_of_inputs() { awk -F'|' '$2 ~ /^ all / { printf "%d inputs, %d refused as promised", $3, $4 }'; }
result_of_disk() { awk '/^ok: / { good++ } /^FAILED: / { bad++ } END { printf "%d hold, %d failed", good, bad }'; }
result_of_fuzz() {
    awk -F'|' '/^Seed / { sub(/^Seed [0-9]+, /, ""); by = $0 }
         $3 ~ /^ +[0-9]+ $/ { targets++; read += $3; found += $7 }
         END { printf "%d targets, %.0f executions, %d findings, %s", targets, read, found, by }'
}

result_of_runs() {
    awk '/too long$/ { slow++ } / ms(, too long)?$/ { rows++ } END { printf "%d times, %d too long", rows, slow }'
}
result_of_asan() { grep -m 1 ' tests passed, ' || echo "no test was run"; }
result_of_tsan() { result_of_asan; }
result_of_lint() { { grep ' findings$' || true; } | paste -sd, - | sed 's/,/, /g'; }

# Each row of five minutes, and what is said of all of them.
result_of_soak() {
    awk -F'|' '$2 ~ /^ [0-9.]+ $/ { actions += $3; runs += $4 }
         /^growth / { sub(/^growth over the second half: /, ""); growth = $0 }
         /^stalls / { sub(/^stalls over 50 ms: /, ""); stalls = $0 }
         /^wrong: / { wrong++ }
         END { printf "%d actions, %d runs, %s, stalls: %s, %d wrong", actions, runs, growth, stalls, wrong }'
}

row driver size result seconds
row --- --- --- ---:
drive kills "$kills kills, seed $seed" "$checkout/tests/reliability/kills.py" --molex "$build/bin/molex" \
    --kills "$kills" --seed "$seed" "${kept[@]}"
drive power "$cuts cuts each, seed $seed" power
drive locks "60 s each" locks
drive inputs "-" "$checkout/tests/reliability/bad_input.py" --molex "$build/bin/molex"
drive disk "-" "$checkout/tests/reliability/disk_full.sh" "$build/bin/molex"
drive fuzz "$minutes min each, seed $seed" "$checkout/tests/fuzz/run.sh" "${merged[@]}" "$minutes"
drive soak "$soak_minutes min, seed $seed" soak
drive runs "10000 of 10000 points" runs
drive asan "-" sanitized asan
drive tsan "-" sanitized tsan
drive lint "-" "$checkout/tests/lint.sh"
[ $failed = 0 ] || { echo "What was printed is in $work" >&2; exit 1; }
rm -r "$work"
