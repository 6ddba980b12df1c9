#!/usr/bin/python3
"""Writes meteor_nltk.json: what NLTK's METEOR, Porter stemmer and WordNet say about made-up sentences and words.

    apt-get install python3-nltk wordnet-base
    /usr/bin/python3 tests/golden/meteor_nltk.py > tests/golden/meteor_nltk.json

NLTK's reader wants a file `lexnames` beside WordNet's own files (lexnames(5WN)), which Debian's package leaves out.
With the argument `all` it prints stems and synonyms of all of WordNet's words instead, to be compared once.
"""
import json
import os
import random
import sys
import tempfile
import warnings

from nltk.corpus.reader.wordnet import WordNetCorpusReader
from nltk.data import FileSystemPathPointer
from nltk.stem.porter import PorterStemmer
from nltk.translate.meteor_score import meteor_score

DICTIONARY = "/usr/share/wordnet"
LEXICOGRAPHER_FILES = (
    "adj.all adj.pert adv.all noun.Tops noun.act noun.animal noun.artifact noun.attribute noun.body noun.cognition "
    "noun.communication noun.event noun.feeling noun.food noun.group noun.location noun.motive noun.object noun.person "
    "noun.phenomenon noun.plant noun.possession noun.process noun.quantity noun.relation noun.shape noun.state "
    "noun.substance noun.time verb.body verb.change verb.cognition verb.communication verb.competition "
    "verb.consumption verb.contact verb.creation verb.emotion verb.motion verb.perception verb.possession verb.social "
    "verb.stative verb.weather adj.ppl").split()
PARTS = {"noun": 1, "verb": 2, "adj": 3, "adv": 4}

NAMES = ["the green lantern", "bluebell house", "café aurora", "old ferry"]
FOODS = ["italian food", "cheap noodles", "excellent fish", "children's meals"]
PLACES = ["by the river", "in the city centre", "near the station", "beside a quiet park"]
PATTERNS = [
    "{name} serves {food} {place}",
    "{place} you can find {name} which offers {food}",
    "for {food} try {name} {place}",
    "{name} is a family friendly restaurant {place} with {food}",
    "families visiting {place} liked the {food} served at {name}",
]
SWAPS = {"serves": "serving", "offers": "provides", "restaurant": "eatery", "cheap": "inexpensive", "find": "discover",
         "excellent": "splendid", "children's": "kids", "quiet": "silent", "families": "family", "visiting": "visits",
         "food": "foods", "city": "metropolis", "meals": "repast", "near": "close", "liked": "likes", "try": "tries"}
WORDS = ("skies dying news innings outing proceed howe flies dies tied cried agreed feed plastered motoring sing "
         "conflated troubled sized hopping tanned falling hissing fizzed failing filing happy sky enjoy say relational "
         "conditional rational valenci hesitanci digitizer conformabli radicalli differentli vileli analogousli "
         "vietnamization predication operator feudalism decisiveness hopefulness callousness formaliti sensitiviti "
         "sensibiliti triplicate formative formalize electriciti electrical hopeful goodness revival allowance "
         "inference airliner gyroscopic adjustable defensible irritant replacement adjustment dependent adoption "
         "homologou communism activate angulariti homologous effective bowdlerize probate rate cease controll roll "
         "geologi archaeologi hopefully skillfulli as be it aed ing ied ies ss café naïvely y yes by oxen geese better "
         "went children mice leaves boxes buzzes churches wishes firemen ladies ran running faster fastest "
         "hot_dog dogs Canis dog").split()


def reader():
    folder = tempfile.mkdtemp()
    for name in os.listdir(DICTIONARY):
        os.symlink(os.path.join(DICTIONARY, name), os.path.join(folder, name))
    with open(os.path.join(folder, "lexnames"), "w") as file:
        for number, name in enumerate(LEXICOGRAPHER_FILES):
            file.write("%02d\t%s\t%d\n" % (number, name, PARTS[name.split(".")[0]]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about other languages
        return WordNetCorpusReader(FileSystemPathPointer(folder), None)


def sentence(draw, name, food, place):
    words = draw.choice(PATTERNS).format(name=name, food=food, place=place).split()
    for i, word in enumerate(words):
        if draw.random() < 0.35:
            words[i] = SWAPS.get(word, word)
    for _ in range(draw.randrange(3)):
        i = draw.randrange(len(words))
        action = draw.randrange(3)
        if action == 0 and len(words) > 1:
            del words[i]
        elif action == 1:
            words.insert(i, draw.choice(words))
        else:
            j = draw.randrange(len(words))
            words[i], words[j] = words[j], words[i]
    return words


def segments():
    draw = random.Random(15)
    for _ in range(60):
        choice = draw.choice(NAMES), draw.choice(FOODS), draw.choice(PLACES)
        yield sentence(draw, *choice), [sentence(draw, *choice) for _ in range(draw.randrange(1, 4))]
    yield [], [["one", "word"]]
    yield ["one"], [["one"]]
    yield "no word is shared".split(), [["zebra", "quartz"]]
    yield "The Cat the cat THE cat".split(), ["the cat sat on the cat".split(), "cat the".split()]


def synonyms(wordnet, word):
    return sorted({lemma.name() for synset in wordnet.synsets(word) for lemma in synset.lemmas()
                   if "_" not in lemma.name()})


def main():
    wordnet = reader()
    stem = PorterStemmer().stem
    words = [word.lower() for word in WORDS]
    if sys.argv[1:] == ["all"]:
        for word in sorted(set(wordnet.all_lemma_names())):
            print(word, stem(word), " ".join(synonyms(wordnet, word)), " ".join(synonyms(wordnet, stem(word))), sep="\t")
        return
    cases = [{"hypothesis": hypothesis, "references": references,
              "score": meteor_score(references, hypothesis, wordnet=wordnet)}
             for hypothesis, references in segments()]
    known = words + [word for pair in SWAPS.items() for word in pair]
    print('{"segments": [')
    print(",\n".join(json.dumps(case) for case in cases))
    print('],\n"stems": %s,' % json.dumps({word: stem(word) for word in known}))
    print('"synonyms": {')
    print(",\n".join("%s: %s" % (json.dumps(word), json.dumps(synonyms(wordnet, word))) for word in sorted(set(known))))
    print("}}")


main()
