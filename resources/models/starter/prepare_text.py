#!/usr/bin/env python3
"""Makes the starter model's text from Debian packages: prepare_text.py FOLDER

Downloads the packages below with apt-get into FOLDER/packages, unpacks them into FOLDER/extracted (nothing is
installed), and writes FOLDER/train/SOURCE.txt and FOLDER/held-out/SOURCE.txt: one paragraph per line, an empty line
between two documents. Needs python3 and apt alone. The same packages give the same files.

- A document is held out by the hash of its text: HELD_OUT of 1,000.
- A paragraph of 40 characters or more stands in the text once, held-out documents first: none of them is in training.
- WordNet's synsets that the supersense task has in dev or test are left out, and every paragraph of any source that
  holds the definition of one (four words or more).
"""

import gzip
import hashlib
import html
import re
import shutil
import subprocess
import sys
from pathlib import Path

HELD_OUT = 5
MASK = (1 << 64) - 1

# Source: packages, licence of the text as in /usr/share/doc/PACKAGE/copyright.
SOURCES = {
    "wordnet": (["wordnet-base"], "WordNet licence"),
    "gcide": (["dict-gcide"], "GPL 2+"),
    "jargon": (["dict-jargon"], "public domain"),
    "devil": (["dict-devil"], "public domain"),
    "foldoc": (["dict-foldoc"], "GFDL 1.1+, no invariant sections"),
    "bible": (["bible-kjv", "bible-kjv-text"], "public domain"),
    "wesnoth": (["wesnoth-1.16-" + name for name in ("did", "dm", "dw", "ei", "httt", "l", "low", "nr", "sof", "sota",
                                                     "sotbe", "thot", "trow", "tsg", "ttb", "utbs")], "GPL 2+"),
    "debian": (["debian-policy", "developers-reference", "debian-reference-en", "debian-faq", "aptitude-doc-en",
                "debian-handbook", "debmake-doc"], "each its own, see README.md"),
    "gnome": (["gnome-user-docs"], "CC BY-SA 3.0"),
    "postgresql": (["postgresql-doc-15"], "PostgreSQL licence"),
    "python": (["python3.11-doc"], "PSF licence"),
    "git": (["git-doc"], "GPL 2"),
    "perl": (["perl-doc"], "GPL 1+ or Artistic"),
    "r": (["r-doc-html"], "GPL 2"),
    "linux": (["linux-doc-6.1"], "GPL 2"),
}


# The supersense task's division (engine/data/WordNetTask).

def rotated(value, bits):
    return ((value << bits) | (value >> (64 - bits))) & MASK


P1, P2, P3, P4, P5 = (0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x85EBCA77C2B2AE63,
                      0x27D4EB2F165667C5)


def lane(accumulator, value):
    return rotated((accumulator + value * P2) & MASK, 31) * P1 & MASK


def xxh64(data, seed):
    """XXH64 of bytes."""
    length, place = len(data), 0
    if length >= 32:
        lanes = [(seed + P1 + P2) & MASK, (seed + P2) & MASK, seed, (seed - P1) & MASK]
        while place + 32 <= length:
            for i in range(4):
                lanes[i] = lane(lanes[i], int.from_bytes(data[place + 8 * i:place + 8 * i + 8], "little"))
            place += 32
        result = sum(rotated(v, b) for v, b in zip(lanes, (1, 7, 12, 18))) & MASK
        for value in lanes:
            result = ((result ^ lane(0, value)) * P1 + P4) & MASK
    else:
        result = (seed + P5) & MASK
    result = (result + length) & MASK
    while place + 8 <= length:
        result ^= lane(0, int.from_bytes(data[place:place + 8], "little"))
        result = (rotated(result, 27) * P1 + P4) & MASK
        place += 8
    if place + 4 <= length:
        result ^= int.from_bytes(data[place:place + 4], "little") * P1 & MASK
        result = (rotated(result, 23) * P2 + P3) & MASK
        place += 4
    for byte in data[place:]:
        result = rotated(result ^ (byte * P5 & MASK), 11) * P1 & MASK
    result = (result ^ (result >> 33)) * P2 & MASK
    result = (result ^ (result >> 29)) * P3 & MASK
    return result ^ (result >> 32)


