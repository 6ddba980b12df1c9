#pragma once

#include "engine/run/Describe.h"

namespace engine {

/// How a language model writes a continuation: beam search, as `molex generate` takes it; and how often at evaluations.
struct GenerationConfig
{
    static constexpr bool isDescribed = true;

    std::int64_t beam = 10;
    double lengthPenalty = 0.8;
    std::int64_t noRepeatNgram = 4;
    std::int64_t maxNewTokens = 64;
    std::int64_t samples = 0;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit)
    {
        visit(Field{.key = "beam", .label = "Beam",
                    .help = "Continuations kept side by side; 1 for greedy decoding.", .paper = "10", .minimum = 1,
                    .maximum = 256},
              self.beam);
        visit(Field{.key = "length_penalty", .label = "Length penalty",
                    .help = "A continuation's log-probability is divided by its length to this power: 0 favours short "
                            "ones, 1 is the mean per token.",
                    .paper = "0.8", .minimum = 0, .maximum = 10},
              self.lengthPenalty);
        visit(Field{.key = "no_repeat_ngram", .label = "No repeated n-grams",
                    .help = "No sequence of this many tokens is written twice; 0 allows repetition.", .unit = "tokens",
                    .paper = "4", .minimum = 0, .maximum = 1024, .nothing = "may repeat"},
              self.noRepeatNgram);
        visit(Field{.key = "max_new_tokens", .label = "Longest continuation",
                    .help = "Writing ends here unless it has ended before.", .unit = "tokens", .paper = "64",
                    .minimum = 1, .maximum = 100000},
              self.maxNewTokens);
        visit(Field{.key = "samples", .label = "Texts at evaluations",
                    .help = "For so many different prompts of the dev split, spread over it, a text is written at each "
                            "evaluation, kept with the run, shown under Samples and scored against its references: "
                            "BLEU, NIST, METEOR, ROUGE-L and CIDEr.",
                    .unit = "texts", .minimum = 0, .maximum = 10000, .basic = true, .nothing = "none"},
              self.samples);
    }
};

} // namespace engine
