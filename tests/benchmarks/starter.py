#!/usr/bin/env python3
"""What the starter experiment reaches: its two presets, and the first of them on random weights.

    cmake --build --preset release --target molex
    tests/benchmarks/starter.py [--molex build/release/bin/molex] [--most-seconds 120] [--random-lora] [--window]

Each run is one `molex run` in a workspace of its own, one after the other, as installer/run.sh does it without a
display; its seconds are those of the whole command, and its accuracy is that of the dev rows after the last step.
Prints a table of the runs and one of the differences. With --random-lora the second preset has its own run on random
weights too, and is compared with that instead of the first one's. With --window both presets are also trained in the
window, as installer/run.sh opens it where there is a display (target molex-workbench; without a display it draws into
memory, QT_QPA_PLATFORM=offscreen): from the start of the program until the last checkpoint of both is complete.
Ends with 1 where a goal is missed: both presets together take no more than --most-seconds, and each is clearly better
than the most frequent class of the dev rows alone and than the run on random weights: the 95 % interval of the
difference is above 0. The interval is that of two shares of independent rows (Newcombe 1998, method 10), while these
are of the same ones; it says what other dev rows might change, not what another seed would. Needs WordNet (Debian
package wordnet-base) and a machine that does nothing else; it waits for no other run of the user's.
"""
import argparse
import collections
import csv
import json
import math
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

CHECKOUT = Path(__file__).resolve().parents[2]
PRESETS = CHECKOUT / "resources" / "presets"
EXPERIMENT = ("starter", "starter-lora")
ON_RANDOM = ", random weights"
NORMAL = statistics.NormalDist().inv_cdf(0.975)  # of a two-sided 95 % interval
LOOK = 0.05  # seconds between two looks for the window's last checkpoints
LONGEST = 900  # seconds until they are given up


class Result(NamedTuple):
    seconds: float
    accuracy: float
    share: float  # of the most frequent class
    rows: int  # of the dev split


def answer_of(molex, *words):
    run = subprocess.run([molex, *words, "--json"], env={**os.environ, "MOLEX_DEVICE_LOCKS": ""}, capture_output=True,
                         text=True)
    if run.returncode:
        reason = (run.stderr.strip().splitlines() or ["no message"])[0]
        sys.exit(f"error: molex {words[0]} ended with exit code {run.returncode}: {reason}")
    return json.loads(run.stdout)


def labels_of(rows_file):
    """How often each label stands in the newest evaluation's dev rows."""
    with open(rows_file, newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["split"] == "dev"]
    last = max(int(row["step"]) for row in rows)
    return collections.Counter(row["label"] for row in rows if int(row["step"]) == last)


def measured(molex, folder, name):
    preset = PRESETS / f"{name.removesuffix(ON_RANDOM)}.json"
    settings = ["--set", "model.initialize=random"] if name.endswith(ON_RANDOM) else []
    workspace = folder / name.replace(", ", "-").replace(" ", "-")
    begin = time.perf_counter()
    record = answer_of(molex, "run", str(preset), *settings, "--workspace", str(workspace))
    seconds = time.perf_counter() - begin
    rows = workspace / "csv"
    answer_of(molex, "export", str(record["run"]), "--format", "csv", "--out", str(rows), "--workspace", str(workspace))
    labels = labels_of(rows / "rows.csv")
    count = sum(labels.values())
    return Result(seconds, record["metrics"]["accuracy"], labels.most_common(1)[0][1] / count, count)


def last_checkpoint(workspace, run, name):
    steps = json.loads((PRESETS / f"{name}.json").read_text())["training"]["steps"]
    return workspace / "runs" / str(run) / "checkpoints" / f"step-{steps:08d}" / "complete"


