#pragma once

#include "engine/run/RoutingNames.h"

namespace engine {

/// Where chosen layers are mixed in, and with which weights.
struct MixingSettings
{
    Mixing mixing = Mixing::Fixed;
    double mainWeight = 0.95;
    bool sharedMixing = true;
    std::vector<std::int64_t> positions; ///< depths that are mixed; empty: all

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit)
    {
        visit(Field{.key = "mixing", .label = "Mixing",
                    .help = "Weights of a position's own layer and the chosen one: fixed, or learned with softmax.",
                    .paper = "by task"},
              self.mixing);
        visit(Field{.key = "main_weight", .label = "Main weight",
                    .help = "Weight of the position's own layer; the chosen layer gets the rest. With learned "
                            "mixing, the start value.",
                    .paper = "0.95 or 0.5", .minimum = 0, .maximum = 1},
              self.mainWeight);
        visit(Field{.key = "shared_mixing", .label = "Shared mixing",
                    .help = "One learned pair of weights for all positions, or one each.", .paper = "true",
                    .applies = self.mixing == Mixing::Learned},
              self.sharedMixing);
        visit(Field{.key = "positions", .label = "Positions",
                    .help = "Depths that are mixed, counted from 0; empty for all.", .paper = "all",
                    .minimum = 0, .maximum = 1023, .nothing = "all"},
              self.positions);
    }
};

} // namespace engine
