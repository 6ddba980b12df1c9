#!/usr/bin/env bash
# The first command: installs what is missing, builds, and opens the workbench with the starter experiment running: a
# mixture of layer experts over LoRA, then LoRA alone.
# Without a display it trains the same experiment here in the terminal and writes reports with the heatmaps.
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
lora=resources/presets/starter-lora.json
if [ "$terminal" = no ]; then
    say "opening the workbench"
    exec build/release/bin/molex-workbench --config "$starter" --config "$lora" --start
fi
say "no display: training the starter experiment here"
build/release/bin/molex run "$starter"
build/release/bin/molex run "$lora"
report=$PWD/build/starter-report.html
comparison=$PWD/build/starter-comparison.html
build/release/bin/molex export starter --format html --out "$report"
build/release/bin/molex compare starter starter-lora --baseline starter-lora --format html --out "$comparison"
say "the report with the heatmaps is $report"
say "the comparison with LoRA is $comparison"
