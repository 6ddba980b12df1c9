#!/usr/bin/env python3
"""Kills molex (SIGKILL) at random moments and looks at what is left.

    tests/reliability/kills.py --molex build/release/bin/molex [--kills 1000] [--seed 1] [--jobs 1]
    tests/reliability/kills.py --molex build/release/bin/molex --moments imports --case 17 --seed 1 --keep

After each kill it looks at what SQLite finds in a copy of the store (integrity_check), whether every row is there that
a second connection had read as committed just before, whether the workspace opens and the run is interrupted, and
whether the work goes on; what comes to its end is compared bit by bit with what nobody killed. Prints a table and ends
with 1 where something failed. The second form repeats one case: its moments are drawn alike, how far the machine gets
by then is not.
"""
import argparse
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
from programs import Failure, require

MOST_FAILURES = 20  # then the rest would tell nothing new


class Tally:
    """Kills and failures by moment, from several threads."""

    def __init__(self, wanted, each, moments):
        self.wanted = wanted
        self.most_cases = each * len(moments) if each else 20 * wanted
        self.is_counted_by_kills = not each
        self.kills = dict.fromkeys(moments, 0)
        self.cases = dict.fromkeys(moments, 0)
        self.failures = {moment: [] for moment in moments}
        self.lock = threading.Lock()
        self.next_case = 0

    def take(self):
        """The next case's number; none when there are kills enough."""
        with self.lock:
            is_hopeless = sum(map(len, self.failures.values())) >= MOST_FAILURES
            has_enough = self.is_counted_by_kills and sum(self.kills.values()) >= self.wanted
            if is_hopeless or has_enough or self.next_case >= self.most_cases:
                return None
            self.next_case += 1
            return self.next_case - 1

    def add(self, moment, kills, failure):
        with self.lock:
            self.kills[moment] += kills
            self.cases[moment] += 1
            if failure:
                self.failures[moment].append(failure)

    def table(self):
        rows = [("moment", "cases", "kills", "failures")]
        rows += [(moment, self.cases[moment], self.kills[moment], len(self.failures[moment])) for moment in self.kills]
        rows.append(("all", *(sum(row[column] for row in rows[1:]) for column in (1, 2, 3))))
        return "\n".join(f"| {row[0]:<13} | {row[1]:>6} | {row[2]:>6} | {row[3]:>8} |" for row in rows)


def run_case(options, moment, case, folder):
    """One case in a folder of its own; returns its kills and what went wrong."""
    draw = random.Random(f"{options.seed}/{moment.name}/{case}")
    failure = None
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    killer = Killer()
    try:
        moment.case(folder, draw, killer)
    except (Failure, OSError, ValueError) as problem:
        failure = f"{moment.name}: --seed {options.seed} --case {case}: {problem}"
        print(failure, file=sys.stderr, flush=True)
    if not (options.keep or failure):
        shutil.rmtree(folder, ignore_errors=True)
    return killer.kills, failure


class Killer:
    """Counts the kills of one case."""

    def __init__(self):
        self.kills = 0

    def kill(self, process):
        """False when it had ended before."""
        process.kill()
        code = process.wait()
        require(code in (0, -signal.SIGKILL), f"{' '.join(process.args[1:3])} ended with {code} before it was killed")
        self.kills += 1 if code != 0 else 0
        return code != 0


def work(options, moments, tally, root):
    while (case := tally.take()) is not None:
        moment = moments[case % len(moments)]
        kills, failure = run_case(options, moment, case, root / f"case-{case}")
        tally.add(moment.name, kills, failure)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--molex", required=True, type=Path, help="the program")
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--each", type=int, help="so many cases of each moment, in place of a number of kills")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1, help="cases at a time")
    parser.add_argument("--moments", default=",".join(MOMENTS), help="which, separated by commas")
    parser.add_argument("--case", type=int, help="only this one, of the first of the moments")
    parser.add_argument("--folder", type=Path, help="where to work; otherwise a temporary folder")
    parser.add_argument("--keep", action="store_true", help="leave the folders of sound cases too")
    options = parser.parse_args()
    options.molex = options.molex.resolve()
    unknown = [name for name in options.moments.split(",") if name not in MOMENTS]
    if unknown or not options.molex.exists():
        parser.error(f"unknown moments: {', '.join(unknown)}" if unknown else f"{options.molex} does not exist")
    return options


def main():
    options = arguments()
    root = options.folder or Path(tempfile.mkdtemp(prefix="molex-kills-"))
    root = root.resolve()
    moments = [MOMENTS[name](name, options.molex, root / "inputs") for name in options.moments.split(",")]
    tally = Tally(options.kills, options.each, [moment.name for moment in moments])
    begun = time.monotonic()
    if options.case is not None:
        kills, failure = run_case(options, moments[0], options.case, root / f"case-{options.case}")
        tally.add(moments[0].name, kills, failure)
    else:
        with ThreadPoolExecutor(options.jobs) as pool:
            for worker in [pool.submit(work, options, moments, tally, root) for _ in range(options.jobs)]:
                worker.result()
    failures = sum(tally.failures.values(), [])
    print(tally.table())
    print(f"seed {options.seed}, {time.monotonic() - begun:.0f} s")
    if failures or options.keep:
        print(f"left in {root}")
    else:
        shutil.rmtree(root, ignore_errors=True)
    enough = options.case is not None or options.each or sum(tally.kills.values()) >= options.kills
    if not enough:
        print("too few processes could be killed before they ended", file=sys.stderr)
    return 1 if failures or not enough else 0


if __name__ == "__main__":
    sys.exit(main())
