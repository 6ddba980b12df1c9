#!/usr/bin/env python3
"""Whether a score in bf16 stays within one standard error of that in fp32, over seeds.

    cmake --build --preset release --target molex
    tests/benchmarks/precision.py [--steps 100] [--seeds 5] [--molex build/release/bin/molex] [--workspace FOLDER]

LoRA and MoLEx by a sequence vote (the presets `lora` and `molex`) train on WordNet's supersenses with the starter
model, at the rate of docs/evidence.sh, each as one sweep over runtime.precision=fp32,bf16. The table has the accuracy
of the 1,000 dev rows after the last step, the mean of each precision with its 95 % interval (Student's t), and what
`molex compare` says of bf16 minus fp32, paired by seed. Ends with 1 where the two means are further apart than the
standard error of fp32's. Needs WordNet (Debian package wordnet-base); it waits for no other run of the user's.
"""
import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PRESETS = CHECKOUT / "resources" / "presets"
METHODS = ("lora", "molex")
METRIC = "accuracy"


def answer_of(molex, *words):
    run = subprocess.run([molex, *words], env={**os.environ, "MOLEX_DEVICE_LOCKS": ""}, stdout=subprocess.PIPE,
                         text=True)
    if run.returncode:
        sys.exit(f"error: molex {' '.join(words[:2])} ended with exit code {run.returncode}")
    return run.stdout


def added(arguments, method):
    """Puts a method's runs, those in fp32 first, into the queue; their numbers."""
    settings = {
        "name": f"precision-{method}", "model.path": "starter",
        "task.kind": "wordnet", "task.max_length": 64, "task.dev_limit": 1000,
        "training.steps": arguments.steps, "training.evaluate_every": arguments.steps,
        "training.learning_rate": 0.002, "training.gate_learning_rate": 0.002,
        "runtime.device": "cpu", "runtime.threads": 2,
    }
    answer = answer_of(arguments.molex, "queue", "add", str(PRESETS / f"{method}.json"),
                       "--workspace", arguments.workspace, *(f"--set={key}={value}" for key, value in settings.items()),
                       "--sweep", "runtime.precision=fp32,bf16", "--seeds", str(arguments.seeds), "--json")
    return [str(run["run"]) for run in json.loads(answer)["runs"]]


def compared(arguments, runs):
    """Scores of fp32 and of bf16, one a seed, and the interval of the difference, which may be None."""
    answer = answer_of(arguments.molex, "compare", *runs, "--workspace", arguments.workspace, "--baseline", runs[0],
                       "--group-by", "runtime.precision", "--metric", METRIC, "--value", "last", "--json")
    task, = json.loads(answer)["tasks"]
    scores = {group["keys"]["runtime.precision"]: next(value for value in group["values"] if value["metric"] == METRIC)
              for group in task["groups"]}
    against, = task["comparisons"]
    difference = next(seeds for seeds in against["over_seeds"] if seeds["metric"] == METRIC)
    return scores["fp32"], scores["bf16"], difference


def mean_text(value):
    interval = value["interval"]
    half = "" if interval is None else f" ± {(interval[1] - interval[0]) / 2:.3f}"
    return f"{value['mean']:.3f}{half} ({value['n']})"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--molex", default=str(CHECKOUT / "build" / "release" / "bin" / "molex"))
    parser.add_argument("--steps", type=int, default=100, help="of 32 rows each")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--workspace", help="a new folder to keep the runs in (otherwise they are removed)")
    arguments = parser.parse_args()
    if arguments.steps < 1 or arguments.seeds < 2:
        parser.error("--steps must be 1 or more, --seeds 2 or more")
    if not Path(arguments.molex).exists():
        sys.exit(f"error: {arguments.molex} is not there; build it")
    if arguments.workspace and Path(arguments.workspace).exists():
        parser.error("--workspace names a folder that is there already")
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        arguments.workspace = arguments.workspace or str(Path(folder) / "workspace")
        runs = {method: added(arguments, method) for method in METHODS}
        answer_of(arguments.molex, "queue", "work", "--workspace", arguments.workspace)
        print("| method | fp32, mean ± 95 % (n) | bf16 | bf16 minus fp32, 95 % interval | p "
              "| standard error of fp32's mean | within it |\n|---|---|---|---|---|---|---|")
        for method in METHODS:
            full, low, difference = compared(arguments, runs[method])
            error = statistics.stdev(full["values"]) / math.sqrt(full["n"])
            interval, p = difference["test"]["interval"], difference["test"]["p"]
            gap = low["mean"] - full["mean"]
            ends = "" if interval is None else f" ({interval[0]:+.3f} to {interval[1]:+.3f})"
            is_within = abs(gap) <= error
            missed += not is_within
            print(f"| {method} | {mean_text(full)} | {mean_text(low)} | {gap:+.4f}{ends} "
                  f"| {'no test' if p is None else format(p, '.2f')} | {error:.4f} | {'yes' if is_within else 'no'} |")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
