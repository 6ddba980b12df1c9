#pragma once

#include "engine/run/RoutingNames.h"

namespace engine {

/// A gate that scores the layers at each position, and how its votes become a choice.
struct GateSettings
{
    Vote vote = Vote::Auto;
    VoteBy voteBy = VoteBy::Mode;
    bool countPadding = false;
    GateKind gate = GateKind::Linear;
    bool sharedGate = true;
    std::int64_t cosineDim = 128;
    CosineAxis cosineAxis = CosineAxis::Feature;
    std::int64_t topK = 1;
    bool excludeSelf = false;
    Decoding decode = Decoding::PromptRoute;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit)
    {
        visit(Field{.key = "vote", .label = "Vote",
                    .help = "Who chooses one layer together: the whole batch, each sequence, each token, or the tokens "
                            "of each prompt. auto: the prompt in a language model, else the sequence. With batch, a "
                            "prediction depends on what else is in its batch; in a language model batch and sequence "
                            "let later tokens decide over earlier ones.",
                    .paper = "batch"},
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
                    .paper = "by task"},
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
        visit(Field{.key = "top_k", .label = "Top k", .help = "Number of layers chosen at each position.",
                    .paper = "1", .minimum = 1, .maximum = 1024},
              self.topK);
        visit(Field{.key = "exclude_self", .label = "Exclude self",
                    .help = "A position may not choose its own layer.", .paper = "false"},
              self.excludeSelf);
        visit(Field{.key = "decode", .label = "Decoding",
                    .help = "How a language model continues a text: with the route of its prompt, by a whole pass at "
                            "each token (recompute), or as the released code does.",
                    .paper = "released"},
              self.decode);
    }
};

} // namespace engine
