#!/usr/bin/env bash
# Feeds changed files to the reader of every format, each for so long (1 minute without), and prints a table in
# Markdown: how many were read, in how many seconds, how much of the code was reached (edges, which libFuzzer counts),
# how many were accepted (which the other mutator counts), and how many did something else than be accepted or refused
# (findings). Of the inputs for which a sanitizer names the same line libFuzzer's findings have one.
#
#   tests/fuzz/run.sh [--build] [--merge] [--jobs N] [--append FILE [--missing]] [MINUTES | SECONDSs [TARGET…]]
#   tests/fuzz/run.sh --table FILE
#
#   --build   first builds the programs: with Clang and libFuzzer in build/fuzz, and those of the tests
#   --merge   puts the few small inputs that together reach most into tests/fuzz/corpus/TARGET (libFuzzer alone)
#   --jobs    so many targets at a time (1)
#   --append  adds what each target has done to what earlier passes did, as soon as it ends, so that the pass may be
#             ended at any time; targets that have done the smallest part of 10,000,000 executions or an hour go first;
#             a table of the sums comes last
#   --missing without the targets that have done all of that
#   --table   only prints that table
#
# The programs are those in $MOLEX_BUILD, else in build/dev or, where that is not there, in build/release; where
# $MOLEX_FUZZ_BUILD, else build/fuzz, has them all with libFuzzer, these read and the others give seeds and dictionary.
# Programs that are older than the sources are refused. What is drawn is drawn from the seed that is printed first,
# $MOLEX_FUZZ_SEED where that is set; --append refuses it, since one pass twice is no more than once. What readers read
# lies in a folder in /dev/shm, in $TMPDIR where there is no such place, and goes afterwards. Everything else is written
# to a folder in $TMPDIR, which goes too, unless there are findings or a merge has failed; exit status 1 then.
set -euo pipefail
checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=${MOLEX_BUILD:-$checkout/build/dev}
release=$checkout/build/release
if [ -z "${MOLEX_BUILD:-}" ] && [ ! -e "$build/CMakeCache.txt" ] && [ -e "$release/CMakeCache.txt" ]; then
    build=$release
fi
guided=${MOLEX_FUZZ_BUILD:-$checkout/build/fuzz}
programs=(fuzz_data fuzz_model fuzz_storage)
totals=$checkout/tests/fuzz/totals.py
first_seed=${MOLEX_FUZZ_SEED:-$((RANDOM + 1))}
is_built=''
is_merged=''
jobs=1
append=''
missing=()
usage() { sed -n '2,24s/^# \{0,1\}//p' "$0"; exit 2; }
while [[ ${1:-} == --* ]]; do
    case $1 in
        --build) is_built=1 ;;
        --merge) is_merged=1 ;;
        --missing) missing=(--missing) ;;
        --jobs | --append | --table)
            [ -n "${2:-}" ] || usage
            [ "$1" != --table ] || exec python3 -B "$totals" "$2"
            declare "${1#--}=$2"
            shift
            ;;
        *) usage ;;
    esac
    shift
