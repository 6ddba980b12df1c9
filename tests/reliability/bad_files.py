"""Malformed inputs for bad_input.py: what is done to the files of sound_files.py and to words, one case at a time."""
import json
import os
import pickle
import shutil
import sqlite3
import struct
import zipfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

from sound_files import (CONFIG, HIDDEN, VOCABULARY, WEIGHTS, configure, cut, edited, entry_set, flipped, piped,
                         removed, replaced, set_to, tensors, weights, with_header, write)

TRAIN = "task/train.tsv"


@dataclass
class Case:
    """One malformed input: what it is, what makes it of a sound folder, and what molex is asked to do with it. `words`
    must all be in what it says, once the folder, which stands for {at}, is taken out; `code` is how it must end."""

    group: str
    name: str
    spoil: Callable[[Path], None]
    command: tuple
    words: tuple
    code: int = 2
    text: str = ""  # standard input


RUN = ("run", "{at}/" + CONFIG)
CHECK_MODEL = ("check", "{at}/model")


def weight_cases():
    bias = "classifier.out_proj.bias"
    big = "roberta.embeddings.word_embeddings.weight"

    def renamed(header):
        header["roberta.encoder.layer.1.output.dense.byas"] = header.pop("roberta.encoder.layer.1.output.dense.bias")

    def overlapping(header):
        header["classifier.dense.bias"]["data_offsets"] = header["classifier.out_proj.weight"]["data_offsets"]
        header["classifier.dense.bias"]["shape"] = [2 * HIDDEN]

    deep = b'{"a":' + b"[" * 100_000
    spoilt = [("missing", removed(WEIGHTS), ()),
              ("empty", replaced(WEIGHTS, ""), ()),
              ("three bytes", replaced(WEIGHTS, "abc"), ()),
              ("cut in the header", cut(WEIGHTS, 0.02), ()),
              ("cut in the data", cut(WEIGHTS, 0.9), ()),
              ("header longer than the file", replaced(WEIGHTS, b"\x7f" * 8 + b"{}"), ("header",)),
              ("header that is no JSON", replaced(WEIGHTS, struct.pack("<Q", 6) + b"{nope}"), ()),
              ("header that is a list", replaced(WEIGHTS, struct.pack("<Q", 2) + b"[]"), ()),
              ("header of a hundred thousand brackets",
               replaced(WEIGHTS, struct.pack("<Q", len(deep)) + deep), ()),
              ("no UTF-8", replaced(WEIGHTS, struct.pack("<Q", 8) + b'{"\xff":1}'), ()),
              ("a folder in its place", lambda at: ((at / WEIGHTS).unlink(), (at / WEIGHTS).mkdir()), ()),
              ("a pipe in its place", piped(WEIGHTS), ()),
              ("unknown dtype", entry_set(bias, "dtype", "F33"), ("F33",)),
              ("integers", entry_set(bias, "dtype", "I32"), (bias,)),
              ("dtype of another size", entry_set(bias, "dtype", "F64"), (bias,)),
              ("offsets beyond the file", entry_set(bias, "data_offsets", [1 << 40, (1 << 40) + 8]), (bias,)),
              ("negative offset", entry_set(bias, "data_offsets", [-8, 0]), (bias,)),
              ("offsets reversed", entry_set(bias, "data_offsets", [80, 72]), (bias,)),
              ("offsets that are text", entry_set(bias, "data_offsets", ["0", "8"]), (bias,)),
              ("overlapping tensors", with_header(overlapping), ()),
              ("shape of another model", entry_set(big, "shape", [HIDDEN, VOCABULARY]), (big,)),
              ("negative shape", entry_set(bias, "shape", [-2]), (bias,)),
              ("shape whose product overflows", entry_set(bias, "shape", [1 << 62, 4]), (bias,)),
              ("an entry that is a number", with_header(lambda header: header.__setitem__(bias, 3)), (bias,)),
              ("a tensor missing", with_header(renamed), ("roberta.encoder.layer.1.output.dense.bias",))]
    cases = []
    for name, spoil, words in spoilt:
        cases.append(Case("weights (safetensors)", name, spoil, RUN, ("model.safetensors", *words)))
        cases.append(Case("weights (safetensors)", name + ", checked", spoil, CHECK_MODEL, ("/model", *words)))
    return cases


