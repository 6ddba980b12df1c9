#!/usr/bin/python3
"""What the store and the window cost in training throughput: the goal is under 2 % of a step of a run without them.

    cmake --build --preset release --target molex molex-workbench unrecorded_run
    tests/benchmarks/overhead.py [--spans 12] [--steps 50] [--turn 1] [--routing none molex]
                                 [--programs build/release/bin]

LoRA, under each --routing (by default alone and under MoLEx, which has routes to record), on a drawn RoBERTa-shaped
model, 12 layers, 128 wide, batches of 32 x 32, float32, 2 threads. Three programs train the same: the engine alone, of
which nothing is recorded (`unrecorded_run`), `molex run` (with log and store), and the window with its plots on the
Metrics tab. All three are begun, and then take turns of --turn seconds in which the two others are stopped (SIGSTOP),
in another order every time, so that whatever slows the machine for longer than a turn slows all three. The clock of a
program is the time of its own turns. A span is the --steps steps between two checkpoints with all that is done between
them, the checkpoint too; the first, in which programs start, does not count. A cost is that of a span against the same
span of the engine alone; printed are the median of all spans and its 95 % interval (of order statistics, without an
assumption about how they are spread). Without a display the window draws into memory (QT_QPA_PLATFORM=offscreen).
What a window does by the clock is done at the begin of a turn also for the time in which it was stopped, so that its
cost is rather overstated. The exit status is 1 where a median cost is above 2 %. Needs a machine that does nothing
else, and waits for no other run of the user's.
"""
import argparse
import itertools
import json
import math
import os
import random
import signal
import statistics
import string
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
STARTER = CHECKOUT / "resources" / "models" / "starter"
SHAPE = dict(hidden=128, layers=12, heads=4, vocabulary=8000, batch=32, length=32)
GOAL = 0.02
LOOK = 0.005  # seconds between two looks for the next checkpoint
START = 600  # seconds in which the first must be there


def write_inputs(folder, spans, span, routings):
    """The model's folder, rows that fill their length, and a configuration of each routing. Returns the latter."""
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
        texts = [" ".join(draw.choice(string.ascii_lowercase) for _ in range(2 * SHAPE["length"])) for _ in range(rows)]
        lines = [f"{text}\t{row % 2}" for row, text in enumerate(texts)]
        (task / f"{name}.tsv").write_text("sentence\tlabel\n" + "\n".join(lines) + "\n")
    files = {}
    for routing in routings:
        config = {
            "name": "overhead",
            "model": {"path": str(model), "initialize": "random"},
            "task": {"kind": "glue", "name": "sst2", "path": str(task), "max_length": SHAPE["length"]},
            "method": {"kind": "lora"}, "routing": {"kind": routing},
            "training": {"steps": (spans + 1) * span, "batch_size": SHAPE["batch"],
                         "evaluate_every": (spans + 1) * span, "checkpoint_every": span},
            "runtime": {"device": "cpu", "precision": "fp32", "threads": 2, "bucket_by_length": False,
                        "pad_to": "max_length"},
        }
        files[routing] = folder / f"run-{routing}.json"
        files[routing].write_text(json.dumps(config))
    return files


class Training:
    """A program that trains, stopped but in its turns. `times[i]` is its clock when checkpoint i + 1 was complete."""

    def __init__(self, command, checkpoints, spans, span, said):
        self.checkpoints, self.spans, self.span, self.said, self.times, self.clock = \
            checkpoints, spans, span, said, [], 0.0
        environment = dict(os.environ, MOLEX_DEVICE_LOCKS="", XDG_CONFIG_HOME=str(said.parent / "settings"))
        if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
            environment["QT_QPA_PLATFORM"] = "offscreen"
        with open(said, "w") as errors:
            self.process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=errors)

    def begin(self):
        """Trains up to the first checkpoint."""
        while not self.times and self.clock < START:
            self.turn(LOOK)
        if not self.times:
            sys.exit(f"error: {self.process.args[0]} has no checkpoint after {START} s")

    def turn(self, seconds):
        """Goes on for so many seconds, and stops."""
        begin = time.perf_counter()
        self.process.send_signal(signal.SIGCONT)
        while (taken := time.perf_counter() - begin) < seconds and not self.is_done():
            time.sleep(min(LOOK, seconds - taken))
            self.look(begin)
        self.process.send_signal(signal.SIGSTOP)
        self.clock += time.perf_counter() - begin

    def is_done(self):
        return len(self.times) > self.spans

    def look(self, begin):
        step = (len(self.times) + 1) * self.span
        if (self.checkpoints / f"step-{step:08d}" / "complete").exists():
            self.times.append(self.clock + time.perf_counter() - begin)
        elif self.process.poll() is not None:
            sys.exit(f"error: {self.process.args[0]} ended before step {step} with exit code "
                     f"{self.process.returncode}: {self.said.read_text()[-300:].strip()}")

    def end(self):
        self.process.kill()
        self.process.wait()


