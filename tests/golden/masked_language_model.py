#!/usr/bin/env python3
"""Writes masked_language_model.json: logits of a small RoBERTa with the head of a masked language model.

The model is written down once more in plain PyTorch, in float64, after Liu et al. 2019 and the tensor names of Hugging
Face's RobertaForMaskedLM: post-LayerNorm layers with exact GELU, positions counted from the padding id on, and a head of
dense, GELU, LayerNorm and a decoder that is tied to the word embeddings and has a bias. Weights are a sine of their
place and name. Run: /usr/bin/python3 tests/golden/masked_language_model.py
"""
import json
import pathlib

import torch
from torch.nn.functional import gelu, layer_norm, linear

VOCABULARY, WIDTH, LAYERS, HEADS, INNER, POSITIONS, PADDING = 20, 8, 2, 2, 16, 12, 1
EPSILON = 1e-5
IDS = [[0, 5, 19, 7, 5, 2], [0, 8, 9, 10, 19, 2]]
PLACES = [2, 4, 10]


def weight(name, *shape):
    numbers = torch.arange(int(torch.tensor(shape).prod()), dtype=torch.float64)
    one = 1 if name.endswith(("LayerNorm.weight", "layer_norm.weight")) else 0
    values = 0.2 * torch.sin(0.37 * numbers + sum(name.encode())) + one
    return values.float().double().view(shape)


def dense(states, name, inner, outer):
    return linear(states, weight(name + ".weight", outer, inner), weight(name + ".bias", outer))


def norm(states, name):
    return layer_norm(states, (WIDTH,), weight(name + ".weight", WIDTH), weight(name + ".bias", WIDTH), EPSILON)


def attention(states, name):
    rows, length, _ = states.shape

    def heads(part):
        return dense(states, f"{name}.self.{part}", WIDTH, WIDTH).view(rows, length, HEADS, -1).transpose(1, 2)

    scores = heads("query") @ heads("key").transpose(2, 3) / (WIDTH / HEADS) ** 0.5
    context = (scores.softmax(-1) @ heads("value")).transpose(1, 2).reshape(rows, length, WIDTH)
    return norm(states + dense(context, name + ".output.dense", WIDTH, WIDTH), name + ".output.LayerNorm")


def layer(states, name):
    states = attention(states, name + ".attention")
    inner = gelu(dense(states, name + ".intermediate.dense", WIDTH, INNER))
    return norm(states + dense(inner, name + ".output.dense", INNER, WIDTH), name + ".output.LayerNorm")


def logits(ids):
    base = "roberta.embeddings."
    words = weight(base + "word_embeddings.weight", VOCABULARY, WIDTH)
    positions = weight(base + "position_embeddings.weight", POSITIONS, WIDTH)
    types = weight(base + "token_type_embeddings.weight", 1, WIDTH)
    length = ids.shape[1]
    states = norm(words[ids] + positions[PADDING + 1:PADDING + 1 + length] + types[0], base + "LayerNorm")
    for i in range(LAYERS):
        states = layer(states, f"roberta.encoder.layer.{i}")
    features = norm(gelu(dense(states, "lm_head.dense", WIDTH, WIDTH)), "lm_head.layer_norm")
    return linear(features, words, weight("lm_head.bias", VOCABULARY))


rows = logits(torch.tensor(IDS)).flatten(0, 1)[PLACES]
file = pathlib.Path(__file__).with_suffix(".json")
file.write_text(json.dumps({"ids": IDS, "places": PLACES, "logits": rows.tolist()}, indent=1) + "\n")
