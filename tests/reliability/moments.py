"""What kills.py may hit. Each moment makes its inputs once, with the result of a work that nobody killed, and then
cases."""
import json
import shutil
import subprocess
import threading
import time
from pathlib import Path

from inputs import SCHEMAS, pretrain_config, run_config, write_model, write_old_workspace, write_task, write_text
from programs import FILE, PATIENCE, Molex, committed, is_recording, require, sound

EARLY = 0.15  # share of kills before a process has begun to train


def pause(process, seconds):
    """Waits so long, or until the process has ended."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        pass


def same(result, whole):
    for part, content in whole.items():
        require(result[part] == content, f"{part}: not what they are where nobody killed anything")


def look_at(molex, before, scratch):
    """After a kill: nothing that was committed is lost, the workspace opens, nothing runs. Returns the runs' states."""
    after = sound(molex.workspace, scratch)
    if before is not None:
        require(after is not None, "the store is gone")
        lost = before.lost_in(after)
        require(not lost, f"lost: {'; '.join(lost[:5])}{' …' if len(lost) > 5 else ''}")
    if after is None:
        return {}
    listed = {run["name"]: run["status"] for run in molex.json("runs")}
    for run in after.runs.values():
        expected = "interrupted" if run["state"] in ("running", "paused") else run["state"]
        require(listed.get(run["name"]) == expected, f"{run['name']} is {listed.get(run['name'])}, not {expected}")
    require(not list((molex.workspace / "imports").glob("*")), "files of an import are left")
    return listed


class Moment:
    def __init__(self, name, program, inputs):
        self.name = name
        self.program = program
        self.folder = inputs / name
        self.lock = threading.Lock()
        self.made = None

    def whole(self):
        """What make() has found, once for all cases."""
        with self.lock:
            if self.made is None:
                shutil.rmtree(self.folder, ignore_errors=True)
                self.folder.mkdir(parents=True)
                self.made = self.make()
            return self.made

    def molex(self, folder):
        return Molex(self.program, folder / "workspace")

    def write_inputs(self, dev_rows=24, **training):
        write_model(self.folder / "model")
        write_task(self.folder / "task", dev_rows)
        return self.write_config("whole", **training)

    def write_config(self, name, **training):
        file = self.folder / f"{name}.json"
        file.write_text(json.dumps(run_config(name, self.folder / "model", self.folder / "task", **training)))
        return file

    @staticmethod
    def result(molex, name, scratch):
        """Everything of a finished run that must not depend on whether somebody killed it."""
        shown = molex.json("show", name)
        require(shown["status"] == "finished", f"{name} is {shown['status']}: {shown.get('reason', '')}")
        record = sorted(json.dumps(line, sort_keys=True) for line in molex.record(name, scratch))
        checkpoint = Path(shown["checkpoint"])
        files = {file: (checkpoint / file).read_bytes() for file in ("weights.safetensors", "optimizer.safetensors")}
        return {"metrics": shown["metrics"], "best": shown["best"], "record": record, **files}

    def timed_run(self, config):
        """Trains without a kill; seconds before and while it records, and the result."""
        molex = self.molex(self.folder)
        begun = time.monotonic()
        process = molex.start("run", config)
        self.until_recording(molex, process)
        startup = time.monotonic() - begun
        require(process.wait(PATIENCE) == 0, f"molex run failed; see {self.folder / 'molex.log'}")
        training = time.monotonic() - begun - startup
        return {"startup": startup, "training": training, "result": self.result(molex, "whole", self.folder)}

    @staticmethod
    def until_recording(molex, process):
        deadline = time.monotonic() + PATIENCE
        while process.poll() is None and time.monotonic() < deadline and not is_recording(molex.workspace):
            time.sleep(0.01)

    def wait(self, molex, process, draw, longest):
        """Until a drawn moment of a process that trains for about `longest` seconds."""
        is_early, share = draw.random() < EARLY, draw.random()
        if is_early:
            pause(process, share * self.whole()["startup"])
        else:
            self.until_recording(molex, process)
            pause(process, share * longest)


