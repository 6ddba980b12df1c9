#!/usr/bin/python3
"""Steps of `molex bench` beside the same work in eager PyTorch and beside each other, against the project's goals.

    cmake --build --preset release --target molex
    tests/benchmarks/paired.py [--rounds 5] [--only TEXT] [--molex build/release/bin/molex] [--strict]

A group's members take turns, each in a process of its own, in another order every round; a ratio is taken between two
members of one round, and the table has the median over the rounds, with the smallest and largest, and whether it hits
the goal; rows without a goal are for comparison. Above it stand the kernels of OpenBLAS that each side multiplies with:
both choose them by the processor, or by OPENBLAS_CORETYPE, which is warned of, since a user has not set it. A row says
in which precision each side computes; "auto" is what `molex` takes for classes and scores on this processor, and the
precision that it took stands beside it. A goal against eager bf16 stands in two rows, for ours in bf16 and for what a
user gets with auto. The last row is no time: rows of one checkpoint are scored by length and padded. With
--strict the exit status is 1 where a goal is missed. The peer, which knows LoRA and MoLEx by a batch vote, is
peers/eager.py in the folder MOLEX_SHARED, or in `shared` beside the checkout, run by Debian's python3-torch; where
either is absent, what needs it is skipped by name. Needs nothing else but Python, and a machine that does nothing else;
it waits for no other run of the user's.
"""
import argparse
import csv
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("MOLEX_SHARED", CHECKOUT.parent / "shared"))
PEER = SHARED / "peers" / "eager.py"
PYTHON = "/usr/bin/python3"

BASE = dict(hidden=768, layers=12, heads=12, vocabulary=50265, batch=16, length=128)
SMALL = dict(hidden=128, layers=12, heads=4, vocabulary=8000, batch=32, length=32)
SHAPES = {"768 wide, 16 x 128": (BASE, 3), "128 wide, 32 x 32": (SMALL, 15)}

# Prints the kernels of the OpenBLAS that PyTorch has brought.
EAGER_KERNELS = """
import ctypes, torch
torch.ones(2, 2) @ torch.ones(2, 2)
for path in sorted({line.split()[-1] for line in open("/proc/self/maps") if "blas" in line.split()[-1]}):
    try:
        name = ctypes.CDLL(path).openblas_get_corename
    except (AttributeError, OSError):
        continue
    name.restype = ctypes.c_char_p
    print(name().decode())
    break
"""


def words(options):
    return [word for name, value in options.items() for word in (f"--{name}", str(value))]


def ours(arguments, case, shape, *more):
    options, steps = SHAPES[shape]
    return [arguments.molex, "bench", "--json", "--case", case, *words(options), "--steps",
            str(arguments.steps or steps), *more]


def eager(arguments, shape, *more):
    options, steps = SHAPES[shape]
    return [PYTHON, str(PEER), *words(options), "--steps", str(arguments.steps or steps), *more]


def cola(arguments, name, padded, sections):
    """The starter's shape under LoRA on CoLA, rows by length as by default, or padded to 128; the configuration further
    as `sections` have it."""
    config = {
        "model": {"path": "starter"},
        "task": {"kind": "glue", "name": "cola", "path": str(SHARED / "data" / "glue" / "CoLA"), "max_length": 128},
        "method": {"kind": "lora"}, "routing": {"kind": "none"},
        "training": {"batch_size": 32},
        "runtime": {"device": "cpu", "precision": "fp32", "threads": 2},
    }
    for section, settings in sections.items():
        config[section].update(settings)
    if padded:
        config["runtime"].update(bucket_by_length=False, pad_to="max_length")
    folder = Path(arguments.folder) / name
    folder.mkdir(exist_ok=True)
    (folder / "run.json").write_text(json.dumps(config))
    return [arguments.molex, "run", str(folder / "run.json"), "--workspace", str(folder / "workspace"), "--json"]


def epoch(arguments, padded):
    """Some rows of CoLA, for their time alone."""
    return cola(arguments, "padded" if padded else "bucketed", padded,
                {"model": {"initialize": "random"}, "training": {"epochs": 1},
                 "task": {"train_limit": arguments.cola_rows, "dev_limit": 32}})


class Ratio:
    """One row: `of` over `to` in what `key` says; `goal` is the least of a speed-up, or the most of anything else."""

    def __init__(self, name, of, to, goal=None, key="step_seconds", at_least=True):
        self.name, self.of, self.to, self.goal, self.key, self.at_least = name, of, to, goal, key, at_least

    def value(self, results):
        return results[self.of][self.key] / results[self.to][self.key]

    def wanted(self):
        return "-" if self.goal is None else ("≥ " if self.at_least else "≤ ") + str(self.goal)

    def verdict(self, value):
        if self.goal is None:
            return "-"
        return "hit" if (value >= self.goal if self.at_least else value <= self.goal) else "miss"


