#!/usr/bin/env python3
"""Gives molex malformed files and words, one after the other, and looks at what it says.

    tests/reliability/bad_input.py --molex build/release/bin/molex [--every N] [--only WORDS] [--list]

Each must end by itself with exit code 2 (1 for what only training finds) and one clear sentence that begins with
"error: " and names the file, line or field; no signal, no words of a library, nothing of a file run, and no run in the
store. Prints a table in Markdown of what was tried, how many, and what happened; --list has a line for each
input with the sentence. Ends with 1 where something was otherwise, and leaves the folder. --every N takes each Nth
input, --only those whose group and name have these words.
"""
import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from bad_files import all_cases
from programs import PATIENCE, Failure, Molex, require, sentence_of
from sound_files import CONFIG, configure, write_sound

SHORTEST = 14  # letters of a clear sentence
FOREIGN_WORDS = ("unexpected:", "terminate called", "Traceback", "Exception raised from", "what():", "Sanitizer")


class Sound:
    """The folder that every case gets a copy of."""

    def __init__(self, program, folder):
        self.folder = folder
        write_sound(folder)
        molex = Molex(program, folder / "stored")
        molex.call("run", folder / CONFIG)
        molex.call("export", "last", "--format", "bundle", "--out", folder / "run.molex")
        (folder / "events").mkdir()
        molex.call("export", "last", "--format", "tensorboard", "--out",
                   folder / "events" / "events.out.tfevents.1.sound")

    def copy_to(self, folder):
        shutil.copytree(self.folder, folder, symlinks=True)
        configure(folder)


def answer_to(case, program, folder):
    environment = {**os.environ, "MOLEX_WORKSPACE": str(folder / "workspace"), "OMP_NUM_THREADS": "1",
                   "MOLEX_DEVICE_LOCKS": ""}
    command = [str(program), *(word.replace("{at}", str(folder)) for word in case.command)]
    try:
        return subprocess.run(command, env=environment, input=case.text.encode(), capture_output=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        raise Failure(f"did not end within {PATIENCE} seconds") from None


def sentence_in(case, lines):
    """The first one, behind warnings and, where training began, what was told of it; the first problem where several
    follow. Empty where another line comes first."""
    for line, following in zip(lines, [*lines[1:], ""]):
        if line.startswith("error: "):
            return following.strip() if following.startswith("  ") else line.removeprefix("error: ")
        if case.code == 2 and not line.startswith("warning: "):
            break
    return ""


def stored_runs(workspace):
    if not (workspace / "workspace.sqlite").exists():
        return 0
    with closing(sqlite3.connect(f"file:{workspace / 'workspace.sqlite'}?mode=ro", uri=True)) as database:
        return database.execute("SELECT count(*) FROM runs").fetchone()[0]


def look_at(case, answer, folder):
    """Returns the sentence, with the folder left out. Throws Failure where something is otherwise than promised."""
    error = answer.stderr.decode(errors="replace")
    lines = error.splitlines()
    said = error.strip()[-600:]
    require(answer.returncode >= 0, f"ended by signal {-answer.returncode}: {said}")
    require(answer.returncode == case.code, f"ended with {answer.returncode}, not {case.code}: {said}")
    sentence = sentence_in(case, lines)
    require(len(sentence) >= SHORTEST, f"no clear sentence: {said}")
    for word in FOREIGN_WORDS:
        require(word not in error, f"words of a library: {said}")
    told = error.replace(str(folder), "")  # which has many words in it
    for word in case.words:
        require(word in told, f"does not name {word}: {said}")
    require(not (folder / "code-was-run").exists(), "a file's code was run")
    require(case.code != 2 or stored_runs(folder / "workspace") == 0, "a run was stored")
    return sentence.replace(str(folder) + "/", "")


def cell(text):
    return text.replace("|", "\\|").replace("\n", " ")


def table(results, is_listed):
    lines = []
    if is_listed:
        lines += ["| input | what was wrong with it | exit code | what was said |", "|---|---|---:|---|"]
        lines += [f"| {case.group} | {cell(case.name)} | {case.code} | {cell(sentence)} |" if sentence else
                  f"| {case.group} | {cell(case.name)} | | FAILED |" for case, sentence in results]
        lines.append("")
    lines += ["| input | tried | refused as promised | for example |", "|---|---:|---:|---|"]
    for group in dict.fromkeys(case.group for case, _ in results):
        sentences = [sentence for case, sentence in results if case.group == group]
        good = [sentence for sentence in sentences if sentence]
        lines.append(f"| {group} | {len(sentences)} | {len(good)} | {cell(good[-1]) if good else ''} |")
    lines.append(f"| all | {len(results)} | {sum(bool(sentence) for _, sentence in results)} | |")
    return "\n".join(lines)


def chosen(options):
    cases = [case for case in all_cases() if not options.only or options.only in f"{case.group}: {case.name}"]
    return cases[::options.every]


def try_case(case, number, options, sound, root):
    """The sentence; empty where something was otherwise than promised."""
    folder = root / f"case-{number}"
    sound.copy_to(folder)
    try:
        case.spoil(folder)
        sentence = look_at(case, answer_to(case, options.molex, folder), folder)
    except Exception as problem:  # whatever it is, the case has failed and the others go on
        print(f"{case.group}: {case.name}: {sentence_of(problem)} (left in {folder})", file=sys.stderr, flush=True)
        return ""
    shutil.rmtree(folder, ignore_errors=True)
    return sentence


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--molex", required=True, type=Path, help="the program")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    options.molex = options.molex.resolve()
    root = Path(tempfile.mkdtemp(prefix="molex-bad-input-")).resolve()
    sound = Sound(options.molex, root / "sound")
    results = [(case, try_case(case, number, options, sound, root)) for number, case in enumerate(chosen(options))]
    print(table(results, options.list))
    is_well = bool(results) and all(sentence for _, sentence in results)
    if is_well:
        shutil.rmtree(root, ignore_errors=True)
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
