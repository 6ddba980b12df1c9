#!/usr/bin/python3
"""What the store and the window cost in training throughput: the goal is under 2 % of the bare engine's step each.

    cmake --build --preset release --target molex molex-workbench
    tests/benchmarks/overhead.py [--rounds 5] [--steps 150] [--programs build/release/bin]

LoRA on a drawn RoBERTa-shaped model, 12 layers, 128 wide, batches of 32 x 32, float32, 2 threads. Four programs take
turns, in another order every round: `molex bench` (the step alone), `molex run` (with data, log and store), the window with
its plots on the Metrics tab, and the window with one arena of malloc() for all threads, since its training thread otherwise
allocates in an arena of its own, which gives memory back after every step. A step is the median of all but the first ten;
a cost is taken against the bare step of the same round. Without a display the window draws into memory
(QT_QPA_PLATFORM=offscreen). Needs a machine that does nothing else.
"""
import argparse
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
STARTER = CHECKOUT / "resources" / "models" / "starter"
SHAPE = dict(hidden=128, layers=12, heads=4, vocabulary=8000, batch=32, length=32)
WARM_UP = 10
GOAL = 0.02


def write_inputs(folder, steps):
    """The model's folder, rows that fill their length, and the run's configuration."""
    model = folder / "model"
    model.mkdir()
    shape = json.loads((STARTER / "config.json").read_text())
    shape.update(vocab_size=SHAPE["vocabulary"], hidden_size=SHAPE["hidden"], num_hidden_layers=SHAPE["layers"],
                 num_attention_heads=SHAPE["heads"], intermediate_size=4 * SHAPE["hidden"],
                 max_position_embeddings=SHAPE["length"] + 2, hidden_dropout_prob=0.1,
                 attention_probs_dropout_prob=0.1, classifier_dropout=0.0, weights="random")
    (model / "config.json").write_text(json.dumps(shape))
    for name in ("vocab.json", "merges.txt"):
        (model / name).write_bytes((STARTER / name).read_bytes())
    task = folder / "glue" / "SST-2"
    task.mkdir(parents=True)
    draw = random.Random(1)
    for name, rows in (("train", 50 * SHAPE["batch"]), ("dev", SHAPE["batch"])):
        lines = [" ".join(draw.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(2 * SHAPE["length"])) + f"\t{row % 2}"
                 for row in range(rows)]
        (task / f"{name}.tsv").write_text("sentence\tlabel\n" + "\n".join(lines) + "\n")
    config = {
        "name": "overhead",
        "model": {"path": str(model), "initialize": "random"},
        "task": {"kind": "glue", "name": "sst2", "path": str(task), "max_length": SHAPE["length"]},
        "method": {"kind": "lora"}, "routing": {"kind": "none"},
        "training": {"steps": steps, "batch_size": SHAPE["batch"], "evaluate_every": steps, "checkpoint_every": steps},
        "runtime": {"device": "cpu", "precision": "fp32", "threads": 2, "bucket_by_length": False, "pad_to": "max_length"},
    }
    (folder / "run.json").write_text(json.dumps(config))


class Programs:
    def __init__(self, folder, programs, steps):
        self.folder, self.programs, self.steps, self.runs = folder, programs, steps, 0

    def json_of(self, *words):
        run = subprocess.run([self.programs / "molex", *words, "--json"], capture_output=True, text=True)
        if run.returncode:
            sys.exit(f"error: molex {words[0]} ended with exit code {run.returncode}: {run.stderr.strip()[:300]}")
        return json.loads(run.stdout)

    def workspace(self):
        self.runs += 1
        return self.folder / f"workspace-{self.runs}"

    def step_of_run(self, workspace):
        """Median seconds of a step, by the training time that the store has at each."""
        times = self.json_of("series", "1", "loss", "--workspace", str(workspace))["times"][WARM_UP:]
        return statistics.median(after - before for before, after in zip(times, times[1:]))

    def bench(self):
        words = [word for name, value in SHAPE.items() for word in (f"--{name}", str(value))]
        return self.json_of("bench", "--case", "lora", *words, "--steps", str(self.steps - WARM_UP))["step_seconds"]

    def run(self):
        workspace = self.workspace()
        self.json_of("run", str(self.folder / "run.json"), "--workspace", str(workspace))
        return self.step_of_run(workspace)

    def window(self, tunables=""):
        workspace = self.workspace()
        environment = dict(os.environ, XDG_CONFIG_HOME=str(self.folder / "settings"))
        if tunables:
            environment["GLIBC_TUNABLES"] = tunables
        if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            environment["QT_QPA_PLATFORM"] = "offscreen"
        window = subprocess.Popen([self.programs / "molex-workbench", "--workspace", str(workspace), "--config",
                                   str(self.folder / "run.json"), "--start"], env=environment)
        last = workspace / "runs" / "1" / "checkpoints" / f"step-{self.steps:08d}" / "complete"
        while not last.exists():
            if window.poll() is not None:
                sys.exit(f"error: the window ended before its run, with exit code {window.returncode}")
            time.sleep(0.5)
        time.sleep(2)  # the store has the rest
        window.send_signal(signal.SIGTERM)
        window.wait(timeout=60)
        return self.step_of_run(workspace)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", type=Path, default=CHECKOUT / "build" / "release" / "bin")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=150)
    arguments = parser.parse_args()
    if arguments.rounds < 1 or arguments.steps < 3 * WARM_UP:
        parser.error(f"--rounds must be 1 or more, --steps {3 * WARM_UP} or more")
    for program in ("molex", "molex-workbench"):
        if not (arguments.programs / program).exists():
            sys.exit(f"error: {arguments.programs / program} is not there; build it")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_inputs(folder, arguments.steps)
        programs = Programs(folder, arguments.programs.resolve(), arguments.steps)
        members = {
            "the step alone (molex bench)": programs.bench,
            "molex run": programs.run,
            "the window": programs.window,
            "the window, one arena": lambda: programs.window("glibc.malloc.arena_max=1"),
        }
        rounds = []
        for index in range(arguments.rounds):
            names = list(members)
            names = names[index % len(names):] + names[:index % len(names)]
            results = {}
            for title in names:
                results[title] = members[title]()
                print(f"round {index + 1}: {title}: {results[title] * 1e3:.1f} ms", file=sys.stderr, flush=True)
            rounds.append(results)
    bare = next(iter(members))
    print(f"| what, median of {arguments.rounds} | ms a step | cost | from, to | goal hit |\n|---|---|---|---|---|")
    for title in members:
        step = 1e3 * statistics.median(results[title] for results in rounds)
        costs = [results[title] / results[bare] - 1 for results in rounds]
        if title == bare:
            print(f"| {title} | {step:.1f} | - | - | - |")
            continue
        middle = statistics.median(costs)
        print(f"| {title} | {step:.1f} | {middle:+.1%} | {min(costs):+.1%} to {max(costs):+.1%} "
              f"| {'hit' if middle < GOAL else 'miss'} |")


if __name__ == "__main__":
    main()
