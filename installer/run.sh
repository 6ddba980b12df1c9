#!/usr/bin/env bash
# The first command: installs what is missing, builds, and opens the workbench with the starter experiment running.
# Without a display it trains the same experiment here in the terminal and writes a report with the heatmaps.
set -euo pipefail
usage='usage: installer/run.sh [--terminal]    (--terminal: no window even where there is a display)'
terminal=no
for argument in "$@"; do
    case "$argument" in
        --terminal) terminal=yes ;;
        --help | -h) echo "$usage"; exit 0 ;;
        *) printf 'error: unknown option %s\n%s\n' "$argument" "$usage" >&2; exit 2 ;;
    esac
done
cd "$(dirname "${BASH_SOURCE[0]}")/.."
say() { printf '==> %s\n' "$*"; }

[ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || terminal=yes
[ "$terminal" = no ] || export MOLEX_GUI=${MOLEX_GUI:-OFF}

installer/setup.sh
# A terminal build leaves the window out, yet a window built before stays.
options=()
if [ "${MOLEX_GUI:-ON}" = OFF ] && [ ! -x build/release/bin/molex-workbench ]; then
    options=(-DMOLEX_GUI=OFF -DMOLEX_TESTS=OFF)
elif [ "$terminal" = no ]; then
    options=(-DMOLEX_GUI=ON)
fi
say "building (the first time takes some minutes)"
cmake --preset release ${options[@]+"${options[@]}"} --log-level=WARNING
cmake --build --preset release --target molex
[ "$terminal" = yes ] || cmake --build --preset release --target molex-workbench

starter=resources/presets/starter.json
if [ "$terminal" = no ]; then
    say "opening the workbench"
    exec build/release/bin/molex-workbench --config "$starter" --start
fi
say "no display: training the starter experiment here"
build/release/bin/molex run "$starter"
report=$PWD/build/starter-report.html
build/release/bin/molex export last --format html --out "$report"
say "the report with the heatmaps is $report"