def training(arguments, shape, goals):
    members = {
        "lora fp32": ours(arguments, "lora", shape, "--precision", "fp32"),
        "lora bf16": ours(arguments, "lora", shape, "--precision", "bf16"),
        "lora auto": ours(arguments, "lora", shape, "--precision", "auto"),
        "molex-batch": ours(arguments, "molex-batch", shape, "--precision", "fp32"),
        "molex-sequence": ours(arguments, "molex-sequence", shape, "--precision", "fp32"),
        "molex-token": ours(arguments, "molex-token", shape, "--precision", "fp32"),
        "molex-batch bf16": ours(arguments, "molex-batch", shape, "--precision", "bf16"),
        "molex-batch auto": ours(arguments, "molex-batch", shape, "--precision", "auto"),
        "full fp32": ours(arguments, "full", shape, "--precision", "fp32"),
        "eager fp32": eager(arguments, shape),
        "eager bf16": eager(arguments, shape, "--bf16"),
        "eager molex": eager(arguments, shape, "--molex"),
        "eager molex bf16": eager(arguments, shape, "--molex", "--bf16"),
    }
    ratios = [
        Ratio(f"LoRA, {shape}: eager fp32 over ours fp32", "eager fp32", "lora fp32", goals["fp32"]),
        Ratio(f"LoRA, {shape}: eager fp32 over ours auto", "eager fp32", "lora auto", goals["auto"]),
        Ratio(f"LoRA, {shape}: eager bf16 over ours bf16", "eager bf16", "lora bf16", goals["bf16"]),
        Ratio(f"LoRA, {shape}: eager bf16 over ours auto", "eager bf16", "lora auto", goals["bf16"]),
        Ratio(f"MoLEx batch vote over LoRA, {shape}, fp32", "molex-batch", "lora fp32", goals["batch"], at_least=False),
        Ratio(f"MoLEx sequence vote over LoRA, {shape}, fp32", "molex-sequence", "lora fp32", 2.1, at_least=False),
        Ratio(f"MoLEx token vote over LoRA, {shape}, fp32", "molex-token", "lora fp32", 2.6, at_least=False),
        Ratio(f"MoLEx batch vote over LoRA, {shape}, fp32, peak memory", "molex-batch", "lora fp32", 1.5,
              "peak_memory_bytes", at_least=False),
        Ratio(f"MoLEx sequence vote over LoRA, {shape}, fp32, peak memory", "molex-sequence", "lora fp32", 1.5,
              "peak_memory_bytes", at_least=False),
        Ratio(f"MoLEx token vote over LoRA, {shape}, fp32, peak memory", "molex-token", "lora fp32", 1.5,
              "peak_memory_bytes", at_least=False),
        Ratio(f"MoLEx batch vote over LoRA, {shape}, eager's fp32", "eager molex", "eager fp32"),
        Ratio(f"MoLEx batch vote over LoRA, {shape}, eager's fp32, peak memory", "eager molex", "eager fp32",
              key="peak_memory_bytes"),
        Ratio(f"MoLEx batch vote, {shape}: eager fp32 over ours fp32", "eager molex", "molex-batch"),
        Ratio(f"MoLEx batch vote, {shape}: eager fp32 over ours auto", "eager molex", "molex-batch auto"),
        Ratio(f"MoLEx batch vote, {shape}: eager bf16 over ours bf16", "eager molex bf16", "molex-batch bf16"),
        Ratio(f"MoLEx batch vote, {shape}: eager bf16 over ours auto", "eager molex bf16", "molex-batch auto"),
        Ratio(f"full fine-tuning over LoRA, {shape}, fp32", "full fp32", "lora fp32"),
    ]
    if "memory" in goals:
        ratios.append(Ratio(f"LoRA, {shape}: ours fp32 over eager fp32, peak memory", "lora fp32", "eager fp32",
                            goals["memory"], "peak_memory_bytes", at_least=False))
    return members, ratios


