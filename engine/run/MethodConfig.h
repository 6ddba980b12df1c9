#pragma once

#include "engine/run/Describe.h"

namespace engine {

/// The base stays frozen, head included; only a routing's own parameters can train.
struct NoMethodConfig
{
    static constexpr bool isDescribed = true;
    static constexpr const char* kind = "none";
    template <class Self, class Visitor>
    static void describe(Self&, Visitor&)
    {
    }
};

/// Only the classification head trains.
struct HeadConfig
{
    static constexpr bool isDescribed = true;
    static constexpr const char* kind = "head";
    template <class Self, class Visitor>
    static void describe(Self&, Visitor&)
    {
    }
};

/// Every parameter trains.
struct FullConfig
{
    static constexpr bool isDescribed = true;
    static constexpr const char* kind = "full";
    template <class Self, class Visitor>
    static void describe(Self&, Visitor&)
    {
    }
};

/// Low-rank adaptation (Hu et al. 2021): y = x Wᵀ + b + (alpha / rank) (dropout(x) Aᵀ) Bᵀ; the head trains in full.
struct LoraConfig
{
    static constexpr bool isDescribed = true;
    static constexpr const char* kind = "lora";

    std::int64_t rank = 8;
    double alpha = 16;
    double dropout = 0;
    std::vector<std::string> targets = {"query", "value"};

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit)
    {
        visit(Field{.key = "rank", .label = "Rank", .help = "Inner width r of the two low-rank factors A and B.",
                    .paper = "8", .minimum = 1, .maximum = 4096, .basic = true},
              self.rank);
        visit(Field{.key = "alpha", .label = "Alpha", .help = "The low-rank update is scaled by alpha / rank.",
                    .paper = "16", .minimum = 0, .maximum = 65536},
              self.alpha);
        visit(Field{.key = "dropout", .label = "Dropout", .help = "Dropout on the input of A, in training only.",
                    .paper = "0", .minimum = 0, .maximum = 0.95},
              self.dropout);
        visit(Field{.key = "targets", .label = "Targets",
                    .help = "Linear projections that carry LoRA: query, key, value, attention_output, "
                            "intermediate, output.",
                    .paper = "query, value"},
              self.targets);
    }
};

using MethodConfig = std::variant<NoMethodConfig, HeadConfig, FullConfig, LoraConfig>;

} // namespace engine
