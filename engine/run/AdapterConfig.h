#pragma once

#include "engine/run/Describe.h"

namespace engine {

/// Where bottlenecks stand in a layer.
enum class AdapterPlacement { Houlsby, Pfeiffer };
constexpr auto names(AdapterPlacement)
{
    return NameTable<AdapterPlacement, 2>{
        {{AdapterPlacement::Houlsby, "houlsby"}, {AdapterPlacement::Pfeiffer, "pfeiffer"}}};
}

/// Bottleneck adapters, h + f(h Dᵀ + c) Uᵀ + e, with the head in full. houlsby (Houlsby et al. 2019): behind the
/// attention output and behind the feed-forward output, f the tanh GELU, and every LayerNorm trains. pfeiffer (Pfeiffer
/// et al. 2021): behind the feed-forward output alone, f ReLU.
struct AdapterConfig
{
    static constexpr bool isDescribed = true;
    static constexpr const char* kind = "adapter";

    std::int64_t size = 64;
    AdapterPlacement placement = AdapterPlacement::Houlsby;

    template <class Self, class Visitor>
    static void describe(Self& self, Visitor& visit)
    {
        visit(Field{.key = "size", .label = "Size", .help = "Inner width of each bottleneck.", .paper = "64 (48 for "
                                                                                                         "pfeiffer)",
                    .minimum = 1, .maximum = 65536},
              self.size);
        visit(Field{.key = "placement", .label = "Placement",
                    .help = "houlsby: behind the attention and behind the feed-forward block, with trained "
                            "LayerNorms; pfeiffer: behind the feed-forward block alone.",
                    .paper = "houlsby"},
              self.placement);
    }
};

} // namespace engine