def evaluation(arguments, shape):
    members = {
        "lora fp32": ours(arguments, "lora", shape, "--precision", "fp32", "--eval"),
        "lora bf16": ours(arguments, "lora", shape, "--precision", "bf16", "--eval"),
        "lora auto": ours(arguments, "lora", shape, "--precision", "auto", "--eval"),
        "eager fp32": eager(arguments, shape, "--eval"),
        "eager bf16": eager(arguments, shape, "--eval", "--bf16"),
    }
    return members, [
        Ratio(f"evaluation, {shape}: eager fp32 over ours fp32", "eager fp32", "lora fp32", 1.5),
        Ratio(f"evaluation, {shape}: eager fp32 over ours auto", "eager fp32", "lora auto", 3.5),
        Ratio(f"evaluation, {shape}: eager bf16 over ours bf16", "eager bf16", "lora bf16", 1.2),
        Ratio(f"evaluation, {shape}: eager bf16 over ours auto", "eager bf16", "lora auto", 1.2),
    ]


def buckets(arguments):
    members = {"CoLA bucketed": epoch(arguments, False), "CoLA padded": epoch(arguments, True)}
    rows = f"first {arguments.cola_rows:,} rows" if arguments.cola_rows else "all rows"
    return members, [Ratio(f"an epoch of CoLA's {rows}, starter's shape: samples/s bucketed over padded to 128",
                           "CoLA bucketed", "CoLA padded", 4, "samples_per_second")]


ALIKE = 1e-5
ALIKE_ROW = "CoLA's dev predictions of one checkpoint, starter's shape, by length and padded to 128"


def groups(arguments):
    return [
        training(arguments, "128 wide, 32 x 32", dict(fp32=2, auto=3, bf16=1.5, batch=1.7)),
        evaluation(arguments, "128 wide, 32 x 32"),
        training(arguments, "768 wide, 16 x 128", dict(fp32=1.3, auto=3, bf16=1.2, batch=1.9, memory=0.6)),
        buckets(arguments),
    ]


def missing(arguments):
    """What cannot run here, by the first word of the members' names that need it."""
    reasons = {}
    require(arguments.molex)
    if not PEER.exists():
        reasons["eager"] = f"{PEER} is absent"
    elif subprocess.run([PYTHON, "-c",
                         "import importlib.util as u, sys; sys.exit(u.find_spec('torch') is None)"]).returncode:
        reasons["eager"] = f"{PYTHON} has no torch (Debian package python3-torch)"
    if not (SHARED / "data" / "glue" / "CoLA").exists():
        reasons["CoLA"] = f"{SHARED / 'data' / 'glue' / 'CoLA'} is absent"
    return reasons


def measured(name, command):
    run = subprocess.run(command, env={**os.environ, "MOLEX_DEVICE_LOCKS": ""}, capture_output=True, text=True)
    if run.returncode:
        last = run.stderr.strip().splitlines()[:1] or ["no message"]
        sys.exit(f"error: {name} ended with exit code {run.returncode}: {last[0]}")
    return json.loads(run.stdout)


def shown(results):
    if "step_seconds" in results:
        return f"{results['step_seconds'] * 1e3:.1f} ms"
    return f"{results['samples_per_second']:.1f} samples/s"


def require(molex):
    if not Path(molex).exists():
        sys.exit(f"error: {molex} is not there; build it with cmake --build --preset release --target molex")


def our_kernels(molex):
    findings = measured("molex doctor", [molex, "doctor", "--json"])["findings"]
    return next((finding["value"] for finding in findings if finding["key"] == "BLAS kernels"), "not known")


def eager_kernels():
    run = subprocess.run([PYTHON, "-c", EAGER_KERNELS], capture_output=True, text=True)
    return run.stdout.strip() or "not known"


def warn_of_forced_kernels():
    if forced := os.environ.get("OPENBLAS_CORETYPE"):
        print(f"warning: OPENBLAS_CORETYPE is {forced}, for both sides; users have not set it and get other figures",
              file=sys.stderr, flush=True)


def in_turns(count, members):
    """So many rounds of all members, in another order every round; what each printed, by name."""
    rounds = []
    for index in range(count):
        names = list(members)
        names = names[index % len(names):] + names[:index % len(names)]
        results = {}
        for name in names:
            results[name] = measured(name, members[name])
            print(f"round {index + 1}: {name}: {shown(results[name])}", file=sys.stderr, flush=True)
        rounds.append(results)
    return rounds


def measure(arguments, members, ratios):
    """Prints a row for each ratio; returns how many miss their goal."""
    rounds = in_turns(arguments.rounds, members)
    missed = 0
    for ratio in ratios:
        values = [ratio.value(results) for results in rounds]
        middle = statistics.median(values)
        used = "".join(f" ({rounds[0][name]['precision']})" for name in (ratio.of, ratio.to) if name.endswith("auto"))
        print(f"| {ratio.name}{used} | {ratio.wanted()} | {middle:.2f} | {min(values):.2f} to {max(values):.2f} "
              f"| {ratio.verdict(middle)} |", flush=True)
        missed += ratio.verdict(middle) == "miss"
    return missed


