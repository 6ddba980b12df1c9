#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "engine/run/GateSettings.h"
#include "engine/run/MixingSettings.h"

namespace engine {

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

/// Control: a gate as it was drawn from the seed, which never trains.
struct FixedRandomConfig : GateSettings, MixingSettings
{
    static constexpr bool isDescribed = true;
    static constexpr const char* kind = "fixed-random";
    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit)
    {
        GateSettings::describe(self, visit);
        MixingSettings::describe(self, visit);
    }
};

/// Control: at each training step every position draws a layer for the whole batch. Outside training each position
/// keeps one drawn layer, so that an evaluation can be repeated.
struct UniformRandomConfig : MixingSettings
{
    static constexpr bool isDescribed = true;
    static constexpr const char* kind = "uniform-random";
    bool excludeSelf = false;
    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit)
    {
        MixingSettings::describe(self, visit);
        visit(Field{.key = "exclude_self", .label = "Exclude self", .help = "A position may not draw its own layer."},
              self.excludeSelf);
    }
};

/// Control: position i mixes in layer i + 1; the last position has none and stays as it is.
struct NextLayerConfig : MixingSettings
{
    static constexpr bool isDescribed = true;
    static constexpr const char* kind = "next-layer";
    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit)
    {
        MixingSettings::describe(self, visit);
    }
};

/// Control: a given layer for each mixed position.
struct GivenConfig : MixingSettings
{
    static constexpr bool isDescribed = true;
    static constexpr const char* kind = "given";
    std::vector<std::int64_t> table; ///< in the order of `positions`, or of depth when those are all

    /// All positions, the last layer at the first of them and so on.
    static std::vector<std::int64_t> reversed(std::int64_t layers)
    {
        std::vector<std::int64_t> order;
        for (std::int64_t layer = layers - 1; layer >= 0; --layer)
            order.push_back(layer);
        return order;
    }

    std::int64_t layerOf(std::int64_t position) const
    {
        const auto found = std::find(positions.begin(), positions.end(), position);
        return table.at(static_cast<std::size_t>(positions.empty() ? position : found - positions.begin()));
    }

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit)
    {
        visit(Field{.key = "table", .label = "Table",
                    .help = "The layer that each mixed position mixes in, in the order of Positions; a position's own "
                            "number leaves it as it is.",
                    .minimum = 0, .maximum = 1023, .basic = true},
              self.table);
        MixingSettings::describe(self, visit);
    }
};

} // namespace engine
