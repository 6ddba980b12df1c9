#pragma once

#include "engine/run/Describe.h"

namespace engine {

/// Who votes on one layer: all rows of a batch together, each sequence, or each token for itself.
enum class Vote { Batch, Sequence, Token };
constexpr auto names(Vote)
{
    return NameTable<Vote, 3>{{{Vote::Batch, "batch"}, {Vote::Sequence, "sequence"}, {Vote::Token, "token"}}};
}

/// How votes become a choice: the most frequent arg-max, or the highest mean probability.
enum class VoteBy { Mode, Mean };
constexpr auto names(VoteBy)
{
    return NameTable<VoteBy, 2>{{{VoteBy::Mode, "mode"}, {VoteBy::Mean, "mean"}}};
}

enum class GateKind { Linear, Cosine };
constexpr auto names(GateKind)
{
    return NameTable<GateKind, 2>{{{GateKind::Linear, "linear"}, {GateKind::Cosine, "cosine"}}};
}

/// The axis over which the cosine gate normalises: the released code uses the sequence, its origin the features.
enum class CosineAxis { Feature, Sequence };
constexpr auto names(CosineAxis)
{
    return NameTable<CosineAxis, 2>{{{CosineAxis::Feature, "feature"}, {CosineAxis::Sequence, "sequence"}}};
}

/// What the task's loss sends into the gate.
enum class GateGradient { None, Probability, StraightThrough };
constexpr auto names(GateGradient)
{
    return NameTable<GateGradient, 3>{{{GateGradient::None, "none"},
                                       {GateGradient::Probability, "probability"},
                                       {GateGradient::StraightThrough, "straight-through"}}};
}

enum class Mixing { Fixed, Learned };
constexpr auto names(Mixing)
{
    return NameTable<Mixing, 2>{{{Mixing::Fixed, "fixed"}, {Mixing::Learned, "learned"}}};
}

enum class BalanceLoss { None, Paper, Switch };
constexpr auto names(BalanceLoss)
{
    return NameTable<BalanceLoss, 3>{
        {{BalanceLoss::None, "none"}, {BalanceLoss::Paper, "paper"}, {BalanceLoss::Switch, "switch"}}};
}

/// The base method alone: every position runs its own layer.
struct NoRoutingConfig
{
    static constexpr bool isDescribed = true;
    static constexpr const char* kind = "none";
    template <class Self, class Visitor>
    static void describe(Self&, Visitor&)
    {
    }
};

/// Control: every position chooses its own layer; equals the base method bit for bit, and is routed and logged.
struct SelfRoutingConfig
{
    static constexpr bool isDescribed = true;
    static constexpr const char* kind = "self";
    template <class Self, class Visitor>
    static void describe(Self&, Visitor&)
    {
    }
};

/// Mixture of layer experts: at position i a gate chooses layer j, and H' = w_m u_i(H) + w_o u_j(H).
struct MolexConfig
{
    static constexpr bool isDescribed = true;
    static constexpr const char* kind = "molex";

