#!/usr/bin/env python3
"""Writes bert_words.json: texts and the words that BERT's basic tokenization makes of them.

The rules (Devlin et al. 2018, as Hugging Face's fast tokenizers apply them), written down once more with Python's
unicodedata, whose tables are Unicode 14 in Python 3.11, the version of utf8proc 2.8:

 1. clean: drop NUL, U+FFFD and categories C* except tab, LF, CR; those three and categories Z* become a space;
 2. put spaces around CJK ideographs;
 3. strip accents: NFD, then drop category Mn;
 4. lower case, character by character (so a final sigma is no special case);
 5. divide at spaces, and at punctuation, each a word: ASCII that is no letter, digit or space, and categories P*.

Texts are drawn from a seeded generator over whole blocks of Unicode. Run: python3 tests/golden/bert_words.py
"""
import json
import pathlib
import random
import unicodedata

IDEOGRAPHS = [(0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
              (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F)]
BLOCKS = [(0x00, 0x7F), (0x80, 0xFF), (0x100, 0x24F), (0x250, 0x36F), (0x370, 0x3FF), (0x400, 0x52F), (0x530, 0x6FF),
          (0x900, 0xDFF), (0xE00, 0x109F), (0x10A0, 0x13FF), (0x1C80, 0x1CBF), (0x1D00, 0x1FFF), (0x2000, 0x206F),
          (0x2070, 0x2BFF), (0x2C00, 0x2E7F), (0x3000, 0x30FF), (0x4E00, 0x4E40), (0xA640, 0xABFF), (0xAC00, 0xAC80),
          (0xE000, 0xE010), (0xF900, 0xFAFF), (0xFB00, 0xFFFD), (0x10400, 0x1044F), (0x1E900, 0x1E95F),
          (0x1F300, 0x1F64F), (0x20000, 0x20020), (0x2F800, 0x2F820)]


def clean(text):
    result = ""
    for c in text:
        category = unicodedata.category(c)
        if c in "\t\n\r" or category.startswith("Z"):
            result += " "
        elif c not in "\0\ufffd" and not category.startswith("C"):
            result += c
    return result


def is_ideograph(c):
    return any(low <= ord(c) <= high for low, high in IDEOGRAPHS)


def is_punctuation(c):
    return (c.isascii() and not c.isalnum() and c > " ") or unicodedata.category(c).startswith("P")


def words(text, lower, strip):
    text = "".join(f" {c} " if is_ideograph(c) else c for c in clean(text))
    if strip:
        text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    if lower:
        text = "".join(c.lower() for c in text)
    return "".join(f" {c} " if is_punctuation(c) else c for c in text).split(" ")


def main():
    assert unicodedata.unidata_version == "14.0.0", unicodedata.unidata_version
    generator = random.Random(20241124)
    texts = []
    for block in BLOCKS:
        texts.append("".join(chr(generator.randint(*block)) for _ in range(24)))
    for _ in range(30):
        texts.append("".join(chr(generator.randint(*generator.choice(BLOCKS))) for _ in range(25)))
    cases = []
    for text in texts:
        for lower, strip in [(True, True), (False, False), (True, False)]:
            found = [word for word in words(text, lower, strip) if word]
            cases.append({"text": text, "lower": lower, "strip": strip, "words": found})
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n", encoding="ascii")


main()
