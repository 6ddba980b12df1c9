#pragma once

#include "engine/routing/Chooser.h"

namespace engine {

/// One layer for every row, whatever it holds.
class TableChooser final : public Chooser {
public:
    TableChooser(std::int64_t layer, std::int64_t layers)
        : m_layer(layer)
        , m_layers(layers)
    {
    }
    Choice choose(const torch::Tensor& hidden, const Pass& pass, PositionTrace* record) const override;

private:
    std::int64_t m_layer;
    std::int64_t m_layers;
};

/// One layer for every row, drawn evenly anew at each training step; outside training always the same one. A pure
/// function of seed, position and step, so that a resumed run goes on with the same draws and no other random number of a
/// run changes.
class RandomChooser final : public Chooser {
public:
    struct Settings
    {
        std::uint64_t seed = 0;
        std::int64_t position = 0;
        std::int64_t layers = 0;
        bool excludeSelf = false;
    };
    explicit RandomChooser(Settings settings)
        : m_settings(settings)
    {
    }
    Choice choose(const torch::Tensor& hidden, const Pass& pass, PositionTrace* record) const override;

private:
    Settings m_settings;
};

} // namespace engine