    Vote vote = Vote::Sequence;
    VoteBy voteBy = VoteBy::Mode;
    bool countPadding = false;
    GateKind gate = GateKind::Linear;
    bool sharedGate = true;
    std::int64_t cosineDim = 128;
    CosineAxis cosineAxis = CosineAxis::Feature;
    GateGradient gateGradient = GateGradient::Probability;
    Mixing mixing = Mixing::Fixed;
    double mainWeight = 0.95;
    bool sharedMixing = true;
    bool mixingNormalized = true;
    std::int64_t topK = 1;
    bool excludeSelf = false;
    std::vector<std::int64_t> positions; ///< depths that are mixed; empty: all
    BalanceLoss balanceLoss = BalanceLoss::None;
    double balanceCoefficient = 0.01;
    double zLoss = 0;
    double gateNoise = 0;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit)
    {
        visit(Field{.key = "vote", .label = "Vote",
                    .help = "Who chooses one layer together: the whole batch, each sequence, or each token. "
                            "With batch, a prediction depends on what else is in its batch.",
                    .paper = "batch", .basic = true},
              self.vote);
        visit(Field{.key = "vote_by", .label = "Vote by",
                    .help = "mode: the layer that most tokens rank first; mean: the highest mean gate probability.",
                    .paper = "mode"},
              self.voteBy);
        visit(Field{.key = "count_padding", .label = "Count padding",
                    .help = "Let padding tokens vote, as the released code does.", .paper = "true"},
              self.countPadding);
        visit(Field{.key = "gate", .label = "Gate",
                    .help = "linear: one projection to a logit per layer; cosine: similarity to a learned vector "
                            "per layer.",
                    .paper = "by task", .basic = true},
              self.gate);
        visit(Field{.key = "shared_gate", .label = "Shared gate",
                    .help = "One gate for all positions, or one each.", .paper = "by task"},
              self.sharedGate);
        visit(Field{.key = "cosine_dim", .label = "Cosine width", .help = "Width p of the cosine gate's projection.",
                    .paper = "96 to 416", .minimum = 1, .maximum = 65536, .applies = self.gate == GateKind::Cosine},
              self.cosineDim);
        visit(Field{.key = "cosine_axis", .label = "Cosine axis",
                    .help = "Axis over which the projection is normalised: feature, or sequence as the released "
                            "code does.",
                    .paper = "sequence", .applies = self.gate == GateKind::Cosine},
              self.cosineAxis);
        visit(Field{.key = "gate_gradient", .label = "Gate gradient",
                    .help = "How the task trains the gate: not at all (none, as the released code), by weighting the "
                            "chosen layer with its gate probability, or straight-through.",
                    .paper = "none", .basic = true},
              self.gateGradient);
        visit(Field{.key = "mixing", .label = "Mixing",
                    .help = "Weights of a position's own layer and the chosen one: fixed, or learned with softmax.",
                    .paper = "by task"},
              self.mixing);
        visit(Field{.key = "main_weight", .label = "Main weight",
                    .help = "Weight of the position's own layer; the chosen layer gets the rest. With learned "
                            "mixing, the start value.",
                    .paper = "0.95 or 0.5", .minimum = 0, .maximum = 1, .basic = true},
              self.mainWeight);
        visit(Field{.key = "shared_mixing", .label = "Shared mixing",
                    .help = "One learned pair of weights for all positions, or one each.", .paper = "true",
                    .applies = self.mixing == Mixing::Learned},
              self.sharedMixing);
        visit(Field{.key = "mixing_normalized", .label = "Normalised mixing",
                    .help = "Learned weights pass through softmax; off reproduces the released GPT-2 code.",
                    .paper = "true for RoBERTa"},
              self.mixingNormalized);
        visit(Field{.key = "top_k", .label = "Top k", .help = "Number of layers chosen at each position.",
                    .paper = "1", .minimum = 1, .maximum = 1024},
              self.topK);
        visit(Field{.key = "exclude_self", .label = "Exclude self",
                    .help = "A position may not choose its own layer.", .paper = "false"},
              self.excludeSelf);
        visit(Field{.key = "positions", .label = "Positions",
                    .help = "Depths that are mixed, counted from 0; empty for all.", .paper = "all",
                    .minimum = 0, .maximum = 1023},
              self.positions);
        visit(Field{.key = "balance_loss", .label = "Balance loss",
                    .help = "Load-balance loss: none, paper (T times the mean probability of the chosen layer), or "
                            "switch (T times the sum over layers of share times mean probability).",
                    .paper = "paper or none"},
              self.balanceLoss);
        visit(Field{.key = "balance_coefficient", .label = "Balance factor",
                    .help = "Factor of the balance loss in the objective.", .paper = "0.001 to 0.01",
                    .minimum = 0, .maximum = 1000, .applies = self.balanceLoss != BalanceLoss::None},
              self.balanceCoefficient);
        visit(Field{.key = "z_loss", .label = "Z-loss",
                    .help = "Factor of the mean squared log-sum-exp of the gate's logits.", .paper = "0",
                    .minimum = 0, .maximum = 1000},
              self.zLoss);
        visit(Field{.key = "gate_noise", .label = "Gate noise",
                    .help = "Standard deviation of Gaussian noise on the gate's logits, in training only.",
                    .paper = "0", .minimum = 0, .maximum = 100},
              self.gateNoise);
    }
};

using RoutingConfig = std::variant<NoRoutingConfig, MolexConfig, SelfRoutingConfig>;

} // namespace engine