def definition_of(gloss):
    """A gloss (bytes) without its quoted examples, and where these begin: WordNetTask::definitionOf."""
    depth, before, end = 0, b";", len(gloss)
    for i in range(len(gloss)):
        c = gloss[i:i + 1]
        if c == b'"' and depth == 0 and i > 0 and before in b";:,":
            end = i
            break
        depth += 1 if c == b"(" else -1 if c == b")" and depth > 0 else 0
        if c not in b" \t\r":
            before = c
    definition = gloss[:end].rstrip(b" \t\r;:,")
    return (definition or gloss).lstrip(b" \t\r"), end


def is_trained_on(definition):
    return xxh64(definition, 2024) % 1000 < 910


# Readers: each yields documents, lists of paragraphs.

def squeezed(text):
    return re.sub(r"\s+", " ", text).strip()


def wordnet(folder, withheld):
    """A synset is a document: its words and definition, and each example. Adds definitions of dev and test to
    `withheld`."""
    for name in ("data.noun", "data.verb", "data.adj", "data.adv"):
        for line in (folder / "usr/share/wordnet" / name).read_bytes().split(b"\n"):
            if line.startswith(b"  ") or b" | " not in line:
                continue
            head, gloss = line.split(b" | ", 1)
            definition, end = definition_of(gloss)
            text = squeezed(definition.decode())
            if not is_trained_on(definition):
                withheld.add(text)
                continue
            fields = head.split(b" ")
            words = [re.sub(r"\(.*", "", fields[4 + 2 * i].decode()).replace("_", " ")
                     for i in range(int(fields[3], 16))]
            examples = [squeezed(one) for one in re.findall(r'"([^"]+)"', gloss[end:].decode())]
            yield [", ".join(words) + ": " + text] + examples


ACCENTS = {"ae": "ae", "oe": "oe", "eacute": "é", "egrave": "è", "ecirc": "ê", "agrave": "à", "ccedil": "ç",
           "ouml": "ö", "uuml": "ü", "auml": "ä", "frac12": "1/2", "deg": "°", "or": "or"}


def dictionary(file):
    """Entries of a dict file: a headword at the beginning of a line, indented paragraphs below it."""
    entry = []
    for line in gzip.open(file, "rt", encoding="utf-8", errors="replace"):
        if line[:1] not in (" ", "\t", "\n", "") and entry:
            yield "".join(entry)
            entry = []
        entry.append(line)
    yield "".join(entry)


def plain_entry(text):
    """A paragraph of GCIDE without pronunciations, etymologies, sources and braces."""
    text = re.sub(r"\\[^\\\n]*\\", "", text)
    text = re.sub(r"\(([^()]*\[[^()]*)\)", "", text)
    text = re.sub(r"\[([a-z0-9]+)\]", lambda found: ACCENTS.get(found.group(1), " "), text)
    for _ in range(3):
        text = re.sub(r"\[[^\[\]]*\]", " ", text)
    text = re.sub(r"[{}]", "", text)
    text = re.sub(r"--? ?\S*[`*\"]\S*, [a-z. ]+\.", "", text)
    text = squeezed(re.sub(r"--[A-Z][\w .,&'()]*$", "", text.rstrip()))
    text = re.sub(r"^(\d+\.|\([a-z]\)|Note:|Syn:)\s*", "", text)
    return re.sub(r"\s+([,.;:])", r"\1", text)


def gcide(folder, withheld):
    for entry in dictionary(folder / "usr/share/dictd/gcide.dict.dz"):
        if "[WordNet" in entry or entry.startswith("00"):
            continue  # taken from WordNet, whose definitions may be the task's
        yield [plain_entry(part) for part in entry.split("\n\n")]


def other_dictionary(folder, withheld):
    for file in sorted((folder / "usr/share/dictd").glob("*.dict.dz")):
        for entry in dictionary(file):
            if not entry.startswith("00"):
                yield [squeezed(re.sub(r"^\s*<[^>]*>|[{}]", "", part)) for part in entry.split("\n\n")]