done
[[ $jobs =~ ^[1-9][0-9]*$ && ${1:-1} =~ ^([1-9][0-9]*)(s?)$ ]] || usage
seconds=${BASH_REMATCH[1]}
[ -n "${BASH_REMATCH[2]}" ] || seconds=$((60 * seconds))
shift || true
wanted=" $* "
[ -n "$append" ] || [ ${#missing[@]} = 0 ] || usage
[ -z "$append" ] || [ -z "${MOLEX_FUZZ_SEED:-}" ] || { echo "--append goes without MOLEX_FUZZ_SEED" >&2; exit 2; }

if [ -n "$is_built" ]; then
    [ -e "$build/CMakeCache.txt" ] || cmake -S "$checkout" --preset dev >&2
    cmake --build "$build" --target "${programs[@]}" >&2
    # CI makes a warning an error, and Clang has others than GCC.
    env -u CI cmake -S "$checkout" -B "$guided" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DMOLEX_BATCHES=ON \
        -DCMAKE_CXX_COMPILER=clang++ -DMOLEX_SANITIZER=fuzzer-no-link,address,undefined >&2
    env -u CI cmake --build "$guided" --target "${programs[@]}" >&2
fi

# The programs in a build folder are of these sources where Ninja, which makes them, has nothing to do.
require_current()
{
    local answer
    [ -e "$1/build.ninja" ] || return 0 # nobody knows
    answer=$(cmake --build "$1" --target "${programs[@]}" -- -n 2>&1) || true
    [[ $answer == *"no work to do"* ]] || { echo "$1 is not of these sources: build it first" >&2; exit 2; }
}

is_guided=1
for program in "${programs[@]}"; do
    [ -x "$build/bin/$program" ] || { echo "$build/bin/$program is missing: build it first" >&2; exit 2; }
    if [ ! -x "$guided/bin/$program" ]; then
        [ -z "$is_merged" ] || { echo "--merge needs $guided/bin/$program" >&2; exit 2; }
        is_guided=''
    fi
done
if [ -z "$is_built" ]; then
    require_current "$build"
    [ -z "$is_guided" ] || require_current "$guided"
fi
declare -A program_of
known=()
for program in "${programs[@]}"; do
    for target in $("$build/bin/$program" list); do
        program_of[$target]=$program
        known+=("$target")
    done
done
for target in "$@"; do
    [[ " ${known[*]} " == *" $target "* ]] || { echo "$target is no target: ${known[*]}" >&2; exit 2; }
done
[[ $first_seed =~ ^[1-9][0-9]{0,8}$ ]] || { echo "MOLEX_FUZZ_SEED is not a number from 1 to 999999999" >&2; exit 2; }
order=("${known[@]}")
if [ -n "$append" ]; then
    found=$(python3 -B "$totals" "$append" order "${missing[@]}" "${known[@]}") || exit 2
    mapfile -t order <<<"$found"
fi
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
# Undefined behaviour is told and gone on from otherwise.
export UBSAN_OPTIONS=${UBSAN_OPTIONS:+$UBSAN_OPTIONS:}print_stacktrace=1:halt_on_error=1
memory=/dev/shm
if [ ! -d "$memory" ] || [ ! -w "$memory" ]; then memory=${TMPDIR:-/tmp}; fi
scratch=$(mktemp -d "$memory/molex-fuzz-XXXXXX")
trap 'rm -rf "$scratch"' EXIT
work=$(mktemp -d --tmpdir molex-fuzzing-XXXXXX)

# Each target has a group of processes of its own, which an interruption reaches as a whole.
is_interrupted=''
interrupt()
{
    local leader
    is_interrupted=1
    for leader in $(jobs -p); do kill -TERM -- "-$leader" "$leader" 2>/dev/null || true; done
}
trap interrupt INT TERM HUP

printf 'Seed %s, %s\n\n' "$first_seed" "$([ -n "$is_guided" ] && echo "libFuzzer" || echo "without libFuzzer")"
printf '| %-16s | %11s | %7s | %8s | %9s | %8s |\n' target executions seconds coverage accepted findings
echo '|------------------|------------:|--------:|---------:|----------:|---------:|'
export checkout build guided is_guided is_merged seconds first_seed scratch work append
running=0
for target in "${order[@]}"; do
    [[ -n $target && ($wanted == "  " || $wanted == *" $target "*) ]] || continue
    if [ "$running" = "$jobs" ]; then
        wait -n || true # what has failed has left its folder
        running=$((running - 1))
    fi
    [ -z "$is_interrupted" ] || break
    setsid "$checkout/tests/fuzz/target.sh" "${program_of[$target]}" "$target" &
    running=$((running + 1))
done
wait || wait # once more after an interruption
if [ -n "$append" ]; then
    echo
    python3 -B "$totals" "$append"
fi
if ! rmdir "$work" 2>/dev/null; then
    echo "The inputs that were found, and the logs, are in $work" >&2
    exit 1
fi
[ -z "$is_interrupted" ] || exit 130
