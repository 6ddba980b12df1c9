#pragma once

#include "engine/run/Describe.h"

namespace engine {

/// Who chooses: each token its experts, or each expert its tokens.
enum class RouterChoice { Token, Expert };
constexpr auto names(RouterChoice)
{
    return NameTable<RouterChoice, 2>{{{RouterChoice::Token, "token"}, {RouterChoice::Expert, "expert"}}};
}

/// A layer's feed-forward block as a mixture of E experts that start as copies of it; all parameters train.
struct ExpertConfig
{
    std::int64_t experts = 8; ///< E
    std::int64_t topK = 2;
    std::int64_t every = 2;
    RouterChoice router = RouterChoice::Token;
    double capacityFactor = 0; ///< 0: what capacity() says
    bool normalizeCombineWeights = false;
    double balanceCoefficient = 0.01;

    /// C; 0 for no limit. Experts that choose take a number of tokens in any case, by default twice their even share.
    double capacity() const { return router == RouterChoice::Expert && capacityFactor == 0 ? 2 : capacityFactor; }

    /// False where every weight is 1 whatever the router says: normalised, and one expert a token.
    bool taskTrainsRouters() const
    {
        return !normalizeCombineWeights || (router == RouterChoice::Token ? topK : experts) > 1;
    }

protected:
    template <class Self, class Visitor>
    static void describeExperts(Self& self, Visitor& visit)
    {
        visit(Field{.key = "experts", .label = "Experts", .help = "Copies of the feed-forward block in a layer.",
                    .paper = "32 (sparse), 8 (drop)", .minimum = 1, .maximum = 1024},
              self.experts);
        visit(Field{.key = "top_k", .label = "Top k", .help = "Experts that each token chooses.", .paper = "2",
                    .minimum = 1, .maximum = 1024},
              self.topK);
        visit(Field{.key = "every", .label = "Every", .help = "1: every layer has experts; 2: every second, and so on.",
                    .unit = "layers", .paper = "2 (sparse), 1 (drop)", .minimum = 1, .maximum = 1024},
              self.every);
        visit(Field{.key = "router", .label = "Router",
                    .help = "token: each token takes its most probable experts; expert: each expert takes its most "
                            "probable tokens of a sequence (encoders only).",
                    .paper = "token; expert for encoders (sparse)"},
              self.router);
        visit(Field{.key = "capacity_factor", .label = "Capacity",
                    .help = "An expert takes at most this many times (tokens / experts) of each sequence; the others "
                            "pass it by. 0: no limit for a token router, 2 for an expert router.",
                    .paper = "2 (sparse), none (drop)", .minimum = 0, .maximum = 1024, .nothing = "by router"},
              self.capacityFactor);
        visit(Field{.key = "normalize_combine_weights", .label = "Normalise",
                    .help = "The weights of a token's experts sum to 1, so that training starts from what the dense "
                            "model computes.",
                    .paper = "false for language (sparse), true (drop)"},
              self.normalizeCombineWeights);
        visit(Field{.key = "balance_coefficient", .label = "Balance coefficient",
                    .help = "Factor of the load-balance loss E Σ f P of each layer with a token router.",
                    .paper = "0.02 (drop)", .minimum = 0, .maximum = 1000},
              self.balanceCoefficient);
    }
};

/// Sparse Upcycling (Komatsuzaki et al. 2022): experts are exact copies.
struct SparseUpcyclingConfig : ExpertConfig
{
    static constexpr bool isDescribed = true;
    static constexpr const char* kind = "sparse-upcycling";

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit)
    {
        describeExperts(self, visit);
    }
};

/// Drop-Upcycling (Nakamura et al. 2025): in each expert a share of the inner units starts anew.
struct DropUpcyclingConfig : ExpertConfig
{
    static constexpr bool isDescribed = true;
    static constexpr const char* kind = "drop-upcycling";

    double dropRatio = 0.5;
    bool sharedIndices = true;

    DropUpcyclingConfig()
    {
        every = 1;
        normalizeCombineWeights = true;
        balanceCoefficient = 0.02;
    }

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit)
    {
        describeExperts(self, visit);
        visit(Field{.key = "drop_ratio", .label = "Drop ratio",
                    .help = "Share r of an expert's inner units whose weights are drawn anew from the mean and "
                            "deviation of those replaced.",
                    .paper = "0.5", .minimum = 0, .maximum = 1},
              self.dropRatio);
        visit(Field{.key = "shared_indices", .label = "Shared indices",
                    .help = "The same units in both matrices of an expert (the paper), or units drawn for each "
                            "matrix (the authors' code).",
                    .paper = "true"},
              self.sharedIndices);
    }
};

} // namespace engine
