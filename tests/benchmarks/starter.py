#!/usr/bin/env python3
"""What the starter experiment reaches: its two presets, and the first of them on random weights.

    cmake --build --preset release --target molex
    tests/benchmarks/starter.py [--molex build/release/bin/molex] [--most-seconds 120]

Each run is one `molex run` in a workspace of its own, one after the other; its seconds are those of the whole command,
and its accuracy is that of the dev rows after the last step. Prints a table. Ends with 1 where a goal is missed: both
presets take no more than --most-seconds, and both are right more often than the most frequent class of the dev rows
alone and than the run on random weights. Needs WordNet (Debian package wordnet-base) and a machine that does nothing
else; it waits for no other run of the user's.
"""
import argparse
import collections
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PRESETS = CHECKOUT / "resources" / "presets"
RANDOM = "starter, random weights"
RUNS = {
    "starter": ["starter.json"],
    "starter-lora": ["starter-lora.json"],
    RANDOM: ["starter.json", "--set", "model.initialize=random"],
}


def answer_of(molex, *words):
    run = subprocess.run([molex, *words, "--json"], env={**os.environ, "MOLEX_DEVICE_LOCKS": ""}, capture_output=True,
                         text=True)
    if run.returncode:
        reason = (run.stderr.strip().splitlines() or ["no message"])[0]
        sys.exit(f"error: molex {words[0]} ended with exit code {run.returncode}: {reason}")
    return json.loads(run.stdout)


def most_frequent_share(rows_file):
    """Of the labels of the newest evaluation's dev rows."""
    with open(rows_file, newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["split"] == "dev"]
    last = max(int(row["step"]) for row in rows)
    labels = collections.Counter(row["label"] for row in rows if int(row["step"]) == last)
    return labels.most_common(1)[0][1] / sum(labels.values())


def measured(molex, folder, name):
    """Seconds, accuracy, and the most frequent class's share."""
    preset, *settings = RUNS[name]
    workspace = folder / name.replace(", ", "-").replace(" ", "-")
    begin = time.perf_counter()
    record = answer_of(molex, "run", str(PRESETS / preset), *settings, "--workspace", str(workspace))
    seconds = time.perf_counter() - begin
    rows = workspace / "csv"
    answer_of(molex, "export", str(record["run"]), "--format", "csv", "--out", str(rows), "--workspace", str(workspace))
    return seconds, record["metrics"]["accuracy"], most_frequent_share(rows / "rows.csv")


def misses(results, most_seconds):
    for name, (seconds, accuracy, share) in results.items():
        if name == RANDOM:
            continue
        if seconds > most_seconds:
            yield f"{name} took {seconds:.0f} s, more than {most_seconds:g}"
        if accuracy <= share:
            yield f"{name} has an accuracy of {accuracy:.3f}, no more than the most frequent class's {share:.3f}"
        if accuracy <= results[RANDOM][1]:
            yield f"{name} has an accuracy of {accuracy:.3f}, no more than {results[RANDOM][1]:.3f} on random weights"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--molex", type=Path, default=CHECKOUT / "build" / "release" / "bin" / "molex")
    parser.add_argument("--most-seconds", type=float, default=120)
    arguments = parser.parse_args()
    if not arguments.molex.exists():
        sys.exit(f"error: {arguments.molex} is not there; build it")
    results = {}
    print("| run | seconds | accuracy | most frequent class |\n|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in RUNS:
            results[name] = measured(arguments.molex.resolve(), Path(folder), name)
            seconds, accuracy, share = results[name]
            print(f"| {name} | {seconds:.0f} | {accuracy:.3f} | {share:.3f} |", flush=True)
    missed = list(misses(results, arguments.most_seconds))
    for text in missed:
        print(f"missed: {text}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
