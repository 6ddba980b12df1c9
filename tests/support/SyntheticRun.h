#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "engine/run/RunEvent.h"
#include "gui/models/RunHistory.h"

/// Events shaped like those of a real run, for pictures and benchmarks of the views; every number is invented.
namespace support {

struct SyntheticOptions
{
    std::int64_t steps = 2000;
    std::int64_t stepsPerEpoch = 250;
    std::int64_t layers = 12;
    std::int64_t routingEvery = 10;
    bool taskReachesGate = true;
    bool isGated = true;
    unsigned seed = 7;
    std::int64_t examples = 8; ///< rows of an evaluation whose routes are recorded
};

class SyntheticRun {
public:
    explicit SyntheticRun(SyntheticOptions options)
        : m_options(options)
        , m_random(options.seed)
        , m_rowRandom(options.seed + 1)
    {
    }

    engine::RunStarted started() const;
    engine::StepDone step(std::int64_t number);
    engine::Evaluated evaluation(std::int64_t step);
    engine::RoutingSnapshot snapshot(std::int64_t step);
    /// Rows of a class share a bias, so that there are common routes.
    engine::RoutingEvaluated routingEvaluation(std::int64_t step);

    /// The whole run in order, up to a step (0: to its end, finished).
    std::vector<engine::RunEvent> events(std::int64_t upTo = 0);

    gui::SavedRun queued() const;

private:
    double normal() { return std::normal_distribution<double>()(m_random); }

    /// Of the gate at a position, when a part of the run is done.
    std::vector<double> probabilities(std::int64_t position, double part) const;
    void addRow(engine::RoutingSnapshot& event, std::int64_t position, double part);

    SyntheticOptions m_options;
    std::mt19937 m_random;
    std::mt19937 m_rowRandom; ///< of its own, so that records do not depend on evaluations
    double m_best = 0;
};

} // namespace support