def devil(folder, withheld):
    """Entries begin with their word in capitals; nothing is indented."""
    text = gzip.open(next((folder / "usr/share/dictd").glob("*.dict.dz")), "rt", encoding="utf-8",
                     errors="replace").read()
    for entry in re.split(r"\n(?=[A-Z][A-Z' -]+, )", text):
        if not entry.startswith("00"):
            yield [squeezed(re.sub(r"[{}]", "", part)) for part in entry.split("\n\n")]


def bible(folder, withheld):
    """A chapter is a document; read with the package's own program."""
    program = folder / "usr/bin/bible"
    done = subprocess.run([program, "-p", folder / "usr/lib", "-f", "gen1:1-rev22:21"], stdout=subprocess.PIPE, text=True,
                          check=True)
    chapter, verses = None, []
    for line in done.stdout.splitlines():
        found = re.match(r"(\w+ ?\w*?)(\d+):\d+ (.*)", line)
        if not found:
            continue
        if chapter not in (None, found.group(1, 2)):
            yield [" ".join(verses)]
            verses = []
        chapter = found.group(1, 2)
        verses.append(found.group(3).strip())
    if not verses:
        sys.exit(f"{program} printed no verses")
    yield [" ".join(verses)]


def wesnoth(folder, withheld):
    """A scenario of a campaign is a document: what its people say and its story."""
    for file in sorted(folder.rglob("*.cfg")):
        text = file.read_text(encoding="utf-8", errors="replace")
        parts = [part for part in re.findall(r'_\s*"((?:[^"]|"")*)"', text)]
        yield [squeezed(re.sub(r"<[^>]*>", "", part.replace('""', '"').replace("#", ""))) for part in parts]


def page(file):
    """Paragraphs of a page of HTML or Mallard."""
    text = file.read_text(encoding="utf-8", errors="replace")
    text = re.sub(r"<(script|style|pre|table)\b.*?</\1>", " ", text, flags=re.S | re.I)
    parts = re.findall(r'<p\b[^>]*>(.*?)</p>|<div class="para">(.*?)(?:<div|</div>)', text, flags=re.S | re.I)
    texts = [squeezed(html.unescape(re.sub(r"<[^>]*>", "", a or b))).replace("¶", "") for a, b in parts]
    return [one for one in texts if is_sentence(one)]


def pages(folder, withheld):
    for file in sorted(folder.rglob("*")):
        name = file.as_posix()
        if re.search(r"/translations/|/(?!en|en-US|C)[a-z]{2}(-[A-Z]{2}|_[A-Z]{2})?/(?=[^/]*\.(html|page)$)|genindex|/search\.html", name):
            continue
        if re.search(r"\.(?!en)[a-z]{2}(-[a-z]{2})?\.html$", name):
            continue
        if file.suffix in (".html", ".page") and file.is_file() and not file.is_symlink() \
                and ("/help/" not in name or "/help/C/" in name):
            yield page(file)


def pods(folder, withheld):
    for file in sorted(folder.rglob("*.pod")):
        text = re.sub(r"^=begin.*?^=end", "", file.read_text(encoding="utf-8", errors="replace"), flags=re.S | re.M)
        for _ in range(2):
            text = re.sub(r"[A-Z]<+ ?([^<>]*?) ?>+", r"\1", text)
        yield [squeezed(part) for part in text.split("\n\n") if part[:1] not in ("=", " ", "\t") and is_sentence(squeezed(part))]


READERS = {"wordnet": wordnet, "gcide": gcide, "bible": bible, "wesnoth": wesnoth, "perl": pods,
           "jargon": other_dictionary, "devil": devil, "foldoc": other_dictionary}


# What is kept.

def is_prose(text):
    """Words that make sentences: not code, not tables, not other scripts."""
    letters = sum(c.isascii() and (c.isalpha() or c in " ,.;:'") for c in text)
    return len(text) >= 20 and letters >= 0.9 * len(text) and text.count(" ") >= 3


def is_sentence(text):
    """Of a page or a manual, whose other paragraphs are names and fragments."""
    return len(text) >= 40 and (text[0].isupper() or text[0] in "“\"(") and text[-1] in ".!?:;)\"”"


def key_of(text):
    return hashlib.blake2b(re.sub(r"\W+", " ", text.lower()).strip().encode(), digest_size=8).digest()


