#!/usr/bin/env python3
"""Kills molex (SIGKILL) at random moments and looks at what is left.

    tests/reliability/kills.py --molex build/release/bin/molex [--kills 1000] [--seed 1] [--jobs 1]
    tests/reliability/kills.py --molex build/release/bin/molex --kills 200 --append FILE.json    # as often as you like
    tests/reliability/kills.py --table FILE.json
    tests/reliability/kills.py --molex build/release/bin/molex --moments imports --case 17 --seed 1 --keep

After each kill it looks at what SQLite finds in a copy of the store (integrity_check), whether every row is there that
a second connection had read as committed just before, whether the workspace opens and the run is interrupted, and
whether the work goes on; what comes to its end is compared bit by bit with what nobody killed. Prints a table and ends
with 1 where something failed. With --append a pass goes on behind the cases of earlier ones with its seed, and what it
finds is added to theirs after each case, so that it may be ended at any time. The last form repeats one case: its
moments are drawn alike, how far the machine gets by then is not.
"""
import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from moments import MOMENTS
from programs import require, sentence_of

MOST_FAILURES = 20  # then the rest would tell nothing new


class Record:
    """What passes have found by moment: cases, kills, kills after which unfinished files lay there, and failures; and
    how many cases were drawn from each seed. Kept in a file if there is one, which one pass at a time may write."""

    def __init__(self, file=None):
        self.file = file
        self.moments = {}
        self.drawn = {}
        self.seconds = 0
        if file and file.exists():
            content = json.loads(file.read_text())
            self.moments, self.drawn, self.seconds = content["moments"], content["drawn"], content["seconds"]

    def add(self, moment, killer, failure):
        entry = self.moments.setdefault(moment, {"cases": 0, "kills": 0, "unfinished": 0, "failures": []})
        entry["cases"] += 1
        entry["kills"] += killer.kills
        entry["unfinished"] += killer.unfinished
        entry["failures"] += [failure] if failure else []

    def save(self):
        """Whole, also where it is killed meanwhile."""
        if self.file:
            fresh = self.file.with_name(self.file.name + ".partial")
            fresh.write_text(json.dumps(vars(self) | {"file": None}, indent=1) + "\n")
            os.replace(fresh, self.file)

    def sum_of(self, field):
        return sum(entry[field] if field != "failures" else len(entry[field]) for entry in self.moments.values())

    def table(self):
        """In Markdown, then how what failed is repeated."""
        rows = [(moment, entry["cases"], entry["kills"], entry["unfinished"], len(entry["failures"]))
                for moment, entry in self.moments.items()]
        rows.append(("all", *(self.sum_of(field) for field in ("cases", "kills", "unfinished", "failures"))))
        lines = ["| moment        |  cases |  kills | unfinished files | failures |",
                 "|---------------|-------:|-------:|-----------------:|---------:|"]
        lines += [f"| {row[0]:<13} | {row[1]:>6} | {row[2]:>6} | {row[3]:>16} | {row[4]:>8} |" for row in rows]
        seeds = ", ".join(sorted(self.drawn, key=int))
        lines += ["", f"seed {seeds}, {self.seconds:.0f} s"]
        return "\n".join(lines + [failure for entry in self.moments.values() for failure in entry["failures"]])


class Tally:
    """Deals the cases of one pass and takes what they found, from several threads."""

    def __init__(self, options, moments, record):
        self.wanted = options.kills
        self.most_cases = options.each * len(moments) if options.each else 20 * options.kills
        self.is_counted_by_kills = not options.each
        self.seed = str(options.seed)
        self.first = record.drawn.get(self.seed, 0)
        self.next_case = self.first
        self.record = record
        self.kills = 0
        self.failures = 0
        self.begun = time.monotonic()
        self.lock = threading.Lock()

    def take(self):
        """The next case's number; none when there are kills enough."""
        with self.lock:
            has_enough = self.is_counted_by_kills and self.kills >= self.wanted
            if self.failures >= MOST_FAILURES or has_enough or self.next_case >= self.first + self.most_cases:
                return None
            self.next_case += 1
            return self.next_case - 1

    def add(self, moment, killer, failure):
        with self.lock:
            self.kills += killer.kills
            self.failures += 1 if failure else 0
            self.record.add(moment, killer, failure)
            self.record.drawn[self.seed] = self.next_case
            self.record.seconds += time.monotonic() - self.begun
            self.begun = time.monotonic()
            self.record.save()


