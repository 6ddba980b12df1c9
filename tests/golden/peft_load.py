#!/usr/bin/env python3
"""Loads adapters that `molex export --format peft` wrote with the library PEFT itself, and compares the logits.

    tests/golden/peft_load.py --molex build/release/bin/molex

Small RoBERTa- and GPT-2-shaped models are drawn by Transformers, trained for a few steps under LoRA, rsLoRA and DoRA,
and exported twice: PEFT computes with the adapter over the base, `molex forward` with the merged model, whose way
shares nothing with PEFT's layout. Nothing is downloaded. Ends with 77 (skipped) where PEFT is not installed, with 1
where logits differ.
"""
import argparse
import importlib.util
import json
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "reliability"))
from inputs import write_model, write_task
from programs import Failure, Molex, require

SKIPPED = 77
CLOSE = 1e-4  # single precision, on logits of about 1
MOVED = 1e-2  # an adapter that computes nothing would agree too
KINDS = {"LoRA": {}, "rsLoRA": {"rslora": True}, "DoRA": {"dora": True}}
EVERYWHERE = ["query", "key", "value", "attention_output", "intermediate", "output"]
TARGETS = {"roberta": (["query", "value"], EVERYWHERE), "gpt2": (["query", "value"], ["query", "key", "output"])}


def write_gpt2(folder):
    """A GPT-2-shaped config.json with the bytes of write_model()'s vocabulary, and <|endoftext|>, which ends a text."""
    write_model(folder)
    shape = {"model_type": "gpt2", "vocab_size": 257, "n_embd": 16, "n_layer": 3, "n_head": 2, "n_positions": 64,
             "n_ctx": 64, "activation_function": "gelu_new", "layer_norm_epsilon": 1e-5, "bos_token_id": 256,
             "eos_token_id": 256}
    bytes_ = {text: id_ - 4 for text, id_ in json.loads((folder / "vocab.json").read_text()).items() if 4 <= id_ < 260}
    (folder / "config.json").write_text(json.dumps(shape))
    (folder / "vocab.json").write_text(json.dumps({**bytes_, "<|endoftext|>": 256}))


def write_dishes(folder):
    """The E2E challenge's files: what a restaurant serves."""
    folder.mkdir(parents=True)
    for file, names in (("trainset.csv", ("Aromi", "Cocum", "Giraffe")), ("devset.csv", ("Loch Fyne",))):
        rows = [f'"name[{name}], food[{dish}]",{name} serves {dish}.' for name in names for dish in ("Thai", "fish")]
        (folder / file).write_text("\n".join(["mr,ref", *rows]) + "\n")


class Family:
    """A base model as Transformers draws it, and a task for it."""

    def __init__(self, name, folder):
        import torch
        import transformers
        from safetensors.torch import save_file

        self.name = name
        self.model = folder / name
        self.data = folder / f"{name}-task"
        if name == "gpt2":
            write_gpt2(self.model)
            write_dishes(self.data)
            self.task = {"kind": "e2e", "path": str(self.data), "max_length": 64}
            self.auto = transformers.AutoModelForCausalLM
        else:
            write_model(self.model)
            write_task(self.data, 8)
            self.task = {"kind": "glue", "name": "sst2", "path": str(self.data), "max_length": 32}
            self.auto = transformers.AutoModelForSequenceClassification
        torch.manual_seed(1)
        base = self.auto.from_config(transformers.AutoConfig.from_pretrained(self.model))
        with torch.no_grad():
            for parameter in base.parameters():
                if parameter.dim() == 2:
                    parameter.mul_(4)  # so that layers do something
        save_file({key: value.detach().clone().contiguous() for key, value in base.named_parameters()},
                  self.model / "model.safetensors", metadata={"format": "pt"})

    def loaded(self):
        return self.auto.from_pretrained(self.model)

    def config(self, run, targets, settings):
        return {"name": run, "model": {"path": str(self.model)}, "task": self.task,
                "method": {"kind": "lora", "rank": 2, "alpha": 6, "targets": targets, **settings},
                "routing": {"kind": "none"},
                "training": {"steps": 5, "batch_size": 4, "learning_rate": 0.02, "warmup": 0, "schedule": "constant"},
                "runtime": {"device": "cpu", "precision": "fp32", "threads": 1}}


def batch_of(family):
    """Two rows, the second one padded."""
    padding = 0 if family.name == "gpt2" else 1
    rows = [[0, 40, 90, 17, 101, 33, 2], [0, 77, 12, 2]]
    width = len(rows[0])
    return {"input_ids": [row + [padding] * (width - len(row)) for row in rows],
            "attention_mask": [[1] * len(row) + [0] * (width - len(row)) for row in rows]}


def logits_of(model, batch, family):
    """A row for each text: the classes', or a language model's after the last real token."""
    import torch

    with torch.no_grad():
        logits = model.eval()(**{key: torch.tensor(rows) for key, rows in batch.items()}).logits
    if family.name != "gpt2":
        return logits
    return torch.stack([logits[row, sum(mask) - 1] for row, mask in enumerate(batch["attention_mask"])])


def compare(molex, family, folder, kind, targets):
    import torch
    from peft import PeftModel

    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps(family.config(folder.name, targets, KINDS[kind])))
    (folder / "batch.json").write_text(json.dumps(batch_of(family)))
    molex.call("run", folder / "config.json")
    molex.call("export", folder.name, "--format", "peft", "--out", folder / "adapter")
    molex.call("export", folder.name, "--format", "merged", "--out", folder / "merged")
    ours = torch.tensor(molex.json("forward", "--model", folder / "merged", "--inputs", folder / "batch.json")["logits"])

    batch = batch_of(family)
    base = logits_of(family.loaded(), batch, family)
    theirs = logits_of(PeftModel.from_pretrained(family.loaded(), folder / "adapter"), batch, family)
    moved = (theirs - base).abs().max().item()
    apart = (theirs - ours).abs().max().item()
    print(f"{family.name}, {kind}, {' '.join(targets)}: moved by {moved:.2g}, {apart:.2g} apart", flush=True)
    require(moved > MOVED, "the adapter changes nothing, so that nothing is compared")
    require(apart < CLOSE, "PEFT computes something else with the adapter")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--molex", required=True, type=Path)
    arguments = parser.parse_args()
    for library in ("peft", "transformers", "torch", "safetensors"):
        if importlib.util.find_spec(library) is None:
            print(f"skipped: {library} is not installed")
            return SKIPPED
    os.environ["HF_HUB_OFFLINE"] = "1"
    with tempfile.TemporaryDirectory(prefix="molex-peft-") as scratch:
        molex = Molex(arguments.molex, Path(scratch) / "workspace")
        for name in ("roberta", "gpt2"):
            family = Family(name, Path(scratch))
            for kind in KINDS:
                for place, targets in enumerate(TARGETS[name]):
                    try:
                        compare(molex, family, Path(scratch) / f"{name}-{kind}-{place}", kind, targets)
                    except Failure as failure:
                        print(f"{name}, {kind}, {' '.join(targets)}: {failure}")
                        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
