#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/run/RunEvent.h"

namespace gui {

/// What the routing did with a dev split at each evaluation of a run: by class, and for some of its rows. Of several
/// splits the first one is kept, whose scores decide.
class RoutingEvaluations {
public:
    /// Steps must rise and the shape must stay; what breaks this is ignored. Returns whether it was taken.
    bool append(engine::RoutingEvaluated evaluated);
    void truncateAfter(std::int64_t step);

    std::size_t size() const { return m_evaluations.size(); }
    bool isEmpty() const { return m_evaluations.empty(); }
    const engine::RoutingEvaluated& operator[](std::size_t index) const { return m_evaluations[index]; }
    const engine::RoutingEvaluated& newest() const { return m_evaluations.back(); }
    const std::vector<std::int64_t>& steps() const { return m_steps; }
    /// The newest at a step or before it, or else the first; nothing where there are none.
    std::optional<std::size_t> at(std::int64_t step) const;

private:
    bool fits(const engine::RoutingEvaluated& evaluated) const;

    std::vector<engine::RoutingEvaluated> m_evaluations;
    std::vector<std::int64_t> m_steps;
};

/// P×T: rows (or tokens) of one class that chose each layer, or of all classes together.
std::vector<std::int64_t> countsOf(const engine::RoutingEvaluated& evaluated, std::optional<std::size_t> classIndex);

/// P×T: votes for each layer over all votes of the position; 0 where nobody voted.
std::vector<double> sharesOf(const std::vector<std::int64_t>& counts, std::int64_t layers);

} // namespace gui