def index_cases():
    index = "model/model.safetensors.index.json"

    def sharded(content):
        def spoil(at):
            (at / WEIGHTS).rename(at / "model/model-00001-of-00001.safetensors")
            write(at / index, content if isinstance(content, str) else json.dumps(content))

        return spoil

    def mapped(name):
        return {"metadata": {}, "weight_map": dict.fromkeys(tensors(), name)}

    def linked(at):
        sharded(mapped("leads-out.safetensors"))(at)
        (at / "model/leads-out.safetensors").symlink_to("/etc/passwd")

    spoilt = [("no JSON", sharded('{"weight_map": '), ()),
              ("a list", sharded([]), ()),
              ("weight_map missing", sharded({"metadata": {}}), ("weight_map",)),
              ("weight_map a list", sharded({"weight_map": []}), ("weight_map",)),
              ("a file that is a number", sharded({"weight_map": dict.fromkeys(tensors(), 7)}), ()),
              ("a file that is not there", sharded(mapped("model-00002-of-00002.safetensors")),
               ("model-00002-of-00002.safetensors",)),
              ("a file above the folder", sharded(mapped("../secret.safetensors")), ("../secret.safetensors",)),
              ("an absolute path", sharded(mapped("/etc/passwd")), ("/etc/passwd",)),
              ("a link out of the folder", linked, ("leads-out.safetensors",))]
    return [Case("index of weights", name, spoil, RUN, ("model.safetensors.index.json" if not words else words[0],))
            for name, spoil, words in spoilt]


class RunsCommand:
    """A pickle of one runs a command."""

    def __init__(self, command):
        self.command = command

    def __reduce__(self):
        return os.system, (self.command,)


def pickle_cases():
    file = "model/pytorch_model.bin"

    def pickled(content, compression=zipfile.ZIP_STORED):
        def spoil(at):
            (at / WEIGHTS).unlink()
            data = content(at) if callable(content) else content
            with zipfile.ZipFile(at / file, "w", compression) as archive:
                archive.writestr("archive/data.pkl", data)
                archive.writestr("archive/version", "3\n")

        return spoil

    def plain(content):
        return lambda at: ((at / WEIGHTS).unlink(), write(at / file, content))

    runs_code = pickled(lambda at: pickle.dumps({"a": RunsCommand(f"touch {at}/code-was-run")}))
    spoilt = [("empty", plain("")),
              ("text", plain("not a pickle at all\n" * 20)),
              ("an archive's head alone", plain(b"PK\x03\x04" + bytes(30))),
              ("compressed", pickled(pickle.dumps({}, protocol=2) * 50, zipfile.ZIP_DEFLATED)),
              ("a pickle that runs a command", runs_code),
              ("a pickle that is cut", pickled(pickle.dumps({"a": list(range(1000))}, protocol=2)[:-20])),
              ("a pickle of a list", pickled(pickle.dumps([1, 2, 3], protocol=2))),
              ("numbers in place of tensors", pickled(pickle.dumps({"a": 3}, protocol=2)))]
    return [Case("weights (pytorch_model.bin)", name, spoil, RUN, ("pytorch_model.bin",)) for name, spoil in spoilt]


def model_cases():
    file = "model/config.json"
    spoilt = [("config.json missing", removed(file), "config.json"),
              ("config.json no JSON", replaced(file, '{\n"model_type" 3}'), "config.json:2"),
              ("config.json a list", replaced(file, "[]"), "config.json"),
              ("config.json empty", replaced(file, ""), "config.json"),
              ("another architecture", replaced(file, '{"model_type": "t5", "d_model": 16}'), "t5"),
              ("heads that do not divide", edited(file, '"num_attention_heads": 2', '"num_attention_heads": 3'),
               "num_attention_heads"),
              ("no layers", edited(file, '"num_hidden_layers": 3', '"num_hidden_layers": 0'), "num_hidden_layers"),
              ("negative width", edited(file, '"hidden_size": 16', '"hidden_size": -16'), "hidden_size"),
              ("a width that overflows", edited(file, '"hidden_size": 16', '"hidden_size": 9223372036854775807'),
               "hidden_size"),
              ("a width that is text", edited(file, '"hidden_size": 16', '"hidden_size": "16"'), "hidden_size"),
              ("an unknown activation", edited(file, '"gelu"', '"swoosh"'), "swoosh"),
              ("dropout above 1", edited(file, '"hidden_dropout_prob": 0.1', '"hidden_dropout_prob": 1.5'),
               "hidden_dropout_prob"),
              ("a decoder", edited(file, '"vocab_size"', '"is_decoder": true, "vocab_size"'), "is_decoder"),
              ("the folder missing", removed("model"), "/model"),
              ("the folder a file", lambda at: (shutil.rmtree(at / "model"), write(at / "model", "x")), "/model")]
    return [Case("model folder", name, spoil, RUN, (word,)) for name, spoil, word in spoilt]


