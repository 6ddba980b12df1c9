#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/fuzz/FuzzTarget.h"

namespace fuzz {

struct PassPlan
{
    long executions = 0; ///< 0: until `end`
    std::optional<std::chrono::steady_clock::time_point> end = {};
    std::uint64_t seed = 1;
    std::vector<std::string> files = {}; ///< further good ones to start from
    std::vector<std::string> corpus = {}; ///< files of earlier passes, read once and started from; good or not
};

struct Pass
{
    long executions = 0;
    long accepted = 0;
    std::string finding = {}; ///< "was ended by Segmentation fault"; empty where all went well
    std::string input = {};   ///< that led there
    std::size_t inCorpus = 0; ///< which file of the corpus that is, counted from 1; 0 for none of them
};

/// Feeds changed files to a target in a process of its own, so that whatever becomes of it can be told. There an input
/// may take a minute, and memory about two GiB beyond what the good files took.
Pass runPass(const Target& target, const PassPlan& plan);

} // namespace fuzz
