#!/usr/bin/env python3
"""How long the window takes until it stands on the screen, beside an empty window of Qt's: pairs in turns, medians.

    cmake --build --preset release --target molex-workbench empty_window
    tests/benchmarks/window_start.py [--pairs 15] [--folder build/release/bin]

Without a display it runs itself under xvfb-run (Debian packages xvfb, xauth). Settings and workspace are made for it; a
first start of each program, which makes them and fills the disk's cache, is not counted. The exit status is 1 where the
median difference is above 1 s.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

GOAL = 1  # seconds beyond an empty window


def with_display():
    if any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        return
    if shutil.which("xvfb-run") is None:
        sys.exit("error: there is no display and no xvfb-run")
    os.execvp("xvfb-run", ["xvfb-run", "-a", sys.executable, *sys.argv])


def seconds(command, environment):
    """From the start of the process to its word that the window is shown; its end is waited for and not counted."""
    begin = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        word = process.stdout.readline()
        taken = time.perf_counter() - begin
        process.stdout.read()
    if process.returncode or word != "shown\n":
        sys.exit(f"error: {command[0]} ended with exit code {process.returncode} after {word!r}")
    return taken


def shown(name, values):
    print(f"{name}: {1e3 * statistics.median(values):.0f} ms ({1e3 * min(values):.0f} to {1e3 * max(values):.0f})")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=15)
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("build/release/bin"))
    arguments = parser.parse_args()
    if arguments.pairs < 1:
        parser.error("--pairs must be 1 or more")
    for program in ("molex-workbench", "empty_window"):
        if not (arguments.folder / program).exists():
            parser.error(f"{arguments.folder / program} is not there; build it as --help says")
    with_display()
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "HOME": folder}
        environment.setdefault("XAUTHORITY", str(pathlib.Path.home() / ".Xauthority"))
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
            environment.pop(name, None)
        empty = [arguments.folder / "empty_window"]
        workbench = [arguments.folder / "molex-workbench", "--workspace", pathlib.Path(folder) / "workspace",
                     "--exit-when-shown"]
        pairs = []
        for count in range(arguments.pairs + 1):
            order = (empty, workbench) if count % 2 else (workbench, empty)
            taken = {command[0]: seconds(command, environment) for command in order}
            if count > 0:
                pairs.append((taken[empty[0]], taken[workbench[0]]))
    shown("empty window", [pair[0] for pair in pairs])
    shown("molex-workbench", [pair[1] for pair in pairs])
    differences = [pair[1] - pair[0] for pair in pairs]
    shown("difference", differences)
    sys.exit(0 if statistics.median(differences) <= GOAL else 1)


if __name__ == "__main__":
    main()
