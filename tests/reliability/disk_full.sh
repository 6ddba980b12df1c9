#!/usr/bin/env bash
# A disk that is full, and one that has become read-only, under real runs: a small file system in memory is filled while
# `molex` logs, saves checkpoints, exports and migrates, and emptied again.
#
#   sudo tests/reliability/disk_full.sh BUILD/bin/molex
#
# Needs root to mount, half a gibibyte of memory, and python3; says "skipped" and ends with 77 where nothing can be
# mounted. It waits for no other run of the user's.
set -euo pipefail
[ $# -eq 1 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 2; }
molex=$(realpath "$1")
checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
room=$work/room
corner=$work/corner # for exports
process=
mkdir "$room" "$corner"
export MOLEX_DEVICE_LOCKS=

leave() {
    [ -z "$process" ] || kill -9 "$process" 2>/dev/null || true
    umount -l "$room" 2>/dev/null || true
    umount -l "$corner" 2>/dev/null || true
    rm -rf "$work"
}
trap leave EXIT
# A checkpoint of the starter model is 21 MB, all weights being drawn. A run keeps the best and two others, and has a
# fourth while it saves: three runs need up to 190 MB (calculated), and as much again is left.
if ! mount -t tmpfs -o size=384m,mode=0700 molex-room "$room" 2>"$work/said" \
    || ! mount -t tmpfs -o size=16k,mode=0700 molex-corner "$corner" 2>"$work/said"; then
    echo "skipped: nothing can be mounted here ($(cat "$work/said"))"
    exit 77
fi

fail() { # WORDS
    echo "FAILED: $*"
    sed 's/^/    /' "$work/said" || true
    exit 1
}
passed() { echo "ok: $*"; }
said() { grep -qF -- "$1" "$work/said"; }

# The run in progress has said these words.
await() {
    for _ in $(seq 900); do
        said "$1" && return 0
        kill -0 "$process" 2>/dev/null || break
        sleep 0.2
    done
    said "$1" || fail "not said: $1"
}

# Leaves so many bytes free.
fill() {
    local free
    free=$(df --output=avail -B1 "$room" | tail -1)
    [ "$free" -gt "$1" ] || fail "only $free bytes were free before it was filled"
    head -c $((free - $1)) /dev/zero > "$room/filler" 2>/dev/null || true
}

in_room() { "$molex" "$@" --workspace "$room/workspace"; }

half_written() { # FOLDER: what is there now; what goes while it is looked for does not count
    find "$1" -name '*.partial*' 2>/dev/null || true
}

begin() { # NAME STEPS CHECKPOINT_EVERY
    cat > "$work/$1.json" <<JSON
{"name": "$1",
 "model": {"path": "starter", "initialize": "random"},
 "task": {"kind": "glue", "name": "sst2", "path": "$work/glue/SST-2", "max_length": 32},
 "method": {"kind": "lora"}, "routing": {"kind": "none"},
 "training": {"steps": $2, "batch_size": 8, "checkpoint_every": $3, "evaluate_every": $2},
 "runtime": {"device": "cpu", "threads": 1}}
JSON
    # Not through in_room: the process of a function in the background is the shell's, and signals would end that.
    "$molex" run "$work/$1.json" --workspace "$room/workspace" >"$work/out" 2>"$work/said" &
    process=$!
}

await_checkpoint() { # NUMBER of the run in progress: it has one that is whole
    until compgen -G "$room/workspace/runs/$1/checkpoints/step-*/complete" >/dev/null; do
        kill -0 "$process" 2>/dev/null || fail "the run has ended"
        sleep 0.05
    done
}

ended() { # CODE: of the run in progress
    local code=0
    wait "$process" || code=$?
    process=
    [ "$code" = "$1" ] || fail "it ended with $code, not $1"
}

points() { # NAME: how many steps the store has
    in_room series "$1" loss --json 2>/dev/null | python3 -c 'import json, sys; print(len(json.load(sys.stdin)["steps"]))' \
        2>/dev/null || true
}

refused() { # COMMAND…: fails with a sentence of ours
    ! "$@" >"$work/out" 2>"$work/said" || fail "not refused: $*"
    head -1 "$work/said" | grep -q '^error: ' || fail "no sentence: $*"
    ! said unexpected || fail "unexpected: $*"
}

mkdir -p "$work/glue/SST-2"
for split in train:64 dev:16; do
    {
        printf 'sentence\tlabel\n'
        for i in $(seq "${split#*:}"); do
            if [ $((i % 2)) = 0 ]; then printf 'good %d\t1\n' "$i"; else printf 'bad %d\t0\n' "$i"; fi
        done
    } > "$work/glue/SST-2/${split%:*}.tsv"
done

steps=600
begin logging $steps $steps
for _ in $(seq 300); do
    [ "$(points logging || true)" != "" ] && break
    kill -0 "$process" 2>/dev/null || break
    sleep 0.1
done
fill 0
await "cannot be stored and waits"
sleep 5
kill -0 "$process" 2>/dev/null || fail "the run did not wait"
rm "$room/filler"
await "can be written again"
ended 0
[ "$(points logging)" = $steps ] || fail "$(points logging) of $steps steps are stored"
passed "a full disk while logging: the run waits, says why, and every step is stored"

begin saving 400 20
await_checkpoint 2
fill 4000000 # less than a checkpoint, more than the store needs
await "the run waits until there is room"
[ "$(grep -cF "waits until there is room" "$work/said")" = 1 ] || fail "said more than once"
for _ in $(seq 100); do
    left=$(half_written "$room")
    [ -z "$left" ] && break
    sleep 0.05
done
[ -z "$left" ] || fail "half a checkpoint stays: $left"
rm "$room/filler"
await "there is room on the disk again"
ended 0
"$molex" check "$room/workspace/runs/2/checkpoints/step-00000400" >"$work/out" 2>"$work/said" || fail "the last checkpoint"
[ "$(points saving)" = 400 ] || fail "$(points saving) of 400 steps are stored"
passed "a full disk while a checkpoint is saved: the run waits, nothing half written stays, it goes on"

begin stopping 400 20
await_checkpoint 3
fill 4000000
await "the run waits until there is room"
kill -TERM "$process"
ended 130
rm "$room/filler"
in_room resume stopping >"$work/out" 2>"$work/said" || fail "it cannot be resumed"
[ "$(points stopping)" = 400 ] || fail "$(points stopping) of 400 steps are stored"
passed "a run that waits for room is stopped by a signal and resumed"

for format in csv jsonl html tensorboard bundle merged; do
    refused in_room export saving --format $format --out "$corner/out"
    left=$(half_written "$corner")
    [ -z "$left" ] || fail "a half export stays: $left"
    rm -rf "$corner/out"
done
passed "a full disk while exporting: a sentence, and no half file"

python3 - "$room/old" "$checkout/storage/schema/001_initial.sql" <<'PYTHON'
import pathlib, sqlite3, sys
folder = pathlib.Path(sys.argv[1])
folder.mkdir()
database = sqlite3.connect(folder / "workspace.sqlite")
database.executescript(pathlib.Path(sys.argv[2]).read_text())
database.execute(f"PRAGMA application_id = {0x4D6F4C58}")
database.execute("PRAGMA user_version = 1")
for number in range(2000):
    database.execute("INSERT INTO runs (name, group_name, state, config, created_at) VALUES (?, '', 'stopped', '{}', 0)",
                     (f"run {number} " + "x" * 200,))
database.commit()
PYTHON
version() { # the schema's, of a database that must be sound
    python3 - "$room/old/workspace.sqlite" <<'PYTHON'
import sqlite3, sys
database = sqlite3.connect(sys.argv[1])
assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
print(database.execute("PRAGMA user_version").fetchone()[0])
PYTHON
}
fill 0
refused "$molex" runs --workspace "$room/old"
rm "$room/filler"
[ "$(version)" = 1 ] || fail "a migration that found no room has left schema $(version)"
"$molex" runs --workspace "$room/old" >"$work/out" 2>"$work/said" || fail "the migration with room"
[ "$(version)" -gt 1 ] || fail "not migrated"
passed "a full disk while migrating: a sentence, the workspace is as it was, and migrates once there is room"

in_room export saving --format bundle --out "$work/run.molex" >"$work/out" 2>"$work/said" || fail "the bundle"
mount -o remount,ro "$room"
refused in_room run "$work/saving.json"
refused in_room export saving --format html --out "$room/report.html"
refused in_room export saving --format merged --out "$room/merged"
refused in_room import "$work/run.molex"
refused in_room queue add "$work/saving.json"
in_room runs >"$work/out" 2>"$work/said" || fail "a read-only workspace is not shown"
mount -o remount,rw "$room"
passed "a read-only file system: run, export, import and queue say so; what is stored is shown"
echo "all passed"
