#!/usr/bin/env python3
"""What all passes of tests/fuzz/run.sh --append FILE have done so far, for each target.

    tests/fuzz/totals.py FILE                                           # the sums, as a table in Markdown
    tests/fuzz/totals.py FILE add TARGET EXECUTIONS SECONDS FINDINGS    # of one pass
    tests/fuzz/totals.py FILE order [--missing] TARGET…

`order` gives each TARGET that the file has not a line, and prints them, those first that have done the smallest part of
what is asked for; with --missing without those that have done it all. Several processes may change a file at a time.
"""
import fcntl
import os
import sys
from contextlib import contextmanager
from pathlib import Path

# What is asked for, of each target: one of the two.
WANTED_EXECUTIONS = 10_000_000
WANTED_SECONDS = 3600
HEAD = """\
# All passes of tests/fuzz/run.sh --append, a line for each target, in the order of their names. Findings are those of
# all passes: one that two of them had counts twice, and those that have been mended since are among them.
# target\texecutions\tseconds\tfindings
"""


class Sum:
    """Of one target."""

    def __init__(self, executions=0, seconds=0, findings=0):
        self.executions = executions
        self.seconds = seconds
        self.findings = findings

    def __add__(self, other):
        return Sum(self.executions + other.executions, self.seconds + other.seconds, self.findings + other.findings)

    def part(self):
        """Of what is asked for; 1 and more is all."""
        return max(self.executions / WANTED_EXECUTIONS, self.seconds / WANTED_SECONDS)


def numbers_of(words):
    if not all(word.isascii() and word.isdigit() for word in words):
        raise ValueError
    return Sum(*map(int, words))


def read(file):
    """The sums by target; none where there is no file yet."""
    sums = {}
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            continue
        try:
            target, executions, seconds, findings = line.split("\t")
            if not target or target in sums:
                raise ValueError
            sums[target] = numbers_of([executions, seconds, findings])
        except ValueError:
            sys.exit(f"{file}:{number}: not a target of its own with executions, seconds and findings behind tabs")
    return sums


@contextmanager
def changed(file):
    """The sums, for a change. The file is whole, also where a process is killed meanwhile."""
    folder = os.open(file.parent, os.O_RDONLY)  # the file itself is another one after each change
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        sums = read(file)
        yield sums
        lines = [f"{target}\t{sums[target].executions}\t{sums[target].seconds}\t{sums[target].findings}\n"
                 for target in sorted(sums)]
        fresh = file.with_name(file.name + ".partial")
        fresh.write_text(HEAD + "".join(lines), encoding="utf-8")
        os.replace(fresh, file)
    finally:
        os.close(folder)


def table(sums):
    row = "| {:<16} | {:>13} | {:>9} | {:>8} | {:<27} |".format
    lines = [row("target", "executions", "seconds", "findings", f"{WANTED_EXECUTIONS:,} or an hour"),
             "|------------------|--------------:|----------:|---------:|-----------------------------|"]
    whole = Sum()
    for target, each in sorted(sums.items()):
        lines.append(row(target, each.executions, each.seconds, each.findings, "yes" if each.part() >= 1 else "no"))
        whole += each
    done = sum(each.part() >= 1 for each in sums.values())
    lines.append(row("all", whole.executions, whole.seconds, whole.findings, f"{done} of {len(sums)}"))
    return "\n".join(lines)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    file, arguments = Path(sys.argv[1]), sys.argv[2:]
    if not arguments:
        if not file.exists():
            sys.exit(f"{file} does not exist")
        print(table(read(file)))
    elif arguments[0] == "add":
        target, *numbers = arguments[1:]
        with changed(file) as sums:
            sums[target] = sums.get(target, Sum()) + numbers_of(numbers)
    elif arguments[0] == "order":
        is_missing = arguments[1:2] == ["--missing"]
        targets = arguments[2 if is_missing else 1:]
        with changed(file) as sums:
            for target in targets:
                sums.setdefault(target, Sum())
        for target in sorted(targets, key=lambda target: min(1, sums[target].part())):
            if not is_missing or sums[target].part() < 1:
                print(target)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
