#!/usr/bin/env bash
# Feeds changed files to the reader of every format, each for so long (1 minute without), and prints a table in
# Markdown: how many were read, in how many seconds, how much of the code was reached (edges, which libFuzzer counts),
# how many were accepted (which the other mutator counts), and how many did something else than be accepted or refused
# (findings). Of the inputs for which a sanitizer names the same line libFuzzer's findings have one.
#
#   tests/fuzz/run.sh [--build] [--merge] [MINUTES | SECONDSs [TARGET…]]
#
#   --build   first builds the programs: with Clang and libFuzzer in build/fuzz, and those of the tests
#   --merge   puts the few small inputs that together reach most into tests/fuzz/corpus/TARGET (libFuzzer alone)
#
# The programs are those in $MOLEX_BUILD, else in build/dev or, where that is not there, in build/release; where
# $MOLEX_FUZZ_BUILD, else build/fuzz, has them all with libFuzzer, these read and the others give seeds and dictionary.
# Programs that are older than the sources are refused. What is drawn is drawn from the seed that is printed first,
# $MOLEX_FUZZ_SEED where that is set. What readers read lies in a folder in /dev/shm, in $TMPDIR where there is no such
# place, and goes afterwards. Everything else is written to a folder in $TMPDIR, which goes too, unless there are
# findings or a merge has failed; exit status 1 then.
set -euo pipefail
checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=${MOLEX_BUILD:-$checkout/build/dev}
release=$checkout/build/release
if [ -z "${MOLEX_BUILD:-}" ] && [ ! -e "$build/CMakeCache.txt" ] && [ -e "$release/CMakeCache.txt" ]; then
    build=$release
fi
guided=${MOLEX_FUZZ_BUILD:-$checkout/build/fuzz}
kept=$checkout/tests/fuzz/corpus
programs=(fuzz_data fuzz_model fuzz_storage)
most_files=100     # of a target's corpus
most_ends=500      # of libFuzzer by what it finds, for one target
most_lost_ends=5   # of those without an input
most_memory=4096   # MiB, of libFuzzer in all
first_seed=${MOLEX_FUZZ_SEED:-$((RANDOM + 1))}
is_built=''
is_merged=''
usage() { sed -n '2,17s/^# \{0,1\}//p' "$0"; }
while [[ ${1:-} == --* ]]; do
    case $1 in
        --build) is_built=1 ;;
        --merge) is_merged=1 ;;
        *) usage; exit 2 ;;
    esac
    shift
done
[[ ${1:-1} =~ ^([1-9][0-9]*)(s?)$ ]] || { usage; exit 2; }
seconds=${BASH_REMATCH[1]}
[ -n "${BASH_REMATCH[2]}" ] || seconds=$((60 * seconds))
shift || true
wanted=" $* "

if [ -n "$is_built" ]; then
    [ -e "$build/CMakeCache.txt" ] || cmake -S "$checkout" --preset dev >&2
    cmake --build "$build" --target "${programs[@]}" >&2
    # CI makes a warning an error, and Clang has others than GCC.
    env -u CI cmake -S "$checkout" -B "$guided" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo \
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
known=" $(for program in "${programs[@]}"; do "$build/bin/$program" list; done | tr '\n' ' ')"
for target in "$@"; do
    [[ $known == *" $target "* ]] || { echo "$target is no target:$known" >&2; exit 2; }
done
[[ $first_seed =~ ^[1-9][0-9]{0,8}$ ]] || { echo "MOLEX_FUZZ_SEED is not a number from 1 to 999999999" >&2; exit 2; }
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
# Undefined behaviour is told and gone on from otherwise.
export UBSAN_OPTIONS=${UBSAN_OPTIONS:+$UBSAN_OPTIONS:}print_stacktrace=1:halt_on_error=1
memory=/dev/shm
if [ ! -d "$memory" ] || [ ! -w "$memory" ]; then memory=${TMPDIR:-/tmp}; fi
scratch=$(mktemp -d "$memory/molex-fuzz-XXXXXX")
trap 'rm -rf "$scratch"' EXIT
export MOLEX_FUZZ_SCRATCH=$scratch
work=$(mktemp -d --tmpdir molex-fuzzing-XXXXXX)
mkdir "$work/fresh"
touch "$work/places"
has_failed=0

# Sets executions, coverage, accepted and findings of one target.
run_mutator()
{
    local output minutes
    minutes=$(awk "BEGIN { print $seconds / 60 }")
    output=$(MOLEX_FUZZ_FINDINGS=$work "$1" "$2" minutes "$minutes" "$first_seed" 2>>"$work/log" || true)
    printf '%s\n' "$output" >>"$work/log"
    read -r executions accepted findings \
        <<<"$(sed -n "s/^$2: \([0-9]*\) executions, \([0-9]*\) accepted, \([0-9]*\) findings$/\1 \2 \3/p" <<<"$output")"
}

# What the pass of libFuzzer that has ended found, once for each place; the corpus has it no longer, or the next pass
# would end there as well. False where it ended without an input.
take_finding() # TARGET CORPUS
{
    local input place
    rm -f "$work/fresh"/slow-unit-*
    input=$(find "$work/fresh" -type f | head -n 1)
    if [ -z "$input" ]; then
        findings=$((findings + 1)) # the log says what it was
        return 1
    fi
    find "$2" -type f -size "$(stat -c %s "$input")c" -exec cmp -s "$input" {} \; -delete
    place=$(sed -n 's/^SUMMARY: //p' "$work/last" | head -n 1)
    case $place in
        '' | libFuzzer:* | *' leaked in '*) place=$(basename "$input") ;; # it names no line
    esac
    if grep -qxF -- "$1 $place" "$work/places"; then
        rm "$input"
        return 0
    fi
    echo "$1 $place" >>"$work/places"
    mv "$input" "$work/$1-$(basename "$input")"
    findings=$((findings + 1))
}

