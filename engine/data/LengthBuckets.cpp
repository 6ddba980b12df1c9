#include "engine/data/LengthBuckets.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <random>

#include <xxhash.h>

#include "engine/data/Random.h"
#include "engine/run/Error.h"

namespace engine {

namespace {

/// Batches that are sorted by length together. More means less padding and less variety between epochs.
constexpr std::int64_t batchesPerBucket = 50;

std::mt19937_64 generatorOf(std::uint64_t seed, std::int64_t epoch)
{
    const std::array<std::uint64_t, 2> key = {seed, static_cast<std::uint64_t>(epoch)};
    return std::mt19937_64(XXH64(key.data(), sizeof(key), 0));
}

void sortInBuckets(std::vector<std::int64_t>& rows, const std::vector<std::int64_t>& lengths, std::int64_t batchSize)
{
    const auto size = static_cast<std::int64_t>(rows.size());
    const std::int64_t bucket = batchSize > size / batchesPerBucket ? size : batchSize * batchesPerBucket;
    for (std::int64_t begin = 0; begin < size; begin += bucket)
        std::stable_sort(rows.begin() + begin, rows.begin() + std::min(begin + bucket, size),
                         [&](std::int64_t a, std::int64_t b) {
                             return lengths[static_cast<std::size_t>(a)] < lengths[static_cast<std::size_t>(b)];
                         });
}

} // namespace

std::vector<std::vector<std::int64_t>> epochBatches(const std::vector<std::int64_t>& lengths, std::int64_t batchSize,
                                                    bool bucketByLength, std::uint64_t seed, std::int64_t epoch)
{
    if (batchSize < 1)
        throw BadInput("training.batch_size", "must be at least 1");
    std::vector<std::int64_t> rows(lengths.size());
    std::iota(rows.begin(), rows.end(), std::int64_t {0});
    std::mt19937_64 generator = generatorOf(seed, epoch);
    shuffle(rows, generator);
    if (bucketByLength)
        sortInBuckets(rows, lengths, batchSize);

    std::vector<std::vector<std::int64_t>> batches;
    const auto size = static_cast<std::int64_t>(rows.size());
    for (std::int64_t begin = 0; begin < size; begin += std::min(batchSize, size - begin))
        batches.emplace_back(rows.begin() + begin, rows.begin() + begin + std::min(batchSize, size - begin));
    if (!bucketByLength || batches.empty())
        return batches;

    // A smaller batch stays last, so that every other step sees a full one.
    std::vector<std::int64_t> smaller;
    if (static_cast<std::int64_t>(batches.back().size()) < batchSize) {
        smaller = std::move(batches.back());
        batches.pop_back();
    }
    shuffle(batches, generator);
    if (!smaller.empty())
        batches.push_back(std::move(smaller));
    return batches;
}

} // namespace engine
