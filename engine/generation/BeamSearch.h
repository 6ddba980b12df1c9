#pragma once

#include <functional>
#include <vector>

#include "engine/model/Torch.h"

namespace engine {

/// How hypotheses are chosen.
struct BeamSettings
{
    std::int64_t beam = 1; ///< K; 1 is greedy
    std::int64_t steps = 64; ///< longest continuation
    double lengthPenalty = 1; ///< a hypothesis scores its log-probability over length^penalty
    std::int64_t noRepeatNgram = 0; ///< no n tokens are written twice within a continuation; 0 for no ban
    std::vector<std::int64_t> endIds = {}; ///< any of them ends a hypothesis
    bool stopEarly = true; ///< leave a prompt as soon as its result cannot change
};

/// Beam search over the continuations of P prompts, K hypotheses each, as the released MoLEx and LoRA code does it: the
/// best K of all (score + log-probability); one that takes an end token is scored and leaves. At the end the live ones
/// are scored too, and the best wins, the first on a tie. Holds no model: it is fed logits and says which tokens go on.
class BeamSearch final {
public:
    BeamSearch(std::int64_t prompts, BeamSettings settings);

    /// True when every prompt is done.
    bool isDone() const { return m_active.empty(); }
    /// logits: [R, V] of the next token. R is P at first, then the rows of the last order(). Bans repeated n-grams in
    /// them, and takes the best tokens.
    void advance(const torch::Tensor& logits);

    /// The rows that go on, K for each prompt that is not done, as rows of the last advance(): [R'] int64.
    torch::Tensor order() const;
    /// What each of them writes: [R'] int64.
    torch::Tensor tokens() const;

    struct Result
    {
        std::vector<std::int64_t> tokens; ///< the end token included
        double score = 0;
    };
    /// The best hypothesis of prompt i.
    const Result& result(std::size_t prompt) const { return m_prompts[prompt].best; }

    /// What one prompt took at the last step, best first: tokens, and their sums of log-probabilities before an ended
    /// one leaves.
    struct Taken
    {
        std::vector<std::int64_t> tokens;
        std::vector<double> scores;
    };
    const Taken& taken(std::size_t prompt) const { return m_prompts[prompt].taken; }

private:
    struct Hypothesis
    {
        std::vector<std::int64_t> tokens;
        double score = 0;     ///< sum of log-probabilities; minus infinity once it has ended
        std::int64_t row = 0; ///< of the last logits
    };
    struct Prompt
    {
        std::vector<Hypothesis> beams; ///< one before the first step, then K
        Result best;
        bool hasBest = false;
        Taken taken;
    };

    void ban(const Hypothesis& hypothesis, const torch::Tensor& logits) const;
    void advance(Prompt& prompt, const torch::Tensor& logProbabilities, std::int64_t firstRow) const;
    void settle(Prompt& prompt) const;
    void score(Prompt& prompt, const Hypothesis& hypothesis) const;
    bool canChange(const Prompt& prompt) const;

    BeamSettings m_settings;
    std::int64_t m_step = 0;
    std::vector<Prompt> m_prompts;
    std::vector<std::size_t> m_active; ///< prompts that are not done
};

} // namespace engine
