#!/usr/bin/env python3
"""Whether all.sh counts what its drivers print, with programs that only say what the real ones would."""
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROGRAMS = ("molex", "storage_tests", "checkpoint_tests", "engine_commands_tests", "held_store_tests", "fuzz_data",
            "fuzz_model", "fuzz_storage")
OF_THE_WINDOW = ("gui_tests", "bench_soak", "bench_runs")
DRIVERS = ("power", "locks", "soak", "runs")

# MOLEX_FAILS names a class of tests, or a benchmark, that finds something.
PROGRAM = """#!/bin/sh
name=$(basename "$0")
fails() { [ "$MOLEX_FAILS" = "$1" ]; }
case $name in
    bench_soak)
        echo "| minutes | actions | runs finished |"
        echo "| 5.0 | 120 | 3 |"
        echo "| 10.0 | 130 | 4 |"
        echo "growth over the second half: +1.5 MiB per hour"
        echo "stalls over 50 ms: 0, worst gap 31.0 ms" ;;
    bench_runs)
        echo "opened, all runs read                  900.0 ms"
        fails bench_runs && { echo "one run read and shown    400.0 ms, too long"; exit 1; }
        echo "one run read and shown                 200.0 ms" ;;
    *)
        echo "PASS   : $1::initTestCase()"
        [ "$1" != tst_PowerCut ] || echo "PASS   : $1::whatTheDiskIsNotAskedToKeepIsLost(NORMAL)"
        fails "$1" && { echo "FAIL!  : $1::aRow() Compared values are not the same"; exit 1; }
        echo "PASS   : $1::aRow()"
        echo "PASS   : $1::cleanupTestCase()" ;;
esac
exit 0
"""


class AllDrivers(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="molex-check-all-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.bin = self.folder / "build" / "bin"
        self.left = self.folder / "left"
        self.bin.mkdir(parents=True)
        self.left.mkdir()
        for program in PROGRAMS + OF_THE_WINDOW:
            (self.bin / program).write_text(PROGRAM)
            (self.bin / program).chmod(0o755)

    def run_all(self, *drivers, status=0, fails=""):
        """What was printed, once it ended with this status."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MOLEX_")}
        done = subprocess.run([HERE / "all.sh", self.bin.parent, "1", "1", "1", "1", *drivers],
                              env=kept | {"TMPDIR": str(self.left), "MOLEX_FAILS": fails}, capture_output=True,
                              text=True, timeout=100)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def results_of(self, printed):
        """The third cell of each row, by the first."""
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in printed.splitlines()
                if line.startswith("| ")]
        return {row[0]: row[2] for row in rows[2:]}

    def test_each_driver_has_a_row_of_what_came_of_it(self):
        results = self.results_of(self.run_all(*DRIVERS))
        self.assertEqual(results, {"power": "4 passed, 1 of the disk itself, 0 failed", "locks": "4 passed, 0 failed",
                                   "soak": "250 actions, 7 runs, +1.5 MiB per hour, stalls: 0, worst gap 31.0 ms, "
                                           "0 wrong",
                                   "runs": "2 times, 0 too long"})
        self.assertEqual(list(self.left.iterdir()), [])

    def test_what_failed_is_told_and_its_words_are_kept(self):
        printed = self.run_all("power", "locks", status=1, fails="tst_PowerCutEdits")
        self.assertEqual(self.results_of(printed),
                         {"power": "3 passed, 1 of the disk itself, 1 failed, ended with 1",
                          "locks": "4 passed, 0 failed"})
        [kept] = self.left.iterdir()
        self.assertIn(f"What was printed is in {kept}", printed)
        self.assertEqual([file.name for file in kept.iterdir()], ["power"])
        self.assertIn("FAIL!  : tst_PowerCutEdits::aRow()", (kept / "power").read_text())

    def test_what_takes_too_long_is_counted(self):
        printed = self.run_all("runs", status=1, fails="bench_runs")
        self.assertEqual(self.results_of(printed), {"runs": "2 times, 1 too long, ended with 1"})

    def test_without_the_window_its_drivers_are_skipped_by_name(self):
        for program in OF_THE_WINDOW:
            (self.bin / program).unlink()
        results = self.results_of(self.run_all(*DRIVERS))
        self.assertEqual(results["locks"], "3 passed, 0 failed")
        for driver in ("soak", "runs"):
            self.assertEqual(results[driver], "skipped: built without the window")

    def test_a_program_that_is_missing_is_named(self):
        (self.bin / "checkpoint_tests").unlink()
        self.assertIn("checkpoint_tests is missing: build it first", self.run_all("power", status=2))
        self.assertIn("all.sh [BUILD", self.run_all("everything", status=2))


if __name__ == "__main__":
    unittest.main()