class Training(Moment):
    """`molex run` and `molex resume`, killed up to three times before they may come to the end."""

    SETTINGS = {"steps": {"steps": 160, "evaluate_every": 80, "checkpoint_every": 20},
                "evaluations": {"dev_rows": 400, "steps": 20, "evaluate_every": 1, "checkpoint_every": 4},
                "checkpoints": {"steps": 40, "evaluate_every": 40, "checkpoint_every": 1}}

    def make(self):
        self.config = self.write_inputs(**self.SETTINGS[self.name])
        return self.timed_run(self.config)

    def case(self, folder, draw, killer):
        whole = self.whole()
        molex = self.molex(folder)
        words = ("run", self.config)
        for _ in range(draw.randint(1, 3)):
            process = molex.start(*words)
            self.wait(molex, process, draw, 0.7 * whole["training"])
            before = committed(molex.workspace)
            is_killed = killer.kill(process)
            states = look_at(molex, before, folder / "copy")
            words = ("resume", "whole") if "whole" in states else ("run", self.config)
            if not is_killed or states.get("whole") == "finished":
                break
        if states.get("whole") != "finished":
            molex.call(*words)
        same(self.result(molex, "whole", folder), whole["result"])


class Migrations(Moment):
    """A workspace of an older program that is opened for the first time."""

    def make(self):
        old = {}
        for version in range(1, len(SCHEMAS)):
            write_old_workspace(self.folder / f"v{version}", version)
            old[version] = sound(self.folder / f"v{version}", self.folder / "copy")
        shutil.copytree(self.folder / "v1", self.folder / "workspace")
        begun = time.monotonic()
        self.molex(self.folder).call("runs", "--json")
        return {"old": old, "seconds": time.monotonic() - begun}

    def case(self, folder, draw, killer):
        whole = self.whole()
        version = draw.randrange(1, len(SCHEMAS))
        old = whole["old"][version]
        molex = self.molex(folder)
        shutil.copytree(self.folder / f"v{version}", molex.workspace)
        for _ in range(draw.randint(1, 3)):
            process = molex.start("runs", "--json")
            pause(process, draw.uniform(0, whole["seconds"]))
            is_killed = killer.kill(process)
            self.check(old, sound(molex.workspace, folder / "copy"), range(version, len(SCHEMAS) + 1))
            if not is_killed:
                break
        require(len(molex.json("runs")) == len(old.runs), "runs are missing")
        require(not list(molex.workspace.glob("*.partial-*")), "a half backup is left")
        self.check(old, sound(molex.workspace, folder / "copy"), (len(SCHEMAS),))
        backups = [file.name for file in molex.workspace.glob(f"{FILE}.v*.backup*")
                   if ".partial" not in file.name and file.suffix != ".seal"]
        require(any(name.startswith(f"{FILE}.v{version}.backup") for name in backups), "there is no backup")
        for name in backups:
            its_version = int(name.removeprefix(f"{FILE}.v").split(".")[0])
            self.check(old, sound(molex.workspace, folder / "copy", name), (its_version,))

    @staticmethod
    def check(old, found, versions):
        require(found is not None, "the store is gone")
        require(found.version in versions, f"its schema is {found.version}")
        lost = old.lost_in(found)
        require(not lost, f"a migration lost {'; '.join(lost[:5])}")


class Imports(Moment):
    """`molex import` of a bundle into a new workspace."""

    def make(self):
        source = self.timed_run(self.write_inputs(steps=24, evaluate_every=4, checkpoint_every=4))
        self.bundle = self.folder / "whole.molex"
        self.molex(self.folder).call("export", "whole", "--format", "bundle", "--out", self.bundle)
        begun = time.monotonic()
        Molex(self.program, self.folder / "timed").call("import", self.bundle)
        return {"seconds": time.monotonic() - begun, "result": source["result"]}

    def case(self, folder, draw, killer):
        whole = self.whole()
        molex = self.molex(folder)
        for _ in range(draw.randint(1, 3)):
            process = molex.start("import", self.bundle)
            pause(process, draw.uniform(0, whole["seconds"]))
            before = committed(molex.workspace)
            is_killed = killer.kill(process)
            if "whole" in look_at(molex, before, folder / "copy"): # then with all of its files
                same(self.result(molex, "whole", folder), whole["result"])
            if not is_killed:
                break
        molex.call("import", self.bundle)
        require(len(molex.json("runs")) == 1, "the run is there twice")
        same(self.result(molex, "whole", folder), whole["result"])


