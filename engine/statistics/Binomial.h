#pragma once

#include <cstdint>
#include <random>

namespace engine {

/// How many of `count` trials succeed, each with `probability`. By inversion where few do, otherwise by Hörmann's
/// transformed rejection (The generation of binomial random variates, 1993, algorithm BTRS); what it takes does not
/// grow with `count`. std::binomial_distribution differs between standard libraries, and the same seed must give the
/// same.
std::int64_t drawBinomial(std::int64_t count, double probability, std::mt19937_64& random);

/// The same for even chances: `count` random bits, counted.
std::int64_t drawHalf(std::int64_t count, std::mt19937_64& random);

} // namespace engine