# How many inputs the pass has read; one that was killed has told of some of them alone.
count_executions()
{
    local count
    count=$(sed -n 's/^stat::number_of_executed_units: *\([0-9][0-9]*\).*/\1/p' "$work/last" | tail -n 1)
    [ -n "$count" ] || count=$(sed -n 's/^#\([0-9][0-9]*\).*/\1/p' "$work/last" | tail -n 1)
    echo "${count:-0}"
}

# libFuzzer ends with what it finds; then it begins again with what it has, while there is time. One that was killed, or
# ended by itself, without an input is a finding as well, and begins again too, unless it goes on like that.
run_libfuzzer()
{
    local corpus=$work/corpus-$2 begin=$SECONDS left status reached ends=0 lost=0
    "$build/bin/$(basename "$1")" "$2" seeds "$corpus"
    "$build/bin/$(basename "$1")" "$2" dictionary "$work/$2.dictionary"
    if [ -d "$kept/$2" ]; then find "$kept/$2" -type f -exec cp -t "$corpus" {} +; fi
    executions=0 findings=0
    rm -f "$work/fresh"/*
    while left=$((seconds - (SECONDS - begin))) && [ "$left" -gt 0 ] && [ "$ends" -lt "$most_ends" ]; do
        status=0
        MOLEX_FUZZ_TARGET=$2 "$1" -seed=$((first_seed + ends)) -dict="$work/$2.dictionary" -max_total_time="$left" \
            -timeout=60 -rss_limit_mb=$most_memory -print_final_stats=1 -artifact_prefix="$work/fresh/" "$corpus" \
            >"$work/last" 2>&1 || status=$?
        cat "$work/last" >>"$work/log"
        rm -rf "${scratch:?}"/* # of a process that did not come to its end
        executions=$((executions + $(count_executions)))
        reached=$(sed -n 's/.*[[:space:]]cov: \([0-9]*\).*/\1/p' "$work/last" | tail -n 1)
        coverage=${reached:-$coverage}
        [ "$status" != 0 ] || break
        ends=$((ends + 1))
        if take_finding "$2" "$corpus"; then
            lost=0
        else
            lost=$((lost + 1))
            [ "$lost" -lt "$most_lost_ends" ] || break
        fi
    done
    if [ "$executions" = 0 ]; then # it did not even begin: the log says why
        executions=; findings=
    elif [ -n "$is_merged" ]; then
        merge "$1" "$2" "$corpus"
    fi
    rm -rf "$corpus"
}

# Bytes of a target's corpus: one sound database is 80 KiB and more. All of them together stay below 2 MiB.
room_of()
{
    case $1 in
        bundle | workspace) echo 262144 ;;
        journals) echo 131072 ;;
        *) echo 49152 ;;
    esac
}

# First the inputs that together reach all that was reached, then of them those that reach most in the room there is.
merge() # PROGRAM TARGET CORPUS
{
    local all=$work/merged-$2 file
    mkdir "$all" "$work/unused"
    if ! MOLEX_FUZZ_TARGET=$2 "$1" -merge=1 -timeout=60 -rss_limit_mb=$most_memory -artifact_prefix="$work/fresh/" \
            "$all" "$3" >>"$work/log" 2>&1 ||
        ! MOLEX_FUZZ_TARGET=$2 "$1" -set_cover_merge=1 -merge_control_file="$work/control" -timeout=60 \
            -rss_limit_mb=$most_memory -artifact_prefix="$work/fresh/" "$work/unused" "$all" >>"$work/log" 2>&1 ||
        ! python3 -B "$checkout/tests/fuzz/choose.py" "$work/control" "$(room_of "$2")" "$most_files" \
            >"$work/chosen" 2>>"$work/log" || [ ! -s "$work/chosen" ]; then
        echo "$2: the inputs could not be merged; $kept/$2 is as it was" >&2
        has_failed=1
    else
        rm -rf "${kept:?}/$2"
        mkdir -p "$kept/$2"
        while read -r file; do cp "$file" "$kept/$2"; done <"$work/chosen"
    fi
    rm -rf "$all" "$work/unused" "$work/control" "$work/chosen" "${scratch:?}"/*
}

printf 'Seed %s, %s\n\n' "$first_seed" "$([ -n "$is_guided" ] && echo "libFuzzer" || echo "without libFuzzer")"
printf '| %-16s | %11s | %7s | %8s | %9s | %8s |\n' target executions seconds coverage accepted findings
echo '|------------------|------------:|--------:|---------:|----------:|---------:|'
for program in "${programs[@]}"; do
    for target in $("$build/bin/$program" list); do
        [[ $wanted == "  " || $wanted == *" $target "* ]] || continue
        executions=; coverage=; accepted=; findings=; begin=$SECONDS
        if [ -n "$is_guided" ]; then
            run_libfuzzer "$guided/bin/$program" "$target"
        else
            run_mutator "$build/bin/$program" "$target"
        fi
        printf '| %-16s | %11s | %7s | %8s | %9s | %8s |\n' "$target" "${executions:-?}" $((SECONDS - begin)) \
            "${coverage:--}" "${accepted:--}" "${findings:-?}"
        [ "${findings:-?}" = 0 ] || has_failed=1
        rm -rf "${scratch:?}"/*
    done
done
if [ $has_failed = 1 ]; then
    echo "The inputs that were found, and the log, are in $work" >&2
    exit 1
fi
rm -rf "$work"