def scored_rows(arguments, name, run):
    """Label, prediction and the label's probability of each dev row after a run's last step."""
    folder = Path(arguments.folder) / name
    out = folder / "csv"
    measured(f"the rows of {name}", [arguments.molex, "export", str(run), "--format", "csv", "--out", str(out),
                                     "--workspace", str(folder / "workspace"), "--json"])
    with open(out / "rows.csv", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["split"] == "dev"]
    last = max(int(row["step"]) for row in rows)
    return [(row["label"], row["prediction"], float(row["label_probability"]))
            for row in rows if int(row["step"]) == last]


def predicted_alike(arguments):
    """Prints a row for what padding changes in the predictions of one checkpoint: LoRA on the starter model is trained
    and scores CoLA's dev rows by length; a run that begins with its adapter and head, and learns at a rate of 0, scores
    them padded. Returns whether the goal is missed."""
    trained = measured("CoLA trained", cola(arguments, "trained", False, {
        "training": {"steps": 100, "learning_rate": 0.002}, "task": {"train_limit": 3200}}))
    adapter = str(Path(arguments.folder) / "adapter")
    measured("CoLA's adapter", [arguments.molex, "export", str(trained["run"]), "--format", "peft", "--out", adapter,
                                "--workspace", str(Path(arguments.folder) / "trained" / "workspace"), "--json"])
    padded = measured("CoLA padded", cola(arguments, "scored-padded", True, {
        "method": {"start": adapter}, "training": {"steps": 1, "learning_rate": 0}, "task": {"train_limit": 32}}))
    by_length = scored_rows(arguments, "trained", trained["run"])
    pairs = list(zip(by_length, scored_rows(arguments, "scored-padded", padded["run"]), strict=True))
    if any(one[0] != other[0] for one, other in pairs):
        sys.exit("error: the two runs have scored different rows")
    largest = max(abs(one[2] - other[2]) for one, other in pairs)
    others = sum(one[1] != other[1] for one, other in pairs)
    is_hit = largest <= ALIKE and others == 0
    print(f"| {ALIKE_ROW}: largest difference of a label's probability, {len(pairs):,} rows once, {others} with "
          f"another class | ≤ {ALIKE:g} | {largest:.1e} | - | {'hit' if is_hit else 'miss'} |", flush=True)
    return not is_hit


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--molex", default=str(CHECKOUT / "build" / "release" / "bin" / "molex"))
    parser.add_argument("--rounds", type=int, default=5, help="pairs of each ratio")
    parser.add_argument("--steps", type=int, default=0, help="timed steps of a process (0: 3 at 768 wide, 15 at 128)")
    parser.add_argument("--only", default="", help="ratios whose name has this text")
    parser.add_argument("--cola-rows", type=int, default=1600, help="training rows of CoLA (0: all)")
    parser.add_argument("--strict", action="store_true", help="exit status 1 where a goal is missed")
    arguments = parser.parse_args()
    if arguments.rounds < 1 or arguments.steps < 0 or arguments.cola_rows < 0:
        parser.error("--rounds must be 1 or more, --steps and --cola-rows 0 or more")
    reasons = missing(arguments)
    warn_of_forced_kernels()
    theirs = "" if "eager" in reasons else f"; eager's: {eager_kernels()}"
    print(f"BLAS kernels, ours: {our_kernels(arguments.molex)}{theirs}\n")
    missed = 0
    with tempfile.TemporaryDirectory() as arguments.folder:
        print(f"| ratio, median of {arguments.rounds} | goal | reached | from, to | goal hit |\n|---|---|---|---|---|",
              flush=True)
        for members, ratios in groups(arguments):
            wanted = [ratio for ratio in ratios if arguments.only in ratio.name]
            can = []
            for ratio in wanted:
                reason = next((reasons[name.split()[0]] for name in (ratio.of, ratio.to)
                               if name.split()[0] in reasons), None)
                if reason:
                    print(f"skipped: {ratio.name}: {reason}", file=sys.stderr)
                else:
                    can.append(ratio)
            needed = {name for ratio in can for name in (ratio.of, ratio.to)}
            if can:
                missed += measure(arguments, {name: members[name] for name in members if name in needed}, can)
        if arguments.only in ALIKE_ROW:
            if "CoLA" in reasons:
                print(f"skipped: {ALIKE_ROW}: {reasons['CoLA']}", file=sys.stderr)
            else:
                missed += predicted_alike(arguments)
    sys.exit(1 if arguments.strict and missed else 0)


if __name__ == "__main__":
    main()
