#pragma once

#include <random>

#include "engine/run/PretrainConfig.h"
#include "tests/support/TemporaryFolder.h"

namespace support {

/// Sentences in which a word's neighbours tell it: a subject has one verb and one object. Which subject comes next is
/// drawn, so that documents differ.
inline std::string toyText(int documents, std::uint32_t seed)
{
    const char* sentences[] = {"cats chase mice.", "dogs guard doors.", "birds build nests.", "bees make honey."};
    std::mt19937 random(seed);
    std::string text;
    for (int i = 0; i < documents; ++i) {
        for (int j = 0; j < 12; ++j)
            text += std::string(j > 0 ? " " : "") + sentences[random() % 4];
        text += "\n\n";
    }
    return text;
}

/// A small model and few steps on toyText(); everything is written below `folder`.
inline engine::PretrainConfig toyPretraining(const TemporaryFolder& folder)
{
    engine::PretrainConfig config;
    config.text.train = {folder.write("text/train.txt", toyText(120, 1)).string()};
    config.text.heldOut = {folder.write("text/held-out.txt", toyText(20, 2)).string()};
    config.tokenizer.vocabularySize = 330;
    config.model = {.hiddenSize = 32, .layers = 2, .heads = 2, .intermediateSize = 64, .length = 32, .dropout = 0.1,
                    .initializerRange = 0.1};
    config.training.steps = 60;
    config.training.batchSize = 8;
    config.training.learningRate = 5e-3;
    config.training.evaluateEvery = 25;
    config.training.checkpointEvery = 10;
    config.runtime.device = "cpu";
    config.runtime.threads = 1;
    config.output.path = (folder.path() / "model").string();
    return config;
}

} // namespace support
