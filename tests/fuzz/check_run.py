#!/usr/bin/env python3
"""Whether the passes of run.sh add up, with programs that only say that they read files."""
import os
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROGRAMS = ("fuzz_data", "fuzz_model", "fuzz_storage")

# Each has one target, named as it is, and reads 70 files of which 30 are good; MOLEX_FINDS names who finds something.
MUTATOR = """#!/bin/sh
target=$(basename "$0")
found=0
[ "$MOLEX_FINDS" != "$target" ] || found=2
case $1-$2 in
    list-*) echo "$target" ;;
    *-seeds) mkdir "$3" ;;
    *-dictionary) : >"$3" ;;
    *-minutes) echo "$target: 70 executions, 30 accepted, $found findings" ;;
esac
"""

# The target that MOLEX_WAITS names goes on until it is ended, and tells then.
GUIDED = """#!/bin/sh
tell() { echo "#64 NEW cov: 12 ft: 20"; echo "stat::number_of_executed_units: 90"; }
[ "$MOLEX_WAITS" = "$MOLEX_FUZZ_TARGET" ] || { tell; exit 0; }
trap 'tell; exit 72' TERM
touch "$MOLEX_WAITING"
while :; do sleep 0.05; done
"""


def write_programs(folder, text):
    (folder / "bin").mkdir(parents=True)
    for program in PROGRAMS:
        path = folder / "bin" / program
        path.write_text(text)
        path.chmod(0o755)


def cells_of(row):
    return [cell.strip() for cell in row.strip("|").split("|")]