def tokenizer_cases():
    vocabulary, merges = "model/vocab.json", "model/merges.txt"

    def alone(content):
        def spoil(at):
            (at / vocabulary).unlink()
            (at / merges).unlink()
            write(at / "model/tokenizer.json", content)

        return spoil

    spoilt = [("vocab.json missing", removed(vocabulary), "vocab.json"),
              ("vocab.json no JSON", replaced(vocabulary, '{"<s>": 0,'), "vocab.json"),
              ("vocab.json a list", replaced(vocabulary, "[1]"), "vocab.json"),
              ("vocab.json cut", cut(vocabulary, 0.5), "vocab.json"),
              ("an id that is text", edited(vocabulary, '"<unk>": 3', '"<unk>": "3"'), "vocab.json"),
              ("a negative id", edited(vocabulary, '"<unk>": 3', '"<unk>": -3'), "vocab.json"),
              ("a token that is needed", edited(vocabulary, '"</s>": 2', '"<//>": 2'), "</s>"),
              ("merges.txt missing", removed(merges), "merges.txt"),
              ("a merge of three parts", replaced(merges, "#version: 0.2\na b c\n"), "merges.txt"),
              ("a merge of unknown parts", replaced(merges, "#version: 0.2\nzz yy\n"), "merges.txt"),
              ("merges that are no UTF-8", replaced(merges, b"#version: 0.2\n\xff\xfe a\n"), "merges.txt"),
              ("tokenizer.json no JSON", alone("{"), "tokenizer.json"),
              ("tokenizer.json without a model", alone("{}"), "tokenizer.json"),
              ("tokenizer.json of another kind", alone('{"model": {"type": "Unigram", "vocab": []}}'), "Unigram")]
    return [Case("tokenizer", name, spoil, RUN, (word,)) for name, spoil, word in spoilt]


def data_cases():
    def table(train, folder="table", name="train.csv", **task):
        def spoil(at):
            write(at / folder / name, train)
            configure(at, task={"kind": "table", "name": "sst2", "path": str(at / folder), "text": "text",
                                "label": "label", **task})

        return spoil

    glue = [("no file", removed(TRAIN), "train.tsv"),
            ("no folder", removed("task"), "/task"),
            ("empty", replaced(TRAIN, ""), "train.tsv"),
            ("a header alone", replaced(TRAIN, "sentence\tlabel\n"), "train.tsv"),
            ("another header", replaced(TRAIN, "text\tlabel\na\t1\n"), "sentence"),
            ("a label out of range", replaced(TRAIN, "sentence\tlabel\na\t1\nb\t7\n"), "train.tsv:3"),
            ("a label that is text", replaced(TRAIN, "sentence\tlabel\na\tgood\n"), "train.tsv:2"),
            ("a field missing", replaced(TRAIN, "sentence\tlabel\na\t1\nb\n"), "train.tsv:3"),
            ("no UTF-8", replaced(TRAIN, b"sentence\tlabel\na \xff\xfe\t1\n"), "train.tsv:2"),
            ("a NUL in a text", replaced(TRAIN, b"sentence\tlabel\na\0b\t1\nc\tx\n"), "train.tsv"),
            ("a pipe", piped(TRAIN), "train.tsv")]
    tables = [("a quote that is not closed", table('text,label\n"a,x\n'), "train.csv"),
              ("a column missing", table("words,label\na,x\n"), '"text"'),
              ("a field too many", table("text,label\na,x,y\n"), "train.csv:2"),
              ("a column twice", table("text,text,label\na,b,x\n"), '"text" twice'),
              ("a label that dev alone has", lambda at: (table("text,label\na,a\nb,b\n")(at),
                                                         write(at / "table/dev.csv", "text,label\nc,z\n")), "dev.csv"),
              ("a number that is none", table("text,label\na,1\nb,two\n", label_type="number"), "train.csv:3"),
              ("a line that is no JSON", table('{"text": "a", "label": "x"}\n{"text"\n', "lines", "train.jsonl"),
               "train.jsonl:2"),
              ("a line that is a list", table("[1, 2]\n", "lines", "train.jsonl"), "train.jsonl:1"),
              ("a key missing", table('{"text": "a"}\n', "lines", "train.jsonl"), '"label"'),
              ("brackets without end", table("[" * 100_000 + "\n", "lines", "train.jsonl"), "train.jsonl:1")]
    e2e = [("no E2E files", set_to(task={"kind": "e2e"}), "/task"),
           ("no WordNet", lambda at: configure(at, task={"kind": "wordnet", "path": str(at / "task")}), "/task")]
    return [Case("data", name, spoil, RUN, (word,)) for name, spoil, word in glue + tables + e2e]