class Withheld:
    """Finds definitions of the supersense task's dev and test rows in a text."""

    def __init__(self, definitions):
        self.by_beginning = {}
        for definition in definitions:
            words = self.words_of(definition)
            if len(words) >= 4:
                self.by_beginning.setdefault(tuple(words[:4]), []).append(words)

    @staticmethod
    def words_of(text):
        return re.findall(r"\w+", text.lower())

    def is_in(self, text):
        words = self.words_of(text)
        for i, four in enumerate(zip(words, words[1:], words[2:], words[3:])):
            for wanted in self.by_beginning.get(four, ()):
                if words[i:i + len(wanted)] == wanted:
                    return True
        return False


def package_file(packages, name):
    files = sorted(packages.glob(name + "_*.deb"))
    if len(files) != 1:
        sys.exit(f"{packages} must hold one file of {name}, not {[file.name for file in files]}")
    return files[0]


def fetch(folder):
    packages = folder / "packages"
    packages.mkdir(parents=True, exist_ok=True)
    names = [name for wanted, _ in SOURCES.values() for name in wanted]
    missing = [name for name in names if not list(packages.glob(name + "_*.deb"))]
    if missing:
        subprocess.run(["apt-get", "download"] + missing, cwd=packages, check=True)
    for source, (wanted, _) in SOURCES.items():
        target = folder / "extracted" / source
        if target.exists():
            continue
        partial = target.with_name(source + ".partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        for name in wanted:
            subprocess.run(["dpkg-deb", "-x", package_file(packages, name), partial], check=True)
        partial.rename(target)


def documents_of(folder):
    """(source, paragraphs) of everything, unfiltered but for prose; and the withheld definitions."""
    withheld, documents = set(), []
    for source in SOURCES:
        reader = READERS.get(source, pages)
        for paragraphs in reader(folder / "extracted" / source, withheld):
            kept = [text for text in paragraphs if is_prose(text) or (source == "wordnet" and text)]
            if kept:
                documents.append((source, kept))
    return documents, withheld


def is_held_out(paragraphs):
    digest = hashlib.blake2b("\n".join(paragraphs).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little") % 1000 < HELD_OUT


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: prepare_text.py FOLDER")
    folder = Path(sys.argv[1])
    fetch(folder)
    documents, definitions = documents_of(folder)
    withheld, seen = Withheld(definitions), set()
    sizes, dropped = {}, {"withheld definitions": 0, "repeated paragraphs": 0}
    for side in ("held-out", "train"):  # held-out first: what it has is not trained on
        (folder / side).mkdir(exist_ok=True)
        files = {source: open(folder / side / f"{source}.txt", "w", encoding="utf-8") for source in SOURCES}
        for source, paragraphs in documents:
            if is_held_out(paragraphs) != (side == "held-out"):
                continue
            lines = []
            for text in paragraphs:
                if withheld.is_in(text):
                    dropped["withheld definitions"] += 1
                elif len(text) >= 40 and key_of(text) in seen:
                    dropped["repeated paragraphs"] += 1
                else:
                    seen.add(key_of(text))
                    lines.append(text)
            if lines:
                written = files[source].write("\n".join(lines) + "\n\n")
                size, count = sizes.get((source, side), (0, 0))
                sizes[source, side] = (size + written, count + 1)
        for file in files.values():
            file.close()
            if Path(file.name).stat().st_size == 0:
                Path(file.name).unlink()
    print(f"{'source':12}{'train':>14}{'documents':>11}{'held out':>12}{'documents':>11}  licence")
    for source, (_, licence) in SOURCES.items():
        train, held = sizes.get((source, "train"), (0, 0)), sizes.get((source, "held-out"), (0, 0))
        print(f"{source:12}{train[0]:14,}{train[1]:11,}{held[0]:12,}{held[1]:11,}  {licence}")
    for side in ("train", "held-out"):
        print(side, f"{sum(size for (_, where), (size, _) in sizes.items() if where == side):,} characters")
    print("paragraphs left out:", ", ".join(f"{count:,} {why}" for why, count in dropped.items()))


if __name__ == "__main__":
    main()