class Passes(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="molex-check-run-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.file = self.folder / "totals.tsv"
        self.waiting = self.folder / "waiting"
        write_programs(self.folder / "plain", MUTATOR)
        (self.folder / "left").mkdir()

    def environment(self, **more):
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MOLEX_")}
        return kept | {"MOLEX_BUILD": str(self.folder / "plain"), "MOLEX_FUZZ_BUILD": str(self.folder / "guided"),
                       "TMPDIR": str(self.folder / "left"), "MOLEX_WAITING": str(self.waiting)} | more

    def run_pass(self, *arguments, status=0, **more):
        """What was printed, once it ended with this status."""
        done = subprocess.run([HERE / "run.sh", *arguments], env=self.environment(**more), capture_output=True,
                              text=True, timeout=100)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def sums(self):
        """Executions and findings by target."""
        rows = [line.split("\t") for line in self.file.read_text().splitlines() if not line.startswith("#")]
        return {target: (int(executions), int(findings)) for target, executions, _, findings in rows}

    def write_sums(self, *rows):
        self.file.write_text("".join("\t".join(map(str, row)) + "\n" for row in rows))

    def rows_of(self, text):
        """The first two cells of each target's row, in their order."""
        rows = [cells_of(line) for line in text.splitlines() if line.startswith("| fuzz")]
        return [(row[0], row[1]) for row in rows]

    def test_passes_add_up(self):
        append = ("--append", self.file)
        first = self.run_pass(*append, "1s", "fuzz_model")
        self.assertEqual(self.sums(), {"fuzz_data": (0, 0), "fuzz_model": (70, 0), "fuzz_storage": (0, 0)})
        self.assertIn(("fuzz_data", "0"), self.rows_of(first))
        self.run_pass(*append, "--jobs", "2", "1s", status=1, MOLEX_FINDS="fuzz_data")
        self.run_pass(*append, "1s")
        self.assertEqual(self.sums(), {"fuzz_data": (140, 2), "fuzz_model": (210, 0), "fuzz_storage": (140, 0)})
        self.assertEqual(self.rows_of(self.run_pass("--table", self.file)),
                         [("fuzz_data", "140"), ("fuzz_model", "210"), ("fuzz_storage", "140")])

    def test_without_a_file_nothing_is_kept(self):
        self.assertEqual(self.rows_of(self.run_pass("1s")), [(program, "70") for program in PROGRAMS])
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["left", "plain"])
        self.assertEqual(list((self.folder / "left").iterdir()), [])

    def test_what_lacks_most_goes_first(self):
        self.write_sums(("fuzz_data", 10000000, 1, 0), ("fuzz_model", 5, 1800, 0), ("fuzz_storage", 10, 900, 0))
        text = self.run_pass("--append", self.file, "1s")
        self.assertEqual([target for target, _ in self.rows_of(text)][:3], ["fuzz_storage", "fuzz_model", "fuzz_data"])
        text = self.run_pass("--append", self.file, "--missing", "1s")
        self.assertEqual([target for target, _ in self.rows_of(text)][:2], ["fuzz_storage", "fuzz_model"])
        self.assertEqual(self.sums()["fuzz_data"], (10000070, 0))

    def test_the_table_says_what_is_done(self):
        self.write_sums(("fuzz_data", 9999999, 3599, 0), ("fuzz_model", 0, 3600, 1), ("fuzz_storage", 10000000, 0, 0))
        rows = [cells_of(line) for line in self.run_pass("--table", self.file).splitlines()]
        self.assertEqual(rows[2:],
                         [["fuzz_data", "9999999", "3599", "0", "no"], ["fuzz_model", "0", "3600", "1", "yes"],
                          ["fuzz_storage", "10000000", "0", "0", "yes"], ["all", "19999999", "7199", "1", "2 of 3"]])

    def test_what_libfuzzer_has_read_counts(self):
        write_programs(self.folder / "guided", GUIDED)
        text = self.run_pass("--append", self.file, "60s", "fuzz_data")  # which it does not take
        self.assertEqual(self.rows_of(text)[0], ("fuzz_data", "90"))
        self.assertEqual(self.sums()["fuzz_data"], (90, 0))

    def test_an_interrupted_pass_counts_what_it_did(self):
        write_programs(self.folder / "guided", GUIDED)
        running = subprocess.Popen([HERE / "run.sh", "--append", self.file, "--jobs", "2", "60s"],
                                   env=self.environment(MOLEX_WAITS="fuzz_model"), text=True, stdout=subprocess.PIPE)
        self.addCleanup(running.kill)
        end = time.monotonic() + 60
        while not self.waiting.exists() or self.sums()["fuzz_storage"] == (0, 0):
            self.assertLess(time.monotonic(), end)
            time.sleep(0.05)
        self.assertEqual(self.sums()["fuzz_model"], (0, 0))
        running.send_signal(signal.SIGINT)
        text = running.communicate(timeout=60)[0]
        self.assertEqual(running.returncode, 130, text)
        self.assertEqual(self.sums(), {program: (90, 0) for program in PROGRAMS})
        self.assertIn("| all ", text)
        self.assertEqual(list((self.folder / "left").iterdir()), [])

    def test_findings_are_kept(self):
        text = self.run_pass("1s", status=1, MOLEX_FINDS="fuzz_model")
        kept = [path.relative_to(self.folder / "left") for path in (self.folder / "left").glob("*/*")]
        self.assertEqual([path.name for path in kept], ["fuzz_model"])
        self.assertIn(kept[0].parent.name, text)

    def test_sums_that_cannot_be_read_are_refused(self):
        for text in ("fuzz_data\t1\t2\n", "fuzz_data\t1\t2\t-3\n", "fuzz_data\t1\t2\t3\nfuzz_data\t1\t2\t3\n"):
            self.file.write_text(text)
            self.assertIn(f"{self.file}:", self.run_pass("--append", self.file, "1s", status=2))
            self.run_pass("--table", self.file, status=1)
            self.assertEqual(self.file.read_text(), text)
        self.run_pass("--table", self.folder / "none", status=1)

    def test_a_pass_that_is_repeated_does_not_count(self):
        self.run_pass("--append", self.file, "1s", status=2, MOLEX_FUZZ_SEED="7")
        self.run_pass("--missing", "1s", status=2)
        self.assertFalse(self.file.exists())


if __name__ == "__main__":
    unittest.main()