class Queue(Moment):
    """`molex queue work` with three runs."""

    NAMES = ("first", "second", "third")
    TRAINING = {"steps": 40, "evaluate_every": 10, "checkpoint_every": 5}

    def make(self):
        whole = self.timed_run(self.write_inputs(**self.TRAINING))
        self.configs = [self.write_config(name, **self.TRAINING) for name in self.NAMES]
        return whole

    def case(self, folder, draw, killer):
        whole = self.whole()
        molex = self.molex(folder)
        for config in self.configs:
            molex.call("queue", "add", config)
        for _ in range(draw.randint(1, 2)):
            process = molex.start("queue", "work")
            self.wait(molex, process, draw, 2.5 * whole["training"])
            before = committed(molex.workspace)
            is_killed = killer.kill(process)
            states = look_at(molex, before, folder / "copy")
            require(set(states) == set(self.NAMES), f"the runs are {', '.join(states)}")
            waiting = [run["name"] for run in molex.json("queue", "list")]
            require(waiting == [name for name in self.NAMES if states[name] == "queued"], f"{waiting} wait")
            if not is_killed:
                break
        molex.call("queue", "work")
        for run in molex.json("runs"):
            if run["status"] != "finished":
                molex.call("resume", run["name"])
        for name in self.NAMES:
            same(self.result(molex, name, folder), whole["result"])


class Pretraining(Moment):
    """`molex pretrain`, which has no store: its folder is all there is."""

    def make(self):
        write_text(self.folder / "train.txt", 120, 1)
        write_text(self.folder / "held-out.txt", 20, 2)
        begun = time.monotonic()
        result = self.trained(self.molex(self.folder), self.folder / "model")
        return {"seconds": time.monotonic() - begun, "result": result}

    def config(self, output):
        file = output.parent / "pretrain.json"
        file.write_text(json.dumps(pretrain_config(self.folder, output)))
        return file

    def trained(self, molex, output):
        """Goes on to the end; what it leaves, without times."""
        molex.call("pretrain", self.config(output))
        record = json.loads((output / "pretraining.json").read_text())
        for evaluation in record["evaluations"]:
            evaluation.pop("seconds")
        last = output / "checkpoints" / "step-00000060"
        files = [output / "config.json", output / "vocab.json", output / "merges.txt", output / "model.safetensors",
                 last / "weights.safetensors", last / "optimizer.safetensors"]
        return {"evaluations": record["evaluations"], **{file.name: file.read_bytes() for file in files}}

    def case(self, folder, draw, killer):
        whole = self.whole()
        molex = self.molex(folder)
        output = folder / "model"
        for _ in range(draw.randint(1, 3)):
            process = molex.start("pretrain", self.config(output))
            pause(process, draw.uniform(0, 0.9 * whole["seconds"]))
            is_killed = killer.kill(process)
            if (output / "pretraining.json").exists():
                json.loads((output / "pretraining.json").read_text())
            checkpoints = [entry for entry in (output / "checkpoints").glob("step-*") if "." not in entry.name]
            is_complete = any((entry / "complete").exists() for entry in checkpoints)
            require(is_complete or not checkpoints, "no checkpoint is complete")
            require(not is_complete or (output / "model.safetensors").exists(), "a checkpoint has no model beside it")
            if not is_killed:
                break
        same(self.trained(molex, output), whole["result"])


MOMENTS = {"steps": Training, "evaluations": Training, "checkpoints": Training, "migrations": Migrations,
           "imports": Imports, "queue": Queue, "pretraining": Pretraining}
