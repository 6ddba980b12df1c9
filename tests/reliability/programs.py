"""Calls of molex, and what its store holds, for the drivers of this folder."""
import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from urllib.parse import quote

PATIENCE = 240  # seconds for one call
FILE = "workspace.sqlite"


class Failure(Exception):
    """What should not be."""


def require(condition, sentence):
    if not condition:
        raise Failure(sentence)


def sentence_of(problem):
    """Of a failed case: what is not a Failure has its kind before it, since "'status'" alone tells nobody of a key."""
    return str(problem) if isinstance(problem, Failure) else f"{type(problem).__name__}: {problem}"


class Molex:
    """The program with a workspace of its own; what started processes print goes to molex.log beside it."""

    def __init__(self, program, workspace):
        self.program = str(program)
        self.workspace = workspace
        self.environment = {**os.environ, "MOLEX_WORKSPACE": str(workspace), "OMP_NUM_THREADS": "1",
                            "MOLEX_DEVICE_LOCKS": ""}  # several train at a time

    def start(self, *words):
        with open(self.workspace.parent / "molex.log", "ab") as log:
            return subprocess.Popen([self.program, *map(str, words)], env=self.environment, stdin=subprocess.DEVNULL,
                                    stdout=log, stderr=log)

    def call(self, *words):
        command = [self.program, *map(str, words)]
        try:
            done = subprocess.run(command, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True,
                                  text=True, timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            raise Failure(f"molex {' '.join(command[1:])} did not end") from None
        require(done.returncode == 0, f"molex {' '.join(command[1:])} ended with {done.returncode}: "
                                      f"{done.stderr.strip()[-600:]}")
        return done.stdout

    def json(self, *words):
        return json.loads(self.call(*words, "--json"))

    def record(self, name, scratch):
        """Every point, evaluation and routing record of a run, without what is the machine's: times, speeds, memory."""
        file = scratch / f"{name}.jsonl"
        self.call("export", name, "--format", "jsonl", "--out", file)
        lines = []
        for line in file.read_text().splitlines():
            entry = json.loads(line)
            is_kept = entry["type"] in ("point", "evaluation", "routing", "row_evaluation", "routing_evaluation")
            is_measured = entry.get("key", "").endswith(("_per_second", "peak_memory_bytes"))
            if is_kept and not is_measured:
                entry.pop("seconds", None)
                lines.append(entry)
        return lines


class Snapshot:
    """What is committed in a store at one moment."""

    # For each table the run, what names a row, and what of it stays as it is. Rows of a run are only added while a
    # process records it.
    FIXED = {"log": "SELECT run, id, time, step, level, text FROM log",
             "evaluations": "SELECT run, id, step, epoch, seconds, split, rows, best FROM evaluations",
             "evaluation_values": "SELECT run, evaluation, place, key, value FROM evaluation_values "
                                  "JOIN evaluations ON id = evaluation",
             "routing_evaluations": "SELECT run, step, split, data FROM routing_evaluations",
             "row_evaluations": "SELECT run, step, split, data FROM row_evaluations",
             "imports": "SELECT run, kind, source, hash FROM imports"}
    # Blocks grow, and a checkpoint's place takes a later one.
    GROWING = {"series_blocks": "SELECT run, key, block, points, data FROM series_blocks JOIN series ON id = series",
               "routing_blocks": "SELECT run, 0, block, last_step, data FROM routing_blocks",
               "checkpoints": "SELECT run, path, 0, step, NULL FROM checkpoints"}

    def __init__(self, database):
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        self.version = database.execute("PRAGMA user_version").fetchone()[0]
        self.runs = {}
        if "runs" in tables:
            for run, name, state, step in database.execute("SELECT id, name, state, step FROM runs"):
                self.runs[run] = {"name": name, "state": state, "step": step}
        self.fixed = {(table, *row) for table, query in self.FIXED.items() if table in tables
                      for row in database.execute(query)}
        self.growing = {(table, *row[:3]): row[3:] for table, query in self.GROWING.items() if table in tables
                        for row in database.execute(query)}

    def state_of(self, name):
        return next((run["state"] for run in self.runs.values() if run["name"] == name), None)

    def lost_in(self, after):
        """What is here and not in `after`. Of runs that waited or were interrupted only that they are there: going on
        forgets what lies beyond their checkpoint."""
        lost = [f"run {run}" for run in self.runs.keys() - after.runs.keys()]
        recorded = {run for run, fields in self.runs.items() if fields["state"] not in ("queued", "interrupted")}
        lost += [f"step {self.runs[run]['step']} of run {run}" for run in recorded & after.runs.keys()
                 if after.runs[run]["step"] < self.runs[run]["step"]]
        lost += [f"row {row[:4]}" for row in self.fixed - after.fixed if row[1] in recorded]
        for block, (size, data) in self.growing.items():
            kept = after.growing.get(block, (-1, None))
            if block[1] in recorded and (kept[0] < size or (kept[0] == size and kept[1] != data)):
                lost.append(f"block {block} of {size}, of which {kept[0]} are left")
        return lost


def committed(workspace):
    """By a second connection, as it is now; none where there is no store yet, or it is being made."""
    try:
        address = f"file:{quote(str(workspace / FILE))}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=10)) as database:
            database.execute("BEGIN")
            return Snapshot(database)
    except sqlite3.DatabaseError:
        return None


def is_recording(workspace):
    """Whether the store says that a run is under way; after a kill it says so until molex looks at it again."""
    try:
        address = f"file:{quote(str(workspace / FILE))}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=10)) as database:
            return database.execute("SELECT count(*) FROM runs WHERE state = 'running'").fetchone()[0] > 0
    except sqlite3.DatabaseError:
        return False


def sound(workspace, scratch, name=FILE):
    """What the files of a killed process hold, looked at in a copy so that molex meets them as they are."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    if not (workspace / name).exists():
        return None
    for suffix in ("", "-wal", "-journal"):
        if (workspace / (name + suffix)).exists():
            shutil.copy(workspace / (name + suffix), scratch)
    try:
        with closing(sqlite3.connect(scratch / name, isolation_level=None)) as database:
            answer = database.execute("PRAGMA integrity_check").fetchone()[0]
            require(answer == "ok", f"{name}: integrity_check says {answer}")
            return Snapshot(database)
    except sqlite3.DatabaseError as error:
        raise Failure(f"{name}: {error}") from None
