#pragma once

#include <functional>

#include "engine/routing/Chooser.h"
#include "engine/routing/MixingWeights.h"
#include "engine/routing/Routing.h"

namespace engine {

/// A routing that mixes a chosen layer in at some positions, with mixing weights shared or one pair per position.
/// Subclasses say who chooses.
class MixedRouting : public Routing {
public:
    std::vector<std::int64_t> positions() const override { return m_positions; }
    void visitTensors(const TensorVisitor& visit) override;

protected:
    struct Rule
    {
        GateGradient gateGradient = GateGradient::None;
        bool normalized = true; ///< learned mixing weights pass through softmax
    };
    /// index: which of the mixed positions, ascending.
    using MakeChooser = std::function<std::unique_ptr<Chooser>(std::size_t index, std::int64_t position)>;
    void mixAt(std::vector<std::int64_t> positions, Model& model, const MixingSettings& settings, Rule rule,
               const MakeChooser& makeChooser);
    /// What stands before the names of a tensor of the index-th mixed position.
    std::string prefix(std::size_t index, bool shared) const;

private:
    bool m_sharedMixing = true;
    std::vector<std::int64_t> m_positions;
    std::vector<std::shared_ptr<MixingWeights>> m_mixings;
};

} // namespace engine
