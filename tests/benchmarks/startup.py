#!/usr/bin/env python3
"""How long molex takes to start, beside molex-engine, which loads LibTorch: 15 pairs in turns, medians.

    tests/benchmarks/startup.py [build/release/bin]
"""
import pathlib
import statistics
import subprocess
import sys
import time

FOLDER = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "build/release/bin")


def seconds(program):
    begin = time.perf_counter()
    subprocess.run([FOLDER / program, "--version"], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begin


pairs = [(seconds("molex"), seconds("molex-engine")) for _ in range(15)]
print(f"molex {1e3 * statistics.median(p[0] for p in pairs):.0f} ms, "
      f"molex-engine {1e3 * statistics.median(p[1] for p in pairs):.0f} ms, "
      f"ratio {statistics.median(p[1] / p[0] for p in pairs):.0f}")
