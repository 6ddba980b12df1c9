#!/usr/bin/env python3
"""Of the inputs that a merge of libFuzzer has read, the few small ones that together reach most: prints their paths.

    tests/fuzz/choose.py CONTROL BYTES FILES

CONTROL is the control file of a merge with -set_cover_merge=1, which has all features of every input; BYTES and FILES
are the most that may be printed, together. Each next one is that which adds most for its size; what an input costs
beside its bytes is its place among so many.
"""
import os
import sys


def read_control(path):
    """The inputs with the features that each reached, as the bits of a number."""
    with open(path, encoding="utf-8", errors="surrogateescape") as control:
        count = int(control.readline())
        control.readline()  # how many of them were there before
        inputs = [control.readline().rstrip("\n") for _ in range(count)]
        places = {}
        reached = {}
        for line in control:
            words = line.split()
            if len(words) < 2 or words[0] != "FT":
                continue  # what begins, and what was covered
            bits = bytearray()
            for feature in words[2:]:
                place = places.setdefault(feature, len(places))
                bits.extend(bytes(max(0, place // 8 + 1 - len(bits))))
                bits[place // 8] |= 1 << place % 8
            reached[inputs[int(words[1])]] = int.from_bytes(bits, "little")
    return reached


def choose(reached, sizes, most_bytes, most_files):
    """Paths, in the order in which they were taken."""
    share = most_bytes / most_files
    left = dict(reached)
    taken = []
    covered = 0
    free = most_bytes
    while left and len(taken) < most_files:
        gains = {path: (features & ~covered).bit_count() for path, features in left.items() if sizes[path] <= free}
        left = {path: left[path] for path, gain in gains.items() if gain > 0}
        if not left:
            break
        best = max(sorted(left), key=lambda path: gains[path] / (sizes[path] + share))
        covered |= left.pop(best)
        free -= sizes[best]
        taken.append(best)
    return taken


def main():
    control, most_bytes, most_files = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    reached = read_control(control)
    sizes = {path: os.path.getsize(path) for path in reached}
    for path in choose(reached, sizes, most_bytes, most_files):
        print(path)


if __name__ == "__main__":
    main()
