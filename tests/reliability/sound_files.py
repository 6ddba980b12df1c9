"""Sound files for the cases of bad_files.py, a tiny model, rows of data and a configuration, and how one is spoilt."""
import json
import os
import shutil
import struct

from inputs import write_model, write_task

HIDDEN, INNER, LAYERS, VOCABULARY, POSITIONS = 16, 32, 3, 261, 66  # write_model's
WEIGHTS = "model/model.safetensors"
CONFIG = "run.json"


def write(file, content):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())


def tensors():
    """Name and shape of every tensor of the model, as RoBERTa's checkpoints name them."""
    found = {"roberta.embeddings.word_embeddings.weight": [VOCABULARY, HIDDEN],
             "roberta.embeddings.position_embeddings.weight": [POSITIONS, HIDDEN],
             "roberta.embeddings.token_type_embeddings.weight": [1, HIDDEN]}

    def linear(name, rows, columns):
        found[name + ".weight"] = [rows, columns]
        found[name + ".bias"] = [rows]

    def norm(name):
        found[name + ".weight"] = [HIDDEN]
        found[name + ".bias"] = [HIDDEN]

    norm("roberta.embeddings.LayerNorm")
    for layer in range(LAYERS):
        prefix = f"roberta.encoder.layer.{layer}."
        for part in ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"):
            linear(prefix + part, HIDDEN, HIDDEN)
        norm(prefix + "attention.output.LayerNorm")
        linear(prefix + "intermediate.dense", INNER, HIDDEN)
        linear(prefix + "output.dense", HIDDEN, INNER)
        norm(prefix + "output.LayerNorm")
    linear("classifier.dense", HIDDEN, HIDDEN)
    linear("classifier.out_proj", 2, HIDDEN)
    return found


def weights(change=None, fill=b"\0\0\0\0"):
    """A safetensors file whose header `change` has altered."""
    header, end = {}, 0
    for name, shape in tensors().items():
        count = shape[0] * (shape[1] if len(shape) == 2 else 1)
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [end, end + 4 * count]}
        end += 4 * count
    if change:
        change(header)
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + fill * (end // 4)


def write_sound(folder):
    """Everything that cases spoil, but the stored run, which molex makes."""
    write_model(folder / "model")
    write(folder / WEIGHTS, weights())
    write_task(folder / "task", 8)
    write(folder / "table/train.csv", "text,label\n" + "".join(f"row {i},{'ab'[i % 2]}\n" for i in range(16)))
    write(folder / "table/dev.csv", "text,label\ngood,a\nbad,b\n")
    write(folder / "lines/train.jsonl", "".join(json.dumps({"text": f"row {i}", "label": "ab"[i % 2]}) + "\n"
                                                for i in range(16)))
    write(folder / "lines/dev.jsonl", '{"text": "good", "label": "a"}\n')
    configure(folder)


def configure(folder, **sections):
    """Writes the configuration for this folder, with these fields in its sections."""
    config = {"model": {"path": str(folder / "model")},
              "task": {"kind": "glue", "name": "sst2", "path": str(folder / "task"), "max_length": 32},
              "training": {"steps": 2, "batch_size": 4},
              "runtime": {"device": "cpu", "threads": 1}}
    for section, fields in sections.items():
        if isinstance(fields, dict):
            config[section] = {**config.get(section, {}), **fields}
        else:
            config[section] = fields
    write(folder / CONFIG, json.dumps(config))


def replaced(file, content):
    return lambda at: write(at / file, content)


def edited(file, old, new):
    def spoil(at):
        text = (at / file).read_text()
        if old not in text:
            raise ValueError(f"{file} does not have {old}")
        write(at / file, text.replace(old, new, 1))

    return spoil


def cut(file, share):
    return lambda at: os.truncate(at / file, int((at / file).stat().st_size * share))


def flipped(file, place):
    def spoil(at):
        content = bytearray((at / file).read_bytes())
        content[int(place * len(content))] ^= 1
        write(at / file, bytes(content))

    return spoil


def removed(path):
    return lambda at: shutil.rmtree(at / path) if (at / path).is_dir() else (at / path).unlink()


def piped(file):
    def spoil(at):
        (at / file).unlink()
        os.mkfifo(at / file)

    return spoil


def set_to(**sections):
    return lambda at: configure(at, **sections)


def with_header(change):
    return lambda at: write(at / WEIGHTS, weights(change))


def entry_set(name, field, value):
    return with_header(lambda header: header[name].__setitem__(field, value))
