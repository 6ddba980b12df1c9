#pragma once

#include "engine/run/Describe.h"

/// What a pre-training starts from: text, tokenizer, and the shape of the model.
namespace engine {

struct PretrainText
{
    static constexpr bool isDescribed = true;

    std::vector<std::string> train;
    std::vector<std::string> heldOut;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit)
    {
        visit(Field{.key = "train",
                    .help = "Text files to learn from, or folders with .txt files. An empty line ends a document."},
              self.train);
        visit(Field{.key = "held_out", .help = "Text files, or folders, that are only measured on."}, self.heldOut);
    }
};

struct PretrainTokenizer
{
    static constexpr bool isDescribed = true;

    std::string path;
    std::int64_t vocabularySize = 8000;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit)
    {
        visit(Field{.key = "path",
                    .help = "Folder with vocab.json and merges.txt; empty: byte-level BPE is trained on the training "
                            "text."},
              self.path);
        visit(Field{.key = "vocabulary_size", .help = "Tokens of the one that is trained.", .minimum = 261,
                    .maximum = 1e6},
              self.vocabularySize);
    }
};

struct PretrainShape
{
    static constexpr bool isDescribed = true;

    std::int64_t hiddenSize = 160;
    std::int64_t layers = 12;
    std::int64_t heads = 5;
    std::int64_t intermediateSize = 640;
    std::int64_t length = 128;
    double dropout = 0;
    double initializerRange = 0.04;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit)
    {
        visit(Field{.key = "hidden_size", .minimum = 1, .maximum = 65536}, self.hiddenSize);
        visit(Field{.key = "layers", .minimum = 1, .maximum = 1024}, self.layers);
        visit(Field{.key = "heads", .minimum = 1, .maximum = 4096}, self.heads);
        visit(Field{.key = "intermediate_size", .help = "Inner width of the feed-forward block.", .minimum = 1,
                    .maximum = 1e6},
              self.intermediateSize);
        visit(Field{.key = "length", .help = "Tokens of a row, and the longest input of the model.", .unit = "tokens",
                    .minimum = 4, .maximum = 100000},
              self.length);
        visit(Field{.key = "dropout", .help = "Of embeddings, layers and attention; the model keeps it.", .minimum = 0,
                    .maximum = 0.99},
              self.dropout);
        visit(Field{.key = "initializer_range", .help = "Standard deviation of fresh weights; BERT's 0.02 is for 768, a narrower model wants "
                            "more, by the root of the width.", .minimum = 0,
                    .maximum = 10},
              self.initializerRange);
    }
};

} // namespace engine
