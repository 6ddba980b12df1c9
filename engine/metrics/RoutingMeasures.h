#pragma once

#include "engine/run/RunEvent.h"

/// What follows from the counts of a routing record: P mixed positions, T layers.
namespace engine {

/// P×T: the part of each position's choices that a layer got; 0 where nobody chose.
std::vector<double> choiceShares(const RoutingSnapshot& snapshot);

/// P: the part of each position's choices that fell on its own layer.
std::vector<double> selfSelection(const RoutingSnapshot& snapshot);

/// P×(2T − 1): the part of each position's choices by layer − position, from −(T − 1) to T − 1.
std::vector<double> offsetHistogram(const RoutingSnapshot& snapshot);

} // namespace engine
