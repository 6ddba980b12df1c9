#pragma once

#include "engine/generation/BeamSearch.h"
#include "engine/generation/Continuation.h"
#include "engine/run/Decoding.h"
#include "engine/training/ComputeDevice.h"
#include "engine/training/RoutedModel.h"

namespace engine {

struct DecodingSettings
{
    Decoding rule = Decoding::PromptRoute;
    BeamSettings beam;
    std::int64_t padTo = 0;   ///< released only: length that a prompt is padded to; 0 for none
    std::int64_t prompts = 8; ///< decoded together, where one's choices do not depend on others
};

/// One pass of a decoding, for its prompt.
struct DecodedPass
{
    /// [positions][units]: k layers that each mixed position chose for its prompt, or for each beam where they choose by
    /// themselves (with a token vote: for the newest token); empty where a kept route was followed.
    std::vector<std::vector<std::vector<std::int64_t>>> chosen;
    torch::Tensor logits; ///< [1 or K, V], before repeated n-grams are banned
    BeamSearch::Taken taken;
};

struct DecodedText
{
    TokenIds tokens; ///< new ones, the end token included
    double score = 0;
    std::vector<DecodedPass> passes;                   ///< where they were recorded
    std::vector<std::pair<double, double>> cacheNorms; ///< released only: 2-norms of keys and of values by position
};

/// Continues prompts by beam search under a decoding rule. A routing whose choices depend on the batch gets each prompt
/// by itself; with a token vote the new tokens choose for themselves.
class Decoder final {
public:
    Decoder(RoutedModel& model, RoutingConfig routing, ComputeDevice compute, DecodingSettings settings);

    /// Token ids that fit the model, new ones included. The passes are recorded where `recording`, and the prompts then
    /// run one by one. Blocking.
    std::vector<DecodedText> decode(const std::vector<TokenIds>& prompts, bool recording = false);

private:
    std::unique_ptr<Continuation> start(const std::vector<TokenIds>& prompts);
    void decodeTogether(const std::vector<TokenIds>& prompts, bool recording, std::vector<DecodedText>& result);
    DecodedPass recordPass(const Continuation& continuation, const torch::Tensor& logits,
                           const BeamSearch& search) const;

    RoutedModel& m_model;
    RoutingConfig m_routing;
    ComputeDevice m_compute;
    DecodingSettings m_settings;
};

} // namespace engine
