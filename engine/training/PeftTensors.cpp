#include "engine/training/PeftTensors.h"

#include <algorithm>

namespace engine {

namespace {

std::int64_t countOf(const std::vector<bool>& adapted)
{
    return std::count(adapted.begin(), adapted.end(), true);
}

/// The blocks of the adapted parts one below the other, [n w, r]; undefined where `b` is not zero elsewhere.
torch::Tensor blocksOf(const torch::Tensor& b, const std::vector<bool>& adapted)
{
    const std::int64_t width = b.size(0) / static_cast<std::int64_t>(adapted.size());
    const std::int64_t rank = b.size(1) / countOf(adapted);
    std::vector<torch::Tensor> blocks;
    for (std::size_t i = 0; i < adapted.size(); ++i)
        if (adapted[i])
            blocks.push_back(b.narrow(0, static_cast<std::int64_t>(i) * width, width)
                                 .narrow(1, static_cast<std::int64_t>(blocks.size()) * rank, rank));
    const torch::Tensor merged = torch::cat(blocks);
    return torch::equal(spreadFused(merged, adapted), b) ? merged : torch::Tensor();
}

/// Nothing where these are not the parts.
std::vector<LowRankPair> mergedFor(const std::vector<LowRankPair>& pairs, const std::vector<bool>& adapted)
{
    std::vector<LowRankPair> result;
    for (const auto& [a, b] : pairs) {
        const torch::Tensor merged = blocksOf(b, adapted);
        if (!merged.defined())
            return {};
        result.emplace_back(a, merged);
    }
    return result;
}

MergedPairs mergeWhole(const std::vector<LowRankPair>& pairs, std::size_t parts)
{
    MergedPairs result{std::vector<bool>(parts, true), {}};
    for (const auto& [a, b] : pairs)
        result.pairs.emplace_back(torch::cat(std::vector<torch::Tensor>(parts, a)), b);
    return result;
}

} // namespace

torch::Tensor spreadFused(const torch::Tensor& b, const std::vector<bool>& adapted)
{
    const std::int64_t count = countOf(adapted);
    const std::int64_t width = b.size(0) / count;
    const std::int64_t rank = b.size(1);
    torch::Tensor result = torch::zeros({static_cast<std::int64_t>(adapted.size()) * width, count * rank},
                                        b.options().requires_grad(false));
    std::int64_t k = 0;
    for (std::size_t i = 0; i < adapted.size(); ++i) {
        if (!adapted[i])
            continue;
        result.narrow(0, static_cast<std::int64_t>(i) * width, width)
            .narrow(1, k * rank, rank)
            .copy_(b.detach().narrow(0, k * width, width));
        ++k;
    }
    return result;
}

MergedPairs mergeFused(const std::vector<LowRankPair>& pairs, std::size_t parts, std::int64_t wantedRank)
{
    const std::int64_t whole = pairs.front().second.size(1);
    for (std::size_t count = 1; count <= parts; ++count) {
        const auto rank = whole / static_cast<std::int64_t>(count);
        if (rank * static_cast<std::int64_t>(count) != whole || (wantedRank != 0 && rank != wantedRank))
            continue;
        for (unsigned set = 1; set < 1u << parts; ++set) {
            std::vector<bool> adapted;
            for (std::size_t i = 0; i < parts; ++i)
                adapted.push_back((set >> i & 1u) != 0);
            if (countOf(adapted) != static_cast<std::int64_t>(count))
                continue;
            if (auto merged = mergedFor(pairs, adapted); !merged.empty())
                return {adapted, std::move(merged)};
        }
    }
    return mergeWhole(pairs, parts);
}

MergedPairs withEveryPart(const MergedPairs& merged)
{
    MergedPairs result{std::vector<bool>(merged.adapted.size(), true), {}};
    for (const auto& [a, b] : merged.pairs) {
        const std::vector<torch::Tensor> ofA = a.split(b.size(1));
        const std::vector<torch::Tensor> ofB = b.chunk(countOf(merged.adapted));
        std::vector<torch::Tensor> everyA, everyB;
        std::size_t k = 0;
        for (const bool isAdapted : merged.adapted) {
            everyA.push_back(isAdapted ? ofA[k] : ofA.front());
            everyB.push_back(isAdapted ? ofB[k] : torch::zeros_like(ofB.front()));
            k += isAdapted ? 1 : 0;
        }
        result.pairs.emplace_back(torch::cat(everyA), torch::cat(everyB));
    }
    return result;
}

} // namespace engine