def span_seconds(commands, spans, arguments, folder):
    """Of each of `commands`, by title, what each span took; all of them take turns."""
    trainings = {}
    try:
        for title, (command, checkpoints) in commands.items():
            trainings[title] = Training(command, checkpoints, spans, arguments.steps, folder / f"said-{len(trainings)}")
            trainings[title].begin()
        order = list(trainings)
        while not all(training.is_done() for training in trainings.values()):
            for title in order:
                trainings[title].turn(arguments.turn)
            order = order[1:] + order[:1]
    finally:
        for training in trainings.values():
            training.end()
    return {title: [late - early for early, late in itertools.pairwise(training.times)]
            for title, training in trainings.items()}


def median_interval(values):
    """The smallest interval of order statistics that has the median with a probability of at least 95 %, or None."""
    ordered, count = sorted(values), len(values)
    outside, lower = 0.0, 0
    while 2 * (outside + math.comb(count, lower) / 2 ** count) <= 0.05:
        outside += math.comb(count, lower) / 2 ** count
        lower += 1
    return (ordered[lower - 1], ordered[count - lower]) if lower > 0 else None


def print_rows(routing, results):
    """Prints the rows of a routing; returns whether the goal is hit."""
    bare = next(iter(results))
    is_hit = True
    training = "LoRA" if routing == "none" else f"LoRA under {routing}"
    for title, seconds in results.items():
        steps = f"{1e3 * statistics.median(seconds):.2f}"
        if title == bare:
            print(f"| {training} | {title} | {steps} | - | - | - |")
            continue
        costs = [one / other - 1 for one, other in zip(seconds, results[bare])]
        middle, interval = statistics.median(costs), median_interval(costs)
        ends = "-" if interval is None else f"{interval[0]:+.2%} to {interval[1]:+.2%}"
        is_hit = is_hit and middle <= GOAL
        print(f"| {training} | {title} | {steps} | {middle:+.2%} | {ends} | {'hit' if middle <= GOAL else 'miss'} |")
    sys.stdout.flush()
    return is_hit


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", type=Path, default=CHECKOUT / "build" / "release" / "bin")
    parser.add_argument("--spans", type=int, default=12, help="how many are measured")
    parser.add_argument("--steps", type=int, default=50, help="of a span")
    parser.add_argument("--turn", type=float, default=1.0, metavar="SECONDS")
    parser.add_argument("--routing", nargs="+", default=["none", "molex"], metavar="KIND", help="kinds of the routing")
    arguments = parser.parse_args()
    if arguments.spans < 1 or arguments.steps < 1 or arguments.turn <= 0:
        parser.error("--spans, --steps and --turn must be above 0")
    for program in ("molex", "molex-workbench", "unrecorded_run"):
        if not (arguments.programs / program).exists():
            sys.exit(f"error: {arguments.programs / program} is not there; build it")
    programs = arguments.programs.resolve()
    is_hit = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = write_inputs(folder, arguments.spans, arguments.steps, arguments.routing)
        what = f"what, {arguments.spans} spans of {arguments.steps} steps"
        print(f"| training | {what} | ms a step, median | cost, median | 95 % interval | goal hit |\n"
              "|---|---|---|---|---|---|", flush=True)
        for routing, config in files.items():
            alone, run, window = (folder / f"{routing}-{which}" for which in ("alone", "run", "window"))
            results = span_seconds({
                "the engine alone": ([programs / "unrecorded_run", config, alone], alone),
                "with the store (molex run)":
                    ([programs / "molex", "run", config, "--workspace", run], run / "runs" / "1" / "checkpoints"),
                "with store and window":
                    ([programs / "molex-workbench", "--workspace", window, "--config", config, "--start"],
                     window / "runs" / "1" / "checkpoints"),
            }, arguments.spans, arguments, folder)
            steps = {title: [value / arguments.steps for value in seconds] for title, seconds in results.items()}
            is_hit = print_rows(routing, steps) and is_hit
    sys.exit(0 if is_hit else 1)


if __name__ == "__main__":
    main()
