#include "engine/generation/Decoder.h"

#include <algorithm>

#include "engine/generation/CachedContinuation.h"
#include "engine/generation/MixedCache.h"
#include "engine/generation/RecomputedContinuation.h"
#include "engine/generation/RouteCache.h"
#include "engine/run/Causality.h"

namespace engine {

namespace {

/// [U, k] as lists.
std::vector<std::vector<std::int64_t>> lists(const torch::Tensor& chosen)
{
    const torch::Tensor values = chosen.to(torch::kCPU).contiguous();
    const auto* data = values.data_ptr<std::int64_t>();
    std::vector<std::vector<std::int64_t>> result;
    for (std::int64_t u = 0; u < values.size(0); ++u)
        result.emplace_back(data + u * values.size(1), data + (u + 1) * values.size(1));
    return result;
}

std::int64_t longest(const std::vector<TokenIds>& prompts)
{
    std::size_t length = 0;
    for (const TokenIds& prompt : prompts)
        length = std::max(length, prompt.size());
    return static_cast<std::int64_t>(length);
}

} // namespace

Decoder::Decoder(RoutedModel& model, RoutingConfig routing, ComputeDevice compute, DecodingSettings settings)
    : m_model(model)
    , m_routing(std::move(routing))
    , m_compute(compute)
    , m_settings(std::move(settings))
{
}

std::unique_ptr<Continuation> Decoder::start(const std::vector<TokenIds>& prompts)
{
    if (m_settings.rule == Decoding::Recompute)
        return std::make_unique<RecomputedContinuation>(m_model.model(), m_compute, prompts);
    const bool released = m_settings.rule == Decoding::Released;
    const std::int64_t capacity = std::max(longest(prompts) + m_settings.beam.steps, m_settings.padTo);
    CachedContinuation::Parts parts;
    parts.compute = m_compute;
    parts.prompts = padTexts(prompts, released ? m_settings.padTo : 0, m_model.model().config().paddingId);
    parts.keepsRoutes = !released;
    if (released)
        parts.cache = std::make_unique<MixedCache>(capacity);
    else
        parts.cache = std::make_unique<RouteCache>(capacity);
    return std::make_unique<CachedContinuation>(m_model.model(), std::move(parts));
}

std::vector<DecodedText> Decoder::decode(const std::vector<TokenIds>& prompts, bool recording)
{
    const bool alone = recording || dependsOnBatch(m_routing) || m_settings.rule != Decoding::PromptRoute;
    const auto together = static_cast<std::size_t>(alone ? 1 : m_settings.prompts);
    std::vector<DecodedText> result;
    for (std::size_t i = 0; i < prompts.size(); i += together) {
        const std::size_t end = std::min(i + together, prompts.size());
        decodeTogether({prompts.begin() + static_cast<std::ptrdiff_t>(i), prompts.begin() + static_cast<std::ptrdiff_t>(end)},
                       recording, result);
    }
    return result;
}

void Decoder::decodeTogether(const std::vector<TokenIds>& prompts, bool recording, std::vector<DecodedText>& result)
{
    const std::unique_ptr<Continuation> continuation = start(prompts);
    BeamSearch search(static_cast<std::int64_t>(prompts.size()), m_settings.beam);
    std::vector<DecodedPass> passes;
    torch::Tensor logits = continuation->begin();
    for (;;) {
        search.advance(logits);
        if (recording)
            passes.push_back(recordPass(*continuation, logits, search));
        if (search.isDone())
            break;
        logits = continuation->next(search.order(), search.tokens());
    }
    for (std::size_t i = 0; i < prompts.size(); ++i)
        result.push_back({search.result(i).tokens, search.result(i).score, {}, {}});
    if (recording) {
        result.back().passes = std::move(passes);
        result.back().cacheNorms = continuation->cacheNorms();
    }
}

DecodedPass Decoder::recordPass(const Continuation& continuation, const torch::Tensor& logits,
                                const BeamSearch& search) const
{
    DecodedPass pass;
    for (const PositionTrace& position : continuation.trace().positions()) {
        torch::Tensor chosen = position.chosen;
        if (choosesByToken(m_routing)) { // rows are equally long
            chosen = chosen.view({logits.size(0), -1, chosen.size(1)});
            chosen = chosen.select(1, chosen.size(1) - 1);
        }
        pass.chosen.push_back(lists(chosen));
    }
    pass.logits = logits;
    pass.taken = search.taken(0);
    return pass;
}

} // namespace engine
