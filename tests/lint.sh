#!/usr/bin/env bash
# Static checks of our own sources: clang-tidy with the checks of .clang-tidy, and cppcheck with the exceptions of
# tests/cppcheck-suppressions.txt. A tool that is not installed is skipped by name, and the exit status is 77 then.
#
#   tests/lint.sh [FOLDER…]        # engine, storage and gui without
#
# clang-tidy reads the commands of a build folder of its own, build/lint or $MOLEX_LINT_BUILD, in which nothing is
# compiled. Exit status 1 where something was found, also in a header of a library that Clang cannot read.
#
# Tests are read where they are asked for: what is found in them is mostly what they do on purpose (the same call twice,
# a field given anew for each case, a process that kills itself), and nothing that they do ships.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
checkout=$PWD
build=${MOLEX_LINT_BUILD:-$checkout/build/lint}
jobs=${MOLEX_LINT_JOBS:-$(nproc)}
folders=("${@%/}")
[ $# -gt 0 ] || folders=(engine storage gui)
for folder in "${folders[@]}"; do
    [ -d "$folder" ] || { sed -n '2,12s/^# \{0,1\}//p' "$0"; exit 2; }
done
found=0
skipped=0

# No precompiled headers and ccache: their options are the compiler's own, and clang-tidy would stumble; so it would
# over those that CI sets, which make a warning an error. Sources are read in batches, since a small one is mostly the
# headers of libraries. What moc makes needs nothing that is compiled, and tests are there where one of their folders is
# asked for.
prepare()
{
    local generated tests=OFF
    [[ " ${folders[*]}" != *" tests"* ]] || tests=ON
    env -u CI cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON \
        -DMOLEX_BATCHES=ON -DCMAKE_AUTOGEN_ORIGIN_DEPENDS=OFF -DMOLEX_TESTS=$tests -DCCACHE= \
        --log-level=WARNING >/dev/null
    mapfile -t generated < <(ninja -C "$build" -t targets all | sed -n 's/^\([A-Za-z0-9_]*_autogen\): phony$/\1/p')
    # The sources include what moc makes.
    [ ${#generated[@]} -eq 0 ] || env -u CI ninja -C "$build" "${generated[@]}" >/dev/null
}

# Findings of a tool, each once, from the file it wrote.
report()
{
    local count
    sort -u "$2" -o "$2"
    count=$(grep -c . "$2" || true)
    cat "$2"
    printf '%s: %s findings\n' "$1" "$count"
    [ "$count" -eq 0 ] || found=1
}

run_tidy()
{
    local asked output status=0
    prepare
    asked=$(IFS='|'; printf '%s' "${folders[*]}")
    output=$(mktemp)
    # The commands are GCC's; its OpenMP has a header that Clang does not find, and without one loops are plain. LLVM 14
    # colours its lines wherever they go. What is found in a batch itself, which includes sources, is no finding, nor
    # are names that another source of it has; GCC warns of others. cmake/ClangVector.h says what it is for.
    run-clang-tidy -p "$build" -j "$jobs" -quiet -extra-arg=-fno-openmp -extra-arg=-Wno-shadow \
        -extra-arg=-include -extra-arg="$checkout/cmake/ClangVector.h" -config="$(<.clang-tidy)" \
        -header-filter="^$checkout/(engine|storage|gui|$asked)/.*\.(h|cpp)\$" \
        "^($checkout|$build)/($asked)/" 2>&1 | sed $'s/\033\\[[0-9;]*m//g' >"$output" || status=$?
    grep -E "^$checkout/[^:]+:[0-9]+:[0-9]+: warning: |^([^ ]+:[0-9]+:[0-9]+: )?(fatal )?error: " "$output" \
        | grep -v "^$build/.*: warning: " >"$output.found" || true
    report clang-tidy "$output.found"
    if ! grep -qF -- "-p=$build" "$output"; then # its calls, one a source
        printf 'clang-tidy: no source was read\n'
        found=1
    fi
    if [ "$status" -ne 0 ]; then # a source was not read, or not to its end; warnings alone end with 0
        grep -qE '(^| )error: ' "$output.found" || tail -n 20 "$output"
        printf 'clang-tidy: ended with %s\n' "$status"
        found=1
    fi
    rm -f "$output" "$output.found"
}

# Without `information`, which is about cppcheck itself; `missingInclude`, since libraries' headers are not read; and
# `unusedFunction`, which sees neither Qt's calls nor those from the folders that are not given, and one job alone.
run_cppcheck()
{
    local output
    output=$(mktemp)
    cppcheck --quiet --std=c++20 --language=c++ --library=qt --enable=style,warning,performance,portability \
        --inline-suppr --suppressions-list=tests/cppcheck-suppressions.txt -j "$jobs" -I . \
        --template='{file}:{line}: {severity}: {message} [{id}]' "${folders[@]}" 2>"$output" \
        || { cat "$output"; exit 1; }
    grep -E ': (error|warning|performance|portability|style): |^cppcheck: ' "$output" >"$output.found" || true
    report cppcheck "$output.found"
    rm -f "$output" "$output.found"
}

if command -v run-clang-tidy >/dev/null && command -v clang-tidy >/dev/null; then
    run_tidy
else
    echo "skipped: clang-tidy is not installed"
    skipped=1
fi
if command -v cppcheck >/dev/null; then
    run_cppcheck
else
    echo "skipped: cppcheck is not installed"
    skipped=1
fi
[ "$found" -ne 0 ] || [ "$skipped" -eq 0 ] || exit 77
exit "$found"