def configuration_cases():
    fields = [("training", "lerning_rate", 0.1), ("training", "batch_size", "four"), ("training", "batch_size", 0),
              ("training", "learning_rate", -1), ("training", "learning_rate", 1e308), ("training", "steps", 1.5),
              ("training", "steps", -1), ("training", "optimizer", "magic"), ("runtime", "threads", 5000),
              ("runtime", "device", "abacus"), ("runtime", "precision", "fp3"), ("runtime", "seed", "x"),
              ("method", "kind", "lorra"), ("method", "rank", 0), ("routing", "kind", "roulette"),
              ("task", "kind", "glew"), ("task", "name", "sst3"), ("task", "max_length", -1), ("model", "path", 3),
              ("model", "path", "")]
    cases = [Case("configuration", f"{section}.{field} = {json.dumps(value)}", set_to(**{section: {field: value}}), RUN,
                  (f"{section}.{field}",)) for section, field, value in fields]
    files = [("no JSON", replaced(CONFIG, '{\n\n"name": tru}'), "run.json:3"),
             ("a list", replaced(CONFIG, "[]"), "run.json"),
             ("empty", replaced(CONFIG, ""), "run.json"),
             ("brackets without end", replaced(CONFIG, "[" * 200_000), "run.json"),
             ("no UTF-8", replaced(CONFIG, b'{"name": "\xff"}'), "run.json"),
             ("a section that is a number", set_to(training=3), "training"),
             ("missing", removed(CONFIG), "run.json"),
             ("a folder", lambda at: ((at / CONFIG).unlink(), (at / CONFIG).mkdir()), "run.json"),
             ("a pipe without a writer", piped(CONFIG), "run.json")]
    cases += [Case("configuration", name, spoil, RUN, (word,)) for name, spoil, word in files]
    lines = [("no command", (), "name a command"), ("an unknown command", ("trian",), "trian"),
             ("no file", ("run",), "CONFIG"), ("an unknown option", (*RUN, "--sped", "1"), "--sped"),
             ("a setting without a value", (*RUN, "--set", "name"), "must look like"),
             ("a setting of no field", (*RUN, "--set", "training.x=1"), "training.x"),
             ("an unknown preset", (*RUN, "--preset", "../escape"), "escape"),
             ("a sweep of no field", ("queue", "add", "{at}/" + CONFIG, "--sweep", "training.x=1,2"), "training.x"),
             ("a filter that is none", ("runs", "--filter", "matthews>", "--workspace", "{at}/stored"), "matthews"),
             ("an unknown run", ("show", "7041", "--workspace", "{at}/stored"), "7041"),
             ("an unknown series", ("series", "last", "no-such-series", "--workspace", "{at}/stored"),
              "no-such-series"),
             ("an unknown format", ("export", "last", "--format", "doc", "--out", "{at}/out"), "--format")]
    return cases + [Case("command line", name, lambda at: None, words, (word,)) for name, words, word in lines]


