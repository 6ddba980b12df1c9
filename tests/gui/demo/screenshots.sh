#!/usr/bin/env bash
# Pictures of every screen, light and dark, at 1280 x 800 and at twice the resolution; and the comparison's report as a
# page, with a picture of it where chromium is installed. With runs trained for them:
#   tests/gui/demo/screenshots.sh [FOLDER, docs/screenshots by default]
# Trains nine short runs of the starter experiment first, unless WORKSPACE names a workspace that has runs, RUN one of
# them, and GROUP its group.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

mkdir -p "${1:-docs/screenshots}"
out=$(realpath "${1:-docs/screenshots}")
molex=$PWD/build/release/bin/molex
screens=$PWD/build/release/bin/workbench_screens
cmake --build --preset release --target molex workbench_screens
if [ -z "${WORKSPACE:-}" ]; then
    parent=$(mktemp -d)
    trap 'rm -rf "$parent"' EXIT
    WORKSPACE=$parent/workspace
    queue() { "$molex" queue add resources/presets/starter.json --workspace "$WORKSPACE" --set training.steps=300 "$@"; }
    queue --sweep routing.kind=molex,self,fixed-random --seeds 3
    "$molex" queue work --workspace "$WORKSPACE"
    queue --set name=starter-later --seeds 4 # which wait
fi
workspace=$(realpath "$WORKSPACE")
cd "$(dirname "$workspace")" # so that the pictures name the workspace and not where this machine keeps it
workspace=$(basename "$workspace")
for scale in 1 2; do
    for look in light dark; do
        QT_QPA_PLATFORM=offscreen QT_SCALE_FACTOR=$scale "$screens" "$workspace" "$out" "$look" "${RUN:-starter-kind=molex-s42}"
    done
done
"$molex" compare "${GROUP:-starter}" --workspace "$workspace" --format html --out "$out/report.html"
if browser=$(command -v chromium); then # one page high enough for all of it
    "$browser" --headless --disable-gpu --no-sandbox --hide-scrollbars --window-size=1280,4000 \
        --screenshot="$out/report.png" "file://$out/report.html"
fi