def window_seconds(programs, folder):
    """Of both presets in the window, one after the other; then it is closed."""
    workspace = folder / "window"
    words = [programs / "molex-workbench", "--workspace", workspace, "--start"]
    for name in EXPERIMENT:
        words += ["--config", PRESETS / f"{name}.json"]
    environment = {**os.environ, "MOLEX_DEVICE_LOCKS": "", "XDG_CONFIG_HOME": str(folder / "settings")}
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    last = [last_checkpoint(workspace, run, name) for run, name in enumerate(EXPERIMENT, 1)]
    begin = time.perf_counter()
    with subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            while not all(file.exists() for file in last):
                if process.poll() is not None or time.perf_counter() - begin > LONGEST:
                    sys.exit(f"error: the window has not trained both presets; exit code {process.poll()}")
                time.sleep(LOOK)
            seconds = time.perf_counter() - begin
            time.sleep(2)  # the store has the rest
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)
        finally:
            if process.poll() is None:
                process.kill()  # or it would be waited for without end
    return seconds


def wilson(share, rows):
    """95 % interval of a share."""
    middle = share + NORMAL**2 / (2 * rows)
    half = NORMAL * math.sqrt(share * (1 - share) / rows + (NORMAL / (2 * rows))**2)
    whole = 1 + NORMAL**2 / rows
    return (middle - half) / whole, (middle + half) / whole


def difference(one, other, rows):
    """Of two shares, each of so many rows: `one` minus `other`, and the ends of its 95 % interval."""
    (one_low, one_high), (other_low, other_high) = wilson(one, rows), wilson(other, rows)
    gap = one - other
    return (gap, gap - math.hypot(one - one_low, other_high - other),
            gap + math.hypot(one_high - one, other - other_low))


def differences(results):
    """Of each preset: what it is compared with, and difference()."""
    for name in EXPERIMENT:
        result = results[name]
        other = next(one for one in (name + ON_RANDOM, EXPERIMENT[0] + ON_RANDOM) if one in results)
        yield name, "the most frequent class", difference(result.accuracy, result.share, result.rows)
        yield name, other, difference(result.accuracy, results[other].accuracy, result.rows)


def together(results):
    """Seconds of the presets, without the runs on random weights."""
    return sum(results[name].seconds for name in EXPERIMENT)


def misses(results, totals, most_seconds):
    for what, seconds in totals.items():
        if seconds > most_seconds:
            yield f"{what} took {seconds:.0f} s, more than {most_seconds:g}"
    for name, other, (gap, low, high) in differences(results):
        if low <= 0:
            yield f"{name} is not clearly better than {other}: {gap:+.3f} ({low:+.3f} to {high:+.3f})"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--molex", type=Path, default=CHECKOUT / "build" / "release" / "bin" / "molex")
    parser.add_argument("--most-seconds", type=float, default=120, help="of both presets together")
    parser.add_argument("--random-lora", action="store_true", help="the second preset on random weights too")
    parser.add_argument("--window", action="store_true", help="both presets in the window too")
    arguments = parser.parse_args()
    programs = arguments.molex.resolve().parent
    for program in [arguments.molex, *([programs / "molex-workbench"] if arguments.window else [])]:
        if not program.exists():
            sys.exit(f"error: {program} is not there; build it")
    on_random = EXPERIMENT if arguments.random_lora else EXPERIMENT[:1]
    results = {}
    print("| run | seconds | accuracy | most frequent class | dev rows |\n|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in [*EXPERIMENT, *(name + ON_RANDOM for name in on_random)]:
            results[name] = measured(arguments.molex.resolve(), Path(folder), name)
            one = results[name]
            print(f"| {name} | {one.seconds:.0f} | {one.accuracy:.3f} | {one.share:.3f} | {one.rows:,} |", flush=True)
        totals = {"both presets, by molex run": together(results)}
        if arguments.window:
            totals["both presets, in the window"] = window_seconds(programs, Path(folder))
    for what, seconds in totals.items():
        print(f"| {what} | {seconds:.0f} | | | |")
    print("\n| preset | minus | difference | 95 % interval |\n|---|---|---|---|")
    for name, other, (gap, low, high) in differences(results):
        print(f"| {name} | {other} | {gap:+.3f} | {low:+.3f} to {high:+.3f} |", flush=True)
    missed = list(misses(results, totals, arguments.most_seconds))
    for text in missed:
        print(f"missed: {text}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
