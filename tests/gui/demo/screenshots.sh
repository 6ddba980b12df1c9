#!/usr/bin/env bash
# Pictures of every screen, light and dark, at 1280 x 800 and at twice the resolution; and the comparison's report as a
# page, with a picture of it where chromium is installed. With runs trained for them:
#   tests/gui/demo/screenshots.sh [FOLDER, docs/screenshots by default]
# Trains nine short runs of the starter experiment first, and six shorter ones of a sweep over two fields, unless
# WORKSPACE names a workspace that has runs, RUN one of them, and GROUP its group. Each of the four passes also trains a
# run for a short while, in a copy of the workspace and without waiting for other runs on this machine. Ends with 1 where
# a picture is missing, and where the browser tells of an error of a report's script or of something that a report asks
# for from elsewhere.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

mkdir -p "${1:-docs/screenshots}"
out=$(realpath "${1:-docs/screenshots}")
molex=$PWD/build/release/bin/molex
screens=$PWD/build/release/bin/workbench_screens
cmake --build --preset release --target molex workbench_screens
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
if [ -z "${WORKSPACE:-}" ]; then
    WORKSPACE=$scratch/workspace
    queue() { "$molex" queue add resources/presets/starter.json --workspace "$WORKSPACE" "$@"; }
    queue --set training.steps=300 --sweep routing.kind=molex,self,fixed-random --seeds 3
    queue --set name=starter-sweep --set training.steps=100 --sweep method.rank=4,8,16 \
        --sweep training.learning_rate=0.001,0.002
    "$molex" queue work --workspace "$WORKSPACE"
    queue --set name=starter-later --set training.steps=300 --seeds 4 # which wait
fi
workspace=$(realpath "$WORKSPACE")
cd "$(dirname "$workspace")" # so that the pictures name the workspace and not where this machine keeps it
workspace=$(basename "$workspace")
run=${RUN:-starter-kind=molex-s42}
export QT_QPA_PLATFORM=offscreen MOLEX_DEVICE_LOCKS=
for scale in 1 2; do
    for look in light dark; do
        QT_SCALE_FACTOR=$scale "$screens" "$workspace" "$out" "$look" "$run"
    done
done
"$molex" compare "${GROUP:-starter}" --workspace "$workspace" --format html --out "$out/report.html"
browser=$(command -v chromium) || exit 0

fail() { printf '%s\n' "$*" >&2; exit 1; }
# A profile of its own, since a browser that is running would take the page otherwise. No name leads anywhere.
browse() { # PAGE OPTION...
    "$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$scratch/browser" \
        --host-resolver-rules='MAP * ~NOTFOUND' --enable-logging=stderr "${@:2}" "file://$1" 2>"$scratch/said"
}
look() { # PAGE PICTURE HEIGHT
    rm -f "$2"
    browse "$1" --window-size="1280,$3" --screenshot="$2"
    [ -s "$2" ] || fail "$1: the browser has made no picture of it"
    ! grep ':CONSOLE' "$scratch/said" >&2 || fail "$1: the browser has complained of it"
}
# As high as the content, which is measured, and what the browser takes of a window's height.
{
    cat "$out/report.html"
    echo '<script>onload = () => document.title = document.documentElement.scrollHeight + 800 - innerHeight</script>'
} >"$scratch/measured.html"
browse "$scratch/measured.html" --window-size=1280,800 --dump-dom >"$scratch/shown.html"
height=$(grep -o -m 1 '<title>[0-9]*<' "$scratch/shown.html" | tr -cd 0-9) || fail "report.html has no height"
look "$out/report.html" "$out/report.png" "$height"
"$molex" export "$run" --workspace "$workspace" --format html --out "$scratch/run.html" # which has a script
look "$scratch/run.html" "$scratch/run.png" 800