def workspace_cases():
    database = "stored/workspace.sqlite"
    runs = ("runs", "--workspace", "{at}/stored")

    def sql(statements):
        def spoil(at):
            with closing(sqlite3.connect(at / database, isolation_level=None)) as connection:
                connection.executescript(statements)

        return spoil

    def linked_log(at):
        (at / (database + "-wal")).unlink(missing_ok=True)
        (at / (database + "-wal")).symlink_to(at / CONFIG)

    spoilt = [("no database", replaced(database, "x" * 5000), runs, "workspace.sqlite"),
              ("another program's", sql("PRAGMA application_id = 7"), runs, "workspace.sqlite"),
              ("cut in half", cut(database, 0.5), ("check", "{at}/stored"), "workspace.sqlite"),
              ("a bit of a page's head", flipped(database, 0), runs, "workspace.sqlite"),
              ("a table missing", sql("DROP TABLE log"), runs, "workspace.sqlite"),
              ("a trigger", sql("CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM runs; END"), runs,
               "workspace.sqlite"),
              ("a newer schema, to be written", sql("PRAGMA user_version = 1000"),
               ("delete", "last", "--workspace", "{at}/stored"), "newer version"),
              ("a configuration that is no JSON", sql("UPDATE runs SET config = '{'"), ("check", "{at}/stored"),
               "run 1"),
              ("a block of a series overwritten", sql("UPDATE series_blocks SET data = zeroblob(20)"),
               ("check", "{at}/stored"), "run 1"),
              ("a link in the place of the log", linked_log, runs, "workspace.sqlite-wal"),
              ("a pipe", piped(database), runs, "workspace.sqlite"),
              ("a folder", lambda at: ((at / database).unlink(), (at / database).mkdir()), runs, "workspace.sqlite"),
              ("none", lambda at: None, ("runs", "--workspace", "{at}/nowhere"), "nowhere"),
              ("a file in its place", lambda at: None, ("runs", "--workspace", "{at}/" + CONFIG), "run.json"),
              ("a place that cannot be written", lambda at: None, (*RUN, "--workspace", "/proc/molex"), "/proc/molex"),
              ("no backup", lambda at: None, ("restore", "{at}/" + CONFIG, "--workspace", "{at}/stored"), "run.json")]
    return [Case("workspace", name, spoil, command, (word,)) for name, spoil, command, word in spoilt]


def exchange_cases():
    bundle, events = "run.molex", "events/events.out.tfevents.1.sound"
    entries = [("a bundle that is cut", cut(bundle, 0.6), bundle),
               ("a flipped bit in a bundle", flipped(bundle, 0.5), bundle),
               ("a flipped bit in a bundle's head", flipped(bundle, 0.0001), bundle),
               ("a bundle without its end", cut(bundle, 0.999), bundle),
               ("an empty file", replaced(bundle, ""), bundle), ("text", replaced(bundle, "hello\n" * 1000), bundle),
               ("a pipe", piped(bundle), bundle), ("nothing", removed(bundle), bundle),
               ("a flipped bit in events", flipped(events, 0.5), events),
               ("events that are zeros", replaced(events, bytes(1000)), events)]
    cases = [Case("import", name, spoil, ("import", "{at}/" + file), (Path(file).name,))
             for name, spoil, file in entries]
    stored = ("--workspace", "{at}/stored")
    outs = [("into a folder that is missing", "html", "{at}/none/run.html", "/none"),
            ("over a folder", "jsonl", "{at}/task", "/task"),
            ("a bundle onto a device", "bundle", "/dev/full", "/dev/full"),
            ("mixed layers as a plain model", "merged", "{at}/merged", "routing.kind")]
    return cases + [Case("export", name, lambda at: None, ("export", "last", "--format", kind, "--out", out, *stored),
                         (word,)) for name, kind, out, word in outs]


def checkpoint_cases():
    folder = "stored/runs/1/checkpoints/step-00000002"
    check = ("check", "{at}/" + folder)
    evaluate = ("evaluate", "--checkpoint", "{at}/" + folder)
    spoilt = [("a flipped bit in the weights", flipped(f"{folder}/weights.safetensors", 0.9), "weights.safetensors"),
              ("a flipped bit in the configuration", flipped(f"{folder}/run.json", 0.5), "run.json"),
              ("weights that are cut", cut(f"{folder}/weights.safetensors", 0.5), "weights.safetensors"),
              ("weights missing", removed(f"{folder}/weights.safetensors"), "weights.safetensors")]
    cases = []
    for name, spoil, word in spoilt:
        cases.append(Case("checkpoint", name + ", checked", spoil, check, (word,)))
        cases.append(Case("checkpoint", name, spoil, evaluate, (word,)))
    return cases


def running_cases():
    """What only training finds: the run fails, and says at which step."""
    numbers = {"weights that are no numbers": float("nan"), "weights that are infinite": float("inf")}
    return [Case("during a run", name, replaced(WEIGHTS, weights(fill=struct.pack("<f", number))), RUN,
                 ("step 1", "word_embeddings"), 1) for name, number in numbers.items()]


def all_cases():
    return (weight_cases() + index_cases() + pickle_cases() + model_cases() + tokenizer_cases() + data_cases()
            + configuration_cases() + workspace_cases() + exchange_cases() + checkpoint_cases() + running_cases())
