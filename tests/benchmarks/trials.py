#!/usr/bin/env python3
"""What each of the trials in docs/performance.md gains: a step with all of them beside one without it.

    cmake --build --preset release --target molex
    tests/benchmarks/trials.py [--pairs 5] [--only NAME] [--shape 128] [--case lora]

For each name of `molex bench --without`, at both shapes of paired.py, in float32 and in bfloat16, the two take turns,
each in a process of its own, in another order every pair. The table has how many times as long a step takes without it,
and how many times as much memory the process needs at most: the median over the pairs, the smallest and the largest.
Needs a machine that does nothing else, and waits for no other run of the user's.
"""
import argparse
import re
import statistics

import paired

PRECISIONS = ("fp32", "bf16")


def names():
    """Of all trials, as the engine has them."""
    source = (paired.CHECKOUT / "engine" / "model" / "Trials.h").read_text()
    return re.findall(r'\{"(\w+)", &Trials::', source)


def ranged(rounds, key):
    ratios = [results["without"][key] / results["with"][key] for results in rounds]
    return f"{statistics.median(ratios):.3f} ({min(ratios):.3f} to {max(ratios):.3f})"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--molex", default=str(paired.CHECKOUT / "build" / "release" / "bin" / "molex"))
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--steps", type=int, default=0, help="timed steps of a process (0: 3 at 768 wide, 15 at 128)")
    parser.add_argument("--only", choices=names(), help="this trial alone")
    parser.add_argument("--shape", default="", help="shapes whose name has this text")
    parser.add_argument("--case", default="lora", help="as molex bench --case has it")
    arguments = parser.parse_args()
    if arguments.pairs < 1 or arguments.steps < 0:
        parser.error("--pairs must be 1 or more, --steps 0 or more")
    paired.require(arguments.molex)
    paired.warn_of_forced_kernels()
    print(f"BLAS kernels: {paired.our_kernels(arguments.molex)}; case {arguments.case}\n")
    print(f"| without, median of {arguments.pairs} | shape | precision | times as long | times as much memory |\n"
          "|---|---|---|---|---|", flush=True)
    for name in [arguments.only] if arguments.only else names():
        for shape in [each for each in reversed(paired.SHAPES) if arguments.shape in each]:
            for precision in PRECISIONS:
                command = paired.ours(arguments, arguments.case, shape, "--precision", precision)
                members = {"with": command, "without": [*command, "--without", name]}
                rounds = paired.in_turns(arguments.pairs, members)
                print(f"| {name} | {shape} | {precision} | {ranged(rounds, 'step_seconds')} "
                      f"| {ranged(rounds, 'peak_memory_bytes')} |", flush=True)


if __name__ == "__main__":
    main()
