#!/usr/bin/env python3
"""Writes expected.json: what a small BERT classifier computes, by PyTorch's own nn.TransformerEncoderLayer in float64.

    python3 tests/golden/bert/make_expected.py        (Debian's python3-torch)

It is the only reference for BERT: the folder of shared reference outputs has none. Weights follow a formula that the
test repeats, so that no binary file is kept: element k of tensor NAME is 0.2 * sin(0.37 * k + sum of NAME's bytes), in
double precision, then float32; LayerNorm weights have 1 added before.
"""
import json
import math
import re
from pathlib import Path

import torch
from torch import nn

LAYERS, WIDTH, HEADS, INNER, VOCABULARY, POSITIONS, LABELS = 3, 24, 3, 40, 50, 16, 3
EPSILON = 1e-12
SHOWN = 6  # of a token's hidden state, the first values

IDS = torch.tensor([[2, 11, 25, 7, 3, 40, 3], [2, 9, 3, 0, 0, 0, 0], [2, 30, 31, 3, 32, 3, 0]])
TYPES = torch.tensor([[0, 0, 0, 0, 0, 1, 1], [0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 1, 1, 0]])
ANSWERS = torch.tensor([2, 0, 1])


class Bert(nn.Module):
    def __init__(self):
        super().__init__()
        self.words = self.filled("bert.embeddings.word_embeddings.weight", VOCABULARY, WIDTH)
        self.positions = self.filled("bert.embeddings.position_embeddings.weight", POSITIONS, WIDTH)
        self.types = self.filled("bert.embeddings.token_type_embeddings.weight", 2, WIDTH)
        self.norm = self.fill(nn.LayerNorm(WIDTH, EPSILON), "bert.embeddings.LayerNorm")
        self.layers = nn.ModuleList(self.layer(f"bert.encoder.layer.{i}") for i in range(LAYERS))
        self.pooler = self.fill(nn.Linear(WIDTH, WIDTH), "bert.pooler.dense")
        self.classifier = self.fill(nn.Linear(WIDTH, LABELS), "classifier")

    @staticmethod
    def values(name, *shape):
        start = sum(name.encode())
        one = 1 if name.endswith("LayerNorm.weight") else 0
        numbers = [0.2 * math.sin(0.37 * k + start) + one for k in range(math.prod(shape))]
        return torch.tensor(numbers, dtype=torch.float64).to(torch.float32).to(torch.float64).view(shape)

    def filled(self, name, *shape):
        return nn.Parameter(self.values(name, *shape))

    def fill(self, module, name):
        module.weight = self.filled(name + ".weight", *module.weight.shape)
        module.bias = self.filled(name + ".bias", *module.bias.shape)
        return module

    def layer(self, name):
        module = nn.TransformerEncoderLayer(WIDTH, HEADS, INNER, dropout=0.0, activation="gelu",
                                            layer_norm_eps=EPSILON, batch_first=True, norm_first=False)
        parts = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
        attention = module.self_attn
        attention.in_proj_weight = nn.Parameter(torch.cat([self.values(p + ".weight", WIDTH, WIDTH) for p in parts]))
        attention.in_proj_bias = nn.Parameter(torch.cat([self.values(p + ".bias", WIDTH) for p in parts]))
        self.fill(attention.out_proj, name + ".attention.output.dense")
        self.fill(module.norm1, name + ".attention.output.LayerNorm")
        self.fill(module.linear1, name + ".intermediate.dense")
        self.fill(module.linear2, name + ".output.dense")
        self.fill(module.norm2, name + ".output.LayerNorm")
        return module.train()  # eval() takes another kernel; dropout is 0

    def forward(self, ids, types):
        """Hidden states from the embeddings' output on, and logits."""
        hidden = self.norm(self.words[ids] + self.positions[: ids.size(1)] + self.types[types])
        states = [hidden]
        for layer in self.layers:
            states.append(layer(states[-1], src_key_padding_mask=ids.eq(0)))
        return states, self.classifier(torch.tanh(self.pooler(states[-1][:, 0])))

    def gradients(self):
        """By the names of a checkpoint."""
        result = {"bert.embeddings.word_embeddings.weight": self.words.grad,
                  "bert.embeddings.position_embeddings.weight": self.positions.grad,
                  "bert.embeddings.token_type_embeddings.weight": self.types.grad}
        names = {"norm": "bert.embeddings.LayerNorm", "pooler": "bert.pooler.dense", "classifier": "classifier"}
        inside = {"self_attn.out_proj": "attention.output.dense", "norm1": "attention.output.LayerNorm",
                  "linear1": "intermediate.dense", "linear2": "output.dense", "norm2": "output.LayerNorm"}
        for name, parameter in self.named_parameters():
            module, _, kind = name.rpartition(".")
            if module in names:
                result[f"{names[module]}.{kind}"] = parameter.grad
            elif found := re.fullmatch(r"layers\.(\d)\.(.*)", module):
                layer = f"bert.encoder.layer.{found[1]}"
                if found[2] in inside:
                    result[f"{layer}.{inside[found[2]]}.{kind}"] = parameter.grad
                else:
                    for part, gradient in zip(("query", "key", "value"), parameter.grad.chunk(3)):
                        result[f"{layer}.attention.self.{part}.{kind.removeprefix('in_proj_')}"] = gradient
        return result


def dot(gradient):
    """With element k of a vector being cos(0.1 * k): every element and its place count."""
    return torch.dot(gradient.flatten(), torch.cos(0.1 * torch.arange(gradient.numel()))).item()


def main():
    torch.set_default_dtype(torch.float64)
    model = Bert()
    states, logits = model(IDS, TYPES)
    loss = nn.functional.cross_entropy(logits, ANSWERS)
    loss.backward()
    real = IDS.ne(0)
    config = {"model_type": "bert", "vocab_size": VOCABULARY, "hidden_size": WIDTH, "num_hidden_layers": LAYERS,
              "num_attention_heads": HEADS, "intermediate_size": INNER, "max_position_embeddings": POSITIONS,
              "type_vocab_size": 2, "hidden_act": "gelu", "layer_norm_eps": EPSILON, "pad_token_id": 0,
              "hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0,
              "id2label": {str(i): f"LABEL_{i}" for i in range(LABELS)}}
    result = {"torch": torch.__version__, "config": config,
              "inputs": {"input_ids": IDS.tolist(), "token_type_ids": TYPES.tolist(),
                         "attention_mask": real.int().tolist(), "labels": ANSWERS.tolist()},
              "logits": logits.tolist(), "loss": loss.item(),
              "logits_of_type_0": model(IDS, torch.zeros_like(IDS))[1].tolist(),
              "hidden_norms": [(s.square().sum(-1) * real).sum(1).sqrt().tolist() for s in states],
              "hidden_first": [s[real][:, :SHOWN].tolist() for s in states],  # [real tokens of all rows, SHOWN]
              "gradients": {name: {"norm": g.norm().item(), "dot": dot(g)} for name, g in model.gradients().items()}}
    lines = [f" {json.dumps(key)}: {json.dumps(value)}" for key, value in result.items()]
    Path(__file__).with_name("expected.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
