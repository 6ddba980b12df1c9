#pragma once

#include <optional>
#include <vector>

#include "engine/run/Decoding.h"
#include "engine/training/Inference.h"

namespace engine {

struct DecodeOptions
{
    std::int64_t steps = 64; ///< longest continuation
    std::int64_t beam = 1;
    double lengthPenalty = 0.8;
    std::int64_t noRepeatNgram = 0;
    std::optional<Decoding> rule;                    ///< otherwise the routing's
    std::optional<std::vector<std::int64_t>> endIds; ///< otherwise config.json's eos_token_id
    /// For the released rule: length that prompts are padded to. 0: prompts are as long as they are given, and the
    /// padding ids at their end are padding.
    std::int64_t padTo = 0;
    bool details = false;
};

/// The JSON document that `molex decode` prints, for the prompts in options.inputs: tokens, each with 0 after its end, and
/// lengths, scores and choices by prompt. `details` adds what each step took and the norms of the released cache. Blocks;
/// throws BadInput.
Json decodeOnce(const ModelOptions& options, const DecodeOptions& decoding);

} // namespace engine
