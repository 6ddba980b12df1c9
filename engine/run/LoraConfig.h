#pragma once

#include "engine/run/Describe.h"

namespace engine {

/// Low-rank adaptation (Hu et al. 2021): y = x Wᵀ + b + s (dropout(x) Aᵀ) Bᵀ with s = alpha / rank; the head trains in
/// full.
struct LoraConfig
{
    static constexpr bool isDescribed = true;
    static constexpr const char* kind = "lora";

    std::int64_t rank = 8;
    double alpha = 16;
    double dropout = 0;
    std::vector<std::string> targets = {"query", "value"};
    bool rslora = false;
    double loraPlusRatio = 1;
    bool dora = false;
    std::string start = {};

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit)
    {
        visit(Field{.key = "rank", .label = "Rank", .help = "Inner width r of the two low-rank factors A and B.",
                    .paper = "8 (4 for GPT-2)", .minimum = 1, .maximum = 4096},
              self.rank);
        visit(Field{.key = "alpha", .label = "Alpha", .help = "The low-rank update is scaled by alpha / rank.",
                    .paper = "16 (32 for GPT-2)", .minimum = 0, .maximum = 65536},
              self.alpha);
        visit(Field{.key = "dropout", .label = "Dropout", .help = "Dropout on the input of A, in training only.",
                    .paper = "0 (0.1 for GPT-2)", .minimum = 0, .maximum = 0.95},
              self.dropout);
        visit(Field{.key = "targets", .label = "Targets",
                    .help = "Linear projections that carry LoRA: query, key, value, attention_output, "
                            "intermediate, output.",
                    .paper = "query, value"},
              self.targets);
        visit(Field{.key = "rslora", .label = "rsLoRA",
                    .help = "Scale by alpha / √rank, so that high ranks keep learning (Kalajdzievski 2023).",
                    .paper = "false"},
              self.rslora);
        visit(Field{.key = "lora_plus_ratio", .label = "LoRA+ ratio",
                    .help = "The learning rate of B is this many times that of A (Hayou et al. 2024 suggest 16); "
                            "1 is LoRA.",
                    .paper = "1", .minimum = 0.01, .maximum = 10000},
              self.loraPlusRatio);
        visit(Field{.key = "dora", .label = "DoRA",
                    .help = "Train the length of each row of the adapted weight by itself (Liu et al. 2024). Each "
                            "step then builds the adapted weights once more.",
                    .paper = "false"},
              self.dora);
        visit(Field{.key = "start", .label = "Go on from",
                    .help = "LoRA trained before, to go on from: a folder as PEFT writes it, or a safetensors file with "
                            "its settings beside it. Empty: a fresh one.",
                    .paper = "MNLI's for MRPC, RTE and STS-B (in the LoRA paper)", .nothing = "a fresh one"},
              self.start);
    }
};

} // namespace engine