def run_case(options, moment, case, folder):
    """One case in a folder of its own; returns who killed and what went wrong."""
    draw = random.Random(f"{options.seed}/{moment.name}/{case}")
    failure = None
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    killer = Killer(folder)
    try:
        moment.case(folder, draw, killer)
    except Exception as problem:  # whatever it is, the case has failed and the others go on
        failure = f"{moment.name}: --seed {options.seed} --case {case}: {sentence_of(problem)}"
        print(failure, file=sys.stderr, flush=True)
    if not (options.keep or failure):
        shutil.rmtree(folder, ignore_errors=True)
    return killer, failure


class Killer:
    """Counts the kills of one case, and those that left something half written in its folder."""

    def __init__(self, folder):
        self.folder = folder
        self.kills = 0
        self.unfinished = 0

    def kill(self, process):
        """False when it had ended before."""
        process.kill()
        code = process.wait()
        require(code in (0, -signal.SIGKILL), f"{' '.join(process.args[1:3])} ended with {code} before it was killed")
        if code == 0:
            return False
        self.kills += 1
        is_unfinished = any(".partial" in path.name or path.parent.name == "imports" for path in self.folder.rglob("*"))
        self.unfinished += 1 if is_unfinished else 0
        return True


def work(options, moments, tally, root):
    while (case := tally.take()) is not None:
        moment = moments[case % len(moments)]
        tally.add(moment.name, *run_case(options, moment, case, root / f"case-{case}"))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--molex", type=Path, help="the program")
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--each", type=int, help="so many cases of each moment, in place of a number of kills")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1, help="cases at a time")
    parser.add_argument("--moments", default=",".join(MOMENTS), help="which, separated by commas")
    parser.add_argument("--case", type=int, help="only this one, of the first of the moments")
    parser.add_argument("--append", type=Path, metavar="FILE", help="add to what earlier passes have found")
    parser.add_argument("--table", type=Path, metavar="FILE", help="only print what --append has gathered")
    parser.add_argument("--folder", type=Path, help="where to work; otherwise a temporary folder")
    parser.add_argument("--keep", action="store_true", help="leave the folders of sound cases too")
    options = parser.parse_args()
    if options.table:
        if not options.table.exists():
            parser.error(f"{options.table} does not exist")
        return options
    unknown = [name for name in options.moments.split(",") if name not in MOMENTS]
    if unknown:
        parser.error(f"unknown moments: {', '.join(unknown)}")
    if not options.molex or not options.molex.exists():
        parser.error(f"{options.molex} does not exist" if options.molex else "--molex is needed")
    if options.append and options.case is not None:
        parser.error("--case repeats what was counted before; it goes without --append")
    options.molex = options.molex.resolve()
    return options


def kill_many(options, record):
    """One pass; returns whether all was well and enough."""
    root = (options.folder or Path(tempfile.mkdtemp(prefix="molex-kills-"))).resolve()
    moments = [MOMENTS[name](name, options.molex, root / "inputs") for name in options.moments.split(",")]
    tally = Tally(options, moments, record)
    if options.case is not None:
        tally.add(moments[0].name, *run_case(options, moments[0], options.case, root / f"case-{options.case}"))
    else:
        with ThreadPoolExecutor(options.jobs) as pool:
            for worker in [pool.submit(work, options, moments, tally, root) for _ in range(options.jobs)]:
                worker.result()
    if tally.failures or options.keep:
        print(f"left in {root}", file=sys.stderr)
    else:
        shutil.rmtree(root, ignore_errors=True)
    enough = options.case is not None or options.each or tally.kills >= options.kills
    if not enough:
        print("too few processes could be killed before they ended", file=sys.stderr)
    return not tally.failures and enough


def main():
    options = arguments()
    record = Record(options.table or options.append)
    is_well = bool(record.moments) if options.table else kill_many(options, record)
    print(record.table())
    return 0 if is_well and not record.sum_of("failures") else 1


if __name__ == "__main__":
    sys.exit(main())
