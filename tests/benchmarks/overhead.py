#!/usr/bin/python3
"""What the store and the window cost in training throughput: the goal is under 2 % of a step of a run without them.

    cmake --build --preset release --target molex molex-workbench unrecorded_run
    tests/benchmarks/overhead.py [--rounds 5] [--short 50] [--long 650] [--routing none molex]
                                 [--programs build/release/bin]

LoRA, under each --routing (by default alone and under MoLEx, which has routes to record), on a drawn RoBERTa-shaped
model, 12 layers, 128 wide, batches of 32 x 32, float32, 2 threads. Three programs take turns, in another order every
round: the engine alone, of which nothing is recorded (`unrecorded_run`), `molex run` (with log and store), and the
window with its plots on the Metrics tab. Each trains a short and a long run; a step is the difference of their wall
times over the difference of their steps, so that starts, ends, and the evaluation and the checkpoint at the end cancel
out, and all that is done between steps counts. The wall time is that from the start of the process until the last
checkpoint is complete. A cost is taken against the engine alone under the same routing in the same round. Without a
display the window draws into memory (QT_QPA_PLATFORM=offscreen). The exit status is 1 where a median cost is above 2 %.
Needs a machine that does nothing else, and waits for no other run of the user's.
"""
import argparse
import itertools
import json
import os
import random
import shutil
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
LOOK = 0.005  # seconds between two looks for the last checkpoint


def config_file(folder, routing, steps):
    return folder / f"run-{routing}-{steps}.json"


def write_inputs(folder, lengths, routings):
    """The model's folder, rows that fill their length, and a configuration of each routing and number of steps."""
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
    for routing, steps in itertools.product(routings, lengths):
        config = {
            "name": "overhead",
            "model": {"path": str(model), "initialize": "random"},
            "task": {"kind": "glue", "name": "sst2", "path": str(task), "max_length": SHAPE["length"]},
            "method": {"kind": "lora"}, "routing": {"kind": routing},
            "training": {"steps": steps, "batch_size": SHAPE["batch"], "evaluate_every": steps,
                         "checkpoint_every": steps},
            "runtime": {"device": "cpu", "precision": "fp32", "threads": 2, "bucket_by_length": False,
                        "pad_to": "max_length"},
        }
        config_file(folder, routing, steps).write_text(json.dumps(config))


class Programs:
    def __init__(self, folder, programs, lengths):
        self.folder, self.programs, self.lengths = folder, programs, lengths
        self.environment = dict(os.environ, MOLEX_DEVICE_LOCKS="", XDG_CONFIG_HOME=str(folder / "settings"))
        if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            self.environment["QT_QPA_PLATFORM"] = "offscreen"

    def seconds(self, command, checkpoints, steps, closes):
        """From the start until the last checkpoint is complete. A program that does not end by itself is closed."""
        last = checkpoints / f"step-{steps:08d}" / "complete"
        with open(self.folder / "said", "w+") as said:
            begin = time.perf_counter()
            with subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL, stderr=said) as process:
                while process.poll() is None and not last.exists():
                    time.sleep(LOOK)
                taken = time.perf_counter() - begin
                if closes and process.poll() is None:
                    time.sleep(2)  # the store has the rest
                    process.send_signal(signal.SIGTERM)
                try:
                    code = process.wait(timeout=120)
                except subprocess.TimeoutExpired:
                    process.kill()  # or it would be waited for without end
                    raise
            if not last.exists() or (code != 0 and not closes):
                said.seek(0)
                words = " ".join(map(str, command[:2]))
                sys.exit(f"error: {words} ended with exit code {code}: {said.read()[-300:].strip()}")
        return taken

    def step(self, train, routing):
        """Seconds of a step, by a short run and a long one."""
        short, long = ((steps, train(config_file(self.folder, routing, steps), steps)) for steps in self.lengths)
        return (long[1] - short[1]) / (long[0] - short[0])

    def place(self):
        """For the files of the next run; those of the one before are gone."""
        place = self.folder / "place"
        shutil.rmtree(place, ignore_errors=True)
        return place

    def alone(self, config, steps):
        place = self.place()
        return self.seconds([self.programs / "unrecorded_run", config, place], place, steps, closes=False)

    def run(self, config, steps):
        place = self.place()
        return self.seconds([self.programs / "molex", "run", config, "--workspace", place],
                            place / "runs" / "1" / "checkpoints", steps, closes=False)

    def window(self, config, steps):
        place = self.place()
        return self.seconds([self.programs / "molex-workbench", "--workspace", place, "--config", config, "--start"],
                            place / "runs" / "1" / "checkpoints", steps, closes=True)


def table(members, routings, rounds):
    """Prints it; returns whether every goal is hit. A round's results are by routing and member."""
    bare = members[0]
    is_hit = True
    print(f"| training | what, median of {len(rounds)} | ms a step | cost | from, to | goal hit |\n"
          "|---|---|---|---|---|---|")
    for routing, title in itertools.product(routings, members):
        training = "LoRA" if routing == "none" else f"LoRA under {routing}"
        step = 1e3 * statistics.median(results[routing, title] for results in rounds)
        if title == bare:
            print(f"| {training} | {title} | {step:.2f} | - | - | - |")
            continue
        costs = [results[routing, title] / results[routing, bare] - 1 for results in rounds]
        middle = statistics.median(costs)
        is_hit = is_hit and middle <= GOAL
        print(f"| {training} | {title} | {step:.2f} | {middle:+.2%} | {min(costs):+.2%} to {max(costs):+.2%} "
              f"| {'hit' if middle <= GOAL else 'miss'} |")
    return is_hit


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", type=Path, default=CHECKOUT / "build" / "release" / "bin")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--short", type=int, default=50, help="steps of the short run")
    parser.add_argument("--long", type=int, default=650, help="steps of the long run")
    parser.add_argument("--routing", nargs="+", default=["none", "molex"], metavar="KIND", help="kinds of the routing")
    arguments = parser.parse_args()
    if arguments.rounds < 1 or arguments.short < 1 or arguments.long <= arguments.short:
        parser.error("--rounds and --short must be 1 or more, --long more than --short")
    for program in ("molex", "molex-workbench", "unrecorded_run"):
        if not (arguments.programs / program).exists():
            sys.exit(f"error: {arguments.programs / program} is not there; build it")
    lengths = (arguments.short, arguments.long)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_inputs(folder, lengths, arguments.routing)
        programs = Programs(folder, arguments.programs.resolve(), lengths)
        members = {"the engine alone": programs.alone, "with the store (molex run)": programs.run,
                   "with store and window": programs.window}
        rounds = []
        for index in range(arguments.rounds):
            names = list(members)
            names = names[index % len(names):] + names[:index % len(names)]
            results = {}
            for routing, title in itertools.product(arguments.routing, names):
                step = programs.step(members[title], routing)
                results[routing, title] = step
                print(f"round {index + 1}: {routing}: {title}: {step * 1e3:.2f} ms", file=sys.stderr, flush=True)
            rounds.append(results)
    sys.exit(0 if table(list(members), arguments.routing, rounds) else 1)


if __name__ == "__main__":
    main()
