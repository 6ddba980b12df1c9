#pragma once

#include <functional>
#include <vector>

#include "engine/generation/Decoder.h"
#include "engine/run/RowsEvaluated.h"
#include "engine/run/RunConfig.h"
#include "engine/training/TokenizedSplit.h"

namespace engine {

/// The texts that a language model writes at an evaluation, as generation.samples says: for different prompts, spread
/// over a split.
class TextSamples final {
public:
    /// Model and tokenizer must outlive it.
    TextSamples(RoutedModel& model, const Tokenizer& tokenizer, const RunConfig& config, ComputeDevice compute);

    /// Adds them to the rows of the split. A prompt that fills the model's input is passed over; elsewhere a text may
    /// end where the input does. Asked before each few texts; false when `keepGoing` ended it.
    bool write(const TokenizedSplit& split, RowsEvaluated& rows, const std::function<bool()>& keepGoing);

private:
    std::vector<TokenIds> choosePrompts(const TokenizedSplit& split, RowsEvaluated& rows) const;
    std::vector<DecodedText> decode(const std::vector<TokenIds>& prompts);

    RoutedModel& m_model;
    const Tokenizer& m_tokenizer;
    const GenerationConfig m_search;
    const RoutingConfig m_routing;
    const ComputeDevice m_compute;
    const std::int64_t m_padTo;
};

} // namespace engine
