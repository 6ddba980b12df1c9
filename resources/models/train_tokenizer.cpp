/// Trains the starter model's tokenizer on the definitions of WordNet's train split; starter/README.md has the command.
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "engine/data/BpeTrainer.h"
#include "engine/data/WordNetTask.h"

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::fprintf(stderr, "usage: train_tokenizer FOLDER VOCABULARY_SIZE\n");
        return 2;
    }
    try {
        std::vector<std::string> texts;
        for (engine::Example& row : engine::WordNetTask("").split("train", 0).rows)
            texts.push_back(std::move(row.text));
        const engine::TrainedBpe tokenizer = engine::trainByteLevelBpe(texts, std::stoll(argv[2]));
        engine::writeTokenizer(tokenizer, argv[1]);
        std::printf("%zu tokens from %zu texts\n", tokenizer.tokens.size(), texts.size());
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "%s\n", failure.what());
        return 1;
    }
    return 0;
}
