#!/usr/bin/env bash
# Pictures of every screen, light and dark, at 1280 x 800 and at twice the resolution, with runs trained for them:
#   tests/gui/demo/screenshots.sh [FOLDER, docs/screenshots by default]
# Trains six short runs of the starter experiment first, unless WORKSPACE names a workspace that has runs, and RUN one of them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

out=${1:-docs/screenshots}
molex=build/release/bin/molex
cmake --build --preset release --target molex workbench_screens
if [ -z "${WORKSPACE:-}" ]; then
    WORKSPACE=$(mktemp -d)
    trap 'rm -rf "$WORKSPACE"' EXIT
    queue() { "$molex" queue add resources/presets/starter.json --workspace "$WORKSPACE" --set training.steps=300 "$@"; }
    queue --sweep routing.kind=molex,self --seeds 3
    "$molex" queue work --workspace "$WORKSPACE"
    queue --set name=starter-later
fi
mkdir -p "$out"
for scale in 1 2; do
    for look in light dark; do
        QT_QPA_PLATFORM=offscreen QT_SCALE_FACTOR=$scale build/release/bin/workbench_screens "$WORKSPACE" "$out" "$look" "${RUN:-starter-kind=molex-s42}"
    done
done
