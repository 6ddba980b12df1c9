#!/usr/bin/env bash
# One target's pass of run.sh, which exports what is used here: feeds changed files to it and prints its row.
#
#   tests/fuzz/target.sh PROGRAM TARGET
#
# A pass of libFuzzer that is interrupted counts as far as it came. Where there are findings, or a merge has failed, the
# folder $work/TARGET stays, with what was found and the log.
set -euo pipefail
program=$1 target=$2
: "${checkout:?}" "${build:?}" "${guided:?}" "${first_seed:?}" "${seconds:?}"
work=${work:?}/$target
scratch=${scratch:?}/$target
kept=$checkout/tests/fuzz/corpus/$target
most_files=40     # of a target's corpus
most_ends=500      # of libFuzzer by what it finds
most_lost_ends=5   # of those without an input
most_memory=4096   # MiB, of libFuzzer in all
mkdir -p "$work/fresh" "$scratch"
touch "$work/places"
export MOLEX_FUZZ_SCRATCH=$scratch
has_failed=0
executions=; coverage=; accepted=; findings=
is_interrupted=''
trap 'is_interrupted=1' TERM # which the program gets as well

# Sets executions, accepted and findings.
run_mutator()
{
    local output minutes told="$target: \([0-9]*\) executions, \([0-9]*\) accepted, \([0-9]*\) findings"
    minutes=$(awk "BEGIN { print $seconds / 60 }")
    output=$(MOLEX_FUZZ_FINDINGS=$work "$1" "$target" minutes "$minutes" "$first_seed" 2>>"$work/log") || true
    printf '%s\n' "$output" >>"$work/log"
    read -r executions accepted findings <<<"$(sed -n "s/^$told$/\1 \2 \3/p" <<<"$output")"
}

# What the pass of libFuzzer that has ended found, once for each place; the corpus has it no longer, or the next pass
# would end there as well. False where it ended without an input.
take_finding()
{
    local input place
    rm -f "$work/fresh"/slow-unit-*
    input=$(find "$work/fresh" -type f | head -n 1)
    if [ -z "$input" ]; then
        findings=$((findings + 1)) # the log says what it was
        return 1
    fi
    find "$work/corpus" -type f -size "$(stat -c %s "$input")c" -exec cmp -s "$input" {} \; -delete
    place=$(sed -n 's/^SUMMARY: //p' "$work/last" | head -n 1)
    case $place in
        '' | libFuzzer:* | *' leaked in '*) place=$(basename "$input") ;; # it names no line
    esac
    if grep -qxF -- "$place" "$work/places"; then
        rm "$input"
        return 0
    fi
    echo "$place" >>"$work/places"
    mv "$input" "$work/$target-$(basename "$input")"
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
    local left status reached ends=0 lost=0
    "$build/bin/$program" "$target" seeds "$work/corpus"
    "$build/bin/$program" "$target" dictionary "$work/dictionary"
    if [ -d "$kept" ]; then find "$kept" -type f -exec cp -t "$work/corpus" {} +; fi
    executions=0 findings=0
    while left=$((seconds - (SECONDS - begin))) && [ "$left" -gt 0 ] && [ "$ends" -lt "$most_ends" ]; do
        status=0
        MOLEX_FUZZ_TARGET=$target "$1" -seed=$((first_seed + ends)) -dict="$work/dictionary" -max_total_time="$left" \
            -timeout=60 -rss_limit_mb=$most_memory -print_final_stats=1 -artifact_prefix="$work/fresh/" \
            "$work/corpus" >"$work/last" 2>&1 || status=$?
        cat "$work/last" >>"$work/log"
        rm -rf "${scratch:?}"/* # of a process that did not come to its end
        executions=$((executions + $(count_executions)))
        reached=$(sed -n 's/.*[[:space:]]cov: \([0-9]*\).*/\1/p' "$work/last" | tail -n 1)
        coverage=${reached:-$coverage}
        if [ "$status" = 0 ] || [ -n "$is_interrupted" ]; then break; fi
        ends=$((ends + 1))
        if take_finding; then
            lost=0
        else
            lost=$((lost + 1))
            [ "$lost" -lt "$most_lost_ends" ] || break
        fi
    done
    if [ "$executions" = 0 ]; then executions=; findings=; fi # it did not even begin: the log says why
}

# Bytes of a target's corpus: one sound database is 80 KiB and more. All of them together stay below 2 MiB.
room()
{
    case $target in
        bundle | workspace) echo 262144 ;;
        journals) echo 131072 ;;
        *) echo 49152 ;;
    esac
}

# First the inputs that together reach all that was reached, then of them those that reach most in the room there is.
merge() # PROGRAM
{
    local all=$work/merged file
    mkdir "$all" "$work/unused"
    if ! MOLEX_FUZZ_TARGET=$target "$1" -merge=1 -timeout=60 -rss_limit_mb=$most_memory \
            -artifact_prefix="$work/fresh/" "$all" "$work/corpus" >>"$work/log" 2>&1 ||
        ! MOLEX_FUZZ_TARGET=$target "$1" -set_cover_merge=1 -merge_control_file="$work/control" -timeout=60 \
            -rss_limit_mb=$most_memory -artifact_prefix="$work/fresh/" "$work/unused" "$all" >>"$work/log" 2>&1 ||
        ! python3 -B "$checkout/tests/fuzz/choose.py" "$work/control" "$(room)" "$most_files" \
            >"$work/chosen" 2>>"$work/log" || [ ! -s "$work/chosen" ]; then
        echo "$target: the inputs could not be merged; $kept is as it was" >&2
        has_failed=1
    else
        rm -rf "${kept:?}"
        mkdir -p "$kept"
        while read -r file; do cp "$file" "$kept"; done <"$work/chosen"
    fi
    rm -rf "$all" "$work/unused" "$work/control" "$work/chosen"
}

begin=$SECONDS
if [ -n "${is_guided:-}" ]; then
    run_libfuzzer "$guided/bin/$program"
else
    run_mutator "$build/bin/$program"
fi
took=$((SECONDS - begin))
trap '' TERM # the rest is short; a merge of libFuzzer ends by itself
if [ -n "${append:-}" ] && [ -n "$executions" ]; then
    python3 -B "$checkout/tests/fuzz/totals.py" "$append" add "$target" "$executions" "$took" "$findings"
fi
if [ -n "${is_merged:-}" ] && [ -n "$executions" ] && [ -z "$is_interrupted" ]; then merge "$guided/bin/$program"; fi
printf '| %-16s | %11s | %7s | %8s | %9s | %8s |\n' "$target" "${executions:-?}" "$took" \
    "${coverage:--}" "${accepted:--}" "${findings:-?}"
[ "${findings:-?}" = 0 ] || [[ -n $is_interrupted && -z $findings ]] || has_failed=1
rm -rf "$scratch" "$work/corpus"
[ "$has_failed" = 1 ] || rm -rf "$work"
