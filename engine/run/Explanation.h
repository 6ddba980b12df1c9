#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace engine {

/// What a trained model makes of one text and how it got there. N tokens, P mixed positions, T layers.
struct Explanation
{
    std::vector<std::string> classes;             ///< empty for a regression
    double value = 0;                             ///< class index, or the score of a regression
    std::vector<double> probabilities;            ///< per class
    std::vector<std::string> tokens;              ///< N as they read, special ones by their names
    std::int64_t layers = 0;                      ///< T; 0 without a routing and experts, and then P is 0
    std::vector<std::int64_t> positions;          ///< P depth indices
    bool countsExperts = false;                   ///< positions are layers, and layers the experts of each
    std::vector<std::vector<std::int64_t>> route; ///< P: layers chosen, best first; the expert that took most tokens
    /// P×N: the layer that each token's gate puts first, or of the experts that took it the one that weighs most; −1
    /// where there is none; empty without a gate.
    std::vector<std::vector<std::int64_t>> votes;
    bool isRoutedByToken = false; ///< each token goes to the layer that it votes for
    /// The same, were every position to run its own layer; empty without a routing of layers, and for a regression.
    std::vector<double> unroutedProbabilities;
    double unroutedValue = 0;
    double seconds = 0; ///< of the routed pass, without loading
};

/// What a trained model would make of a text if one position took another layer.
struct Alternative
{
    std::int64_t position = 0; ///< depth index
    std::int64_t layer = 0;
    double value = 0;                  ///< class index, or the score of a regression
    std::vector<double> probabilities; ///< per class; empty for a regression
};

} // namespace engine
