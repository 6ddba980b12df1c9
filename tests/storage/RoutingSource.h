#pragma once

#include <cmath>
#include <random>
#include <vector>

#include "engine/run/RunEvent.h"

namespace support {

/// Gates that drift and sample: counts drawn from the probabilities, about `units` per position.
class RoutingSource {
public:
    RoutingSource(std::int64_t positions, std::int64_t layers, std::int64_t units)
        : m_units(units)
        , m_logits(static_cast<std::size_t>(positions * layers))
    {
        m_snapshot.layers = layers;
        for (std::int64_t i = 0; i < positions; ++i)
            m_snapshot.positions.push_back(i);
        for (double& logit : m_logits)
            logit = m_normal(m_random);
    }

    engine::RoutingSnapshot next(std::int64_t step)
    {
        const std::size_t positions = m_snapshot.positions.size();
        const auto layers = static_cast<std::size_t>(m_snapshot.layers);
        engine::RoutingSnapshot snapshot = m_snapshot;
        snapshot.step = step;
        snapshot.epoch = double(step) / 100;
        snapshot.counts.assign(positions * layers, 0);
        snapshot.probability.resize(positions * layers);
        for (double& logit : m_logits)
            logit += 0.02 * m_normal(m_random);
        for (std::size_t p = 0; p < positions; ++p)
            fillPosition(snapshot, p, layers);
        for (std::size_t p = 0; p < positions; ++p) {
            snapshot.margin.push_back(float(std::abs(m_normal(m_random)) * 0.1));
            snapshot.mainWeight.push_back(0.95f);
            snapshot.otherWeight.push_back(0.05f + 0.001f * float(p));
            snapshot.gateGradientTask.push_back(float(std::exp(m_normal(m_random))));
            snapshot.gateGradientBalance.push_back(float(std::exp(m_normal(m_random) - 3)));
        }
        return snapshot;
    }

private:
    void fillPosition(engine::RoutingSnapshot& snapshot, std::size_t p, std::size_t layers)
    {
        std::vector<double> weights;
        double sum = 0;
        for (std::size_t j = 0; j < layers; ++j) {
            weights.push_back(std::exp(m_logits[p * layers + j] + 0.05 * m_normal(m_random)));
            sum += weights.back();
        }
        double entropy = 0;
        for (std::size_t j = 0; j < layers; ++j) {
            snapshot.probability[p * layers + j] = float(weights[j] / sum);
            entropy -= weights[j] / sum * std::log(weights[j] / sum);
        }
        snapshot.entropy.push_back(float(entropy));
        for (std::size_t j = 0; j < layers; ++j) {
            const double expected = double(m_units) * weights[j] / sum;
            std::poisson_distribution<std::int64_t> count(expected);
            snapshot.counts[p * layers + j] = count(m_random);
        }
    }

    std::int64_t m_units;
    std::mt19937_64 m_random{7};
    std::normal_distribution<double> m_normal;
    std::vector<double> m_logits;
    engine::RoutingSnapshot m_snapshot;
};

} // namespace support
