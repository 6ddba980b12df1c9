#include "engine/pretraining/NgramBaselines.h"

#include <algorithm>
#include <cmath>

namespace engine {

namespace {

constexpr double discount = 0.75;

std::size_t indexOf(std::int64_t token)
{
    return static_cast<std::size_t>(token);
}

/// Tokens behind each token: `tokens[begins[v]]` up to `tokens[begins[v + 1]]`, only ordinary ones.
struct Successors
{
    std::vector<std::size_t> begins;
    std::vector<std::int32_t> tokens;
};

Successors successorsOf(const PackedRows& train, const MaskableVocabulary& vocabulary, const Wanted& wanted)
{
    const auto visitPairs = [&](const auto& visit) {
        for (std::int64_t r = 0; r < train.rows(); ++r) {
            requireWanted(wanted);
            const auto row = train.row(r);
            for (std::size_t i = 1; i < row.size(); ++i)
                if (vocabulary.isOrdinary[indexOf(row[i])])
                    visit(indexOf(row[i - 1]), row[i]);
        }
    };
    Successors result;
    result.begins.assign(indexOf(vocabulary.size) + 1, 0);
    visitPairs([&](std::size_t left, std::int32_t) { ++result.begins[left + 1]; });
    for (std::size_t v = 1; v < result.begins.size(); ++v)
        result.begins[v] += result.begins[v - 1];
    result.tokens.resize(result.begins.back());
    std::vector<std::size_t> next(result.begins.begin(), result.begins.end() - 1);
    visitPairs([&](std::size_t left, std::int32_t token) { result.tokens[next[left]++] = token; });
    return result;
}

struct Sums
{
    double loss = 0;
    std::int64_t right = 0;

    MaskedScore over(std::int64_t tokens) const
    {
        const double count = static_cast<double>(std::max<std::int64_t>(tokens, 1));
        return {loss / count, static_cast<double>(right) / count};
    }
};

} // namespace

NgramBaselines::NgramBaselines(const PackedRows& train, const MaskableVocabulary& vocabulary, const Wanted& wanted)
    : m_unigram(indexOf(vocabulary.size), 0)
    , m_followers(indexOf(vocabulary.size))
{
    std::vector<std::int64_t> counts(indexOf(vocabulary.size), 0);
    for (const std::int32_t id : train.ids)
        ++counts[indexOf(id)];
    auto total = static_cast<double>(vocabulary.ordinary.size());
    for (const std::int64_t token : vocabulary.ordinary)
        total += static_cast<double>(counts[indexOf(token)]);
    m_likeliest = vocabulary.ordinary.front();
    for (const std::int64_t token : vocabulary.ordinary) {
        m_unigram[indexOf(token)] = static_cast<double>(counts[indexOf(token)] + 1) / total;
        if (m_unigram[indexOf(token)] > m_unigram[indexOf(m_likeliest)])
            m_likeliest = token;
    }

    Successors successors = successorsOf(train, vocabulary, wanted);
    for (std::size_t v = 0; v < m_followers.size(); ++v) {
        requireWanted(wanted);
        const auto begin = successors.tokens.begin() + static_cast<std::ptrdiff_t>(successors.begins[v]);
        const auto end = successors.tokens.begin() + static_cast<std::ptrdiff_t>(successors.begins[v + 1]);
        std::sort(begin, end);
        Followers& followers = m_followers[v];
        followers.total = end - begin;
        for (auto token = begin; token != end; ++token) {
            if (followers.tokens.empty() || followers.tokens.back().token != *token)
                followers.tokens.push_back({*token, 0});
            ++followers.tokens.back().count;
        }
    }
}

double NgramBaselines::bigram(std::int64_t left, std::int64_t token) const
{
    const Followers& followers = m_followers[indexOf(left)];
    if (followers.total == 0)
        return unigram(token);
    const auto total = static_cast<double>(followers.total);
    const double rest = discount * static_cast<double>(followers.tokens.size()) / total * unigram(token);
    const auto found = std::lower_bound(followers.tokens.begin(), followers.tokens.end(), token,
                                        [](const Follower& one, std::int64_t wanted) { return one.token < wanted; });
    if (found == followers.tokens.end() || found->token != token)
        return rest;
    return (static_cast<double>(found->count) - discount) / total + rest;
}

std::int64_t NgramBaselines::likeliestAfter(std::int64_t left) const
{
    std::int64_t best = m_likeliest; // the best of those that were never seen behind `left`, or no worse than it
    double highest = bigram(left, best);
    for (const Follower& follower : m_followers[indexOf(left)].tokens)
        if (const double probability = bigram(left, follower.token); probability > highest) {
            highest = probability;
            best = follower.token;
        }
    return best;
}

BaselineScores scoreBaselines(const NgramBaselines& baselines, const PackedRows& rows, const TokenMasking& masking,
                              const Wanted& wanted)
{
    BaselineScores scores;
    Sums unigram;
    Sums bigram;
    std::vector<std::int64_t> likeliestAfter; // by left neighbour, −1 where it was not asked for
    for (std::int64_t r = 0; r < rows.rows(); ++r) {
        requireWanted(wanted);
        const auto row = rows.row(r);
        const MaskedRow masked = masking.mask(row, heldOutMoment(r));
        for (std::size_t i = 0; i < masked.places.size(); ++i) {
            const std::int64_t left = row[indexOf(masked.places[i] - 1)]; // a row begins with <s>, which is not masked
            const std::int64_t target = masked.targets[i];
            if (likeliestAfter.size() <= indexOf(left))
                likeliestAfter.resize(indexOf(left) + 1, -1);
            std::int64_t& best = likeliestAfter[indexOf(left)];
            best = best < 0 ? baselines.likeliestAfter(left) : best;
            unigram.loss -= std::log(baselines.unigram(target));
            unigram.right += target == baselines.likeliest() ? 1 : 0;
            bigram.loss -= std::log(baselines.bigram(left, target));
            bigram.right += target == best ? 1 : 0;
            ++scores.tokens;
        }
    }
    scores.unigram = unigram.over(scores.tokens);
    scores.bigram = bigram.over(scores.tokens);
    return scores;
}

} // namespace engine
