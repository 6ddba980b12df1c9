// P prompts, K beams, V vocabulary.
#include "engine/generation/BeamSearch.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace engine {

namespace {

constexpr double ended = -std::numeric_limits<double>::infinity();

} // namespace

BeamSearch::BeamSearch(std::int64_t prompts, BeamSettings settings)
    : m_settings(std::move(settings))
    , m_prompts(static_cast<std::size_t>(prompts))
{
    for (std::size_t i = 0; i < m_prompts.size(); ++i) {
        m_prompts[i].beams = {Hypothesis{}};
        m_active.push_back(i);
    }
}

/// No token may complete an n-gram that the hypothesis already has.
void BeamSearch::ban(const Hypothesis& hypothesis, const torch::Tensor& logits) const
{
    const auto n = static_cast<std::size_t>(m_settings.noRepeatNgram);
    const std::vector<std::int64_t>& tokens = hypothesis.tokens;
    if (n == 0 || tokens.size() < n)
        return;
    const auto start = tokens.end() - static_cast<std::ptrdiff_t>(n - 1);
    for (std::size_t i = 0; i + n <= tokens.size(); ++i)
        if (std::equal(start, tokens.end(), tokens.begin() + static_cast<std::ptrdiff_t>(i)))
            logits[tokens[i + n - 1]] = -std::numeric_limits<float>::infinity();
}

void BeamSearch::advance(const torch::Tensor& logits)
{
    torch::NoGradGuard guard;
    torch::Tensor allowed = logits.to(torch::kCPU, torch::kFloat64, false, /*copy=*/true);
    std::int64_t row = 0;
    for (const std::size_t i : m_active)
        for (const Hypothesis& hypothesis : m_prompts[i].beams) {
            ban(hypothesis, allowed[row]);
            if (allowed[row].isneginf().all().item<bool>()) // each token would repeat: one of them has to
                allowed[row].copy_(logits[row]);
            ++row;
        }
    TORCH_CHECK(row == allowed.size(0), "logits for other rows than those that go on");
    const torch::Tensor logProbabilities = torch::log_softmax(allowed, -1);
    ++m_step;
    row = 0;
    for (const std::size_t i : m_active) {
        const auto rows = static_cast<std::int64_t>(m_prompts[i].beams.size());
        advance(m_prompts[i], logProbabilities.narrow(0, row, rows), row);
        row += rows;
    }
    std::erase_if(m_active, [this](std::size_t i) { return !canChange(m_prompts[i]); });
}

/// logProbabilities: [1 or K, V], of the prompt's rows, which start at firstRow.
void BeamSearch::advance(Prompt& prompt, const torch::Tensor& logProbabilities, std::int64_t firstRow) const
{
    std::vector<double> sums;
    for (const Hypothesis& hypothesis : prompt.beams)
        sums.push_back(hypothesis.score);
    const torch::Tensor candidates = (logProbabilities + torch::tensor(sums, torch::kFloat64).unsqueeze(1)).flatten();
    const auto [scores, places] = candidates.topk(m_settings.beam, 0, /*largest=*/true, /*sorted=*/true);
    const std::int64_t vocabulary = logProbabilities.size(1);
    std::vector<Hypothesis> beams;
    prompt.taken = {};
    for (std::int64_t k = 0; k < m_settings.beam; ++k) {
        const auto place = places[k].item<std::int64_t>();
        Hypothesis next = prompt.beams[static_cast<std::size_t>(place / vocabulary)];
        next.tokens.push_back(place % vocabulary);
        next.score = scores[k].item<double>();
        next.row = firstRow + place / vocabulary;
        prompt.taken.tokens.push_back(next.tokens.back());
        prompt.taken.scores.push_back(next.score);
        beams.push_back(std::move(next));
    }
    prompt.beams = std::move(beams);
    settle(prompt);
}

/// Scores the hypotheses that have ended; at the last step all of them.
void BeamSearch::settle(Prompt& prompt) const
{
    for (Hypothesis& hypothesis : prompt.beams) {
        const auto& ends = m_settings.endIds;
        if (std::find(ends.begin(), ends.end(), hypothesis.tokens.back()) == ends.end())
            continue;
        score(prompt, hypothesis);
        hypothesis.score = ended;
    }
    if (m_step == m_settings.steps)
        for (const Hypothesis& hypothesis : prompt.beams)
            score(prompt, hypothesis);
}

void BeamSearch::score(Prompt& prompt, const Hypothesis& hypothesis) const
{
    const double score =
        hypothesis.score / std::pow(static_cast<double>(hypothesis.tokens.size()), m_settings.lengthPenalty);
    if (prompt.hasBest && score <= prompt.best.score)
        return;
    prompt.best = {hypothesis.tokens, score};
    prompt.hasBest = true;
}

/// A live hypothesis can only lose log-probability, and at most gain by dividing by the longest length.
bool BeamSearch::canChange(const Prompt& prompt) const
{
    if (m_step == m_settings.steps)
        return false;
    if (!m_settings.stopEarly || !prompt.hasBest)
        return true;
    double live = ended;
    for (const Hypothesis& hypothesis : prompt.beams)
        live = std::max(live, hypothesis.score);
    return live / std::pow(static_cast<double>(m_settings.steps), m_settings.lengthPenalty) > prompt.best.score;
}

torch::Tensor BeamSearch::order() const
{
    std::vector<std::int64_t> rows;
    for (const std::size_t i : m_active)
        for (const Hypothesis& hypothesis : m_prompts[i].beams)
            rows.push_back(hypothesis.row);
    return torch::tensor(rows, torch::kInt64);
}

torch::Tensor BeamSearch::tokens() const
{
    std::vector<std::int64_t> ids;
    for (const std::size_t i : m_active)
        for (const Hypothesis& hypothesis : m_prompts[i].beams)
            ids.push_back(hypothesis.tokens.back());
    return torch::tensor(ids, torch::kInt64);
}

} // namespace engine
