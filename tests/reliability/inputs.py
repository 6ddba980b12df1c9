"""Small inputs for the drivers of this folder: a model and a task as tests/support/TinyModel.h and TinyTask.h make them,
text, and workspaces of older programs."""
import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path

SCHEMAS = sorted((Path(__file__).resolve().parents[2] / "storage" / "schema").glob("[0-9]*.sql"))
APPLICATION = 0x4D6F4C58  # Migrator::applicationId


def write_model(folder):
    """A RoBERTa-shaped config.json with a vocabulary of bytes; molex draws the weights."""
    folder.mkdir(parents=True)
    shape = {"model_type": "roberta", "vocab_size": 261, "hidden_size": 16, "num_hidden_layers": 3,
             "num_attention_heads": 2, "intermediate_size": 32, "max_position_embeddings": 66, "type_vocab_size": 1,
             "hidden_act": "gelu", "pad_token_id": 1, "layer_norm_eps": 1e-5, "hidden_dropout_prob": 0.1,
             "attention_probs_dropout_prob": 0.1}
    vocabulary = {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3, "<mask>": 260}
    others = 0
    for byte in range(256):
        is_printable = 0x21 <= byte <= 0x7E or 0xA1 <= byte <= 0xAC or byte >= 0xAE
        vocabulary[chr(byte if is_printable else 256 + others)] = 4 + byte
        others += 0 if is_printable else 1
    (folder / "config.json").write_text(json.dumps(shape))
    (folder / "vocab.json").write_text(json.dumps(vocabulary))
    (folder / "merges.txt").write_text("#version: 0.2\n")


def write_task(folder, dev_rows):
    """SST-2's layout: "good" rows are 1, "bad" rows 0."""
    folder.mkdir(parents=True)
    for split, rows in (("train", 64), ("dev", dev_rows)):
        lines = [f"{'good' if row % 2 else 'bad'} {'x' * (row * 7 % 11)} {row}\t{row % 2}" for row in range(rows)]
        (folder / f"{split}.tsv").write_text("\n".join(["sentence\tlabel", *lines]) + "\n")


def run_config(name, model, task, **training):
    return {"name": name,
            "model": {"path": str(model), "initialize": "random"},
            "task": {"kind": "glue", "name": "sst2", "path": str(task), "max_length": 32},
            "method": {"kind": "lora", "dropout": 0.1},
            "routing": {"kind": "molex", "gate_noise": 0.1, "mixing": "learned", "balance_loss": "switch"},
            "training": {"batch_size": 8, "learning_rate": 0.01, "routing_every": 3, **training},
            "runtime": {"device": "cpu", "threads": 1}}


def write_text(file, documents, seed):
    """Sentences in which a word's neighbours tell it."""
    draw = random.Random(seed)
    sentences = ("cats chase mice.", "dogs guard doors.", "birds build nests.", "bees make honey.")
    file.write_text("".join(" ".join(draw.choice(sentences) for _ in range(12)) + "\n\n" for _ in range(documents)))


def pretrain_config(folder, output):
    return {"text": {"train": [str(folder / "train.txt")], "held_out": [str(folder / "held-out.txt")]},
            "tokenizer": {"vocabulary_size": 330},
            "model": {"hidden_size": 32, "layers": 2, "heads": 2, "intermediate_size": 64, "length": 32},
            "training": {"steps": 60, "batch_size": 32, "learning_rate": 0.005, "evaluate_every": 10,
                         "checkpoint_every": 5},
            "runtime": {"device": "cpu", "threads": 1},
            "output": {"path": str(output)}}


def write_old_workspace(folder, version, runs=200, evaluations=50):
    """As a program wrote it that knew no newer schema, with enough rows for a migration to take a while."""
    folder.mkdir(parents=True)
    with closing(sqlite3.connect(folder / "workspace.sqlite", isolation_level=None)) as database:
        database.execute("PRAGMA auto_vacuum = INCREMENTAL")
        for schema in SCHEMAS[:version]:
            database.executescript(schema.read_text())
        database.execute(f"PRAGMA application_id = {APPLICATION}")
        database.execute(f"PRAGMA user_version = {version}")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("BEGIN")
        for run in range(1, runs + 1):
            database.execute("INSERT INTO runs (id, name, group_name, state, config, created_at, step) "
                             "VALUES (?, ?, '', 'finished', '{}', ?, ?)", (run, f"old-{run}", run, evaluations))
            for step in range(1, evaluations + 1):
                inserted = database.execute("INSERT INTO evaluations (run, step, epoch, seconds, split, rows, best) "
                                            "VALUES (?, ?, 1, 1, 'dev', 8, 0)", (run, step))
                database.execute("INSERT INTO evaluation_values (evaluation, place, key, value) "
                                 "VALUES (?, 0, 'accuracy', ?)", (inserted.lastrowid, 1 / step))
        database.execute("COMMIT")
