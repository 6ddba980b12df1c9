#pragma once

#include "engine/run/Decoding.h"

namespace engine {

/// Who votes on one layer: all rows of a batch together, each sequence, each token for itself, or the tokens of each
/// sequence's prompt. auto: the prompt where there is one (causal models), the whole sequence elsewhere (encoders).
enum class Vote { Auto, Batch, Sequence, Token, Prompt };
constexpr auto names(Vote)
{
    return NameTable<Vote, 5>{{{Vote::Auto, "auto"},
                               {Vote::Batch, "batch"},
                               {Vote::Sequence, "sequence"},
                               {Vote::Token, "token"},
                               {Vote::Prompt, "prompt"}}};
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

} // namespace engine
