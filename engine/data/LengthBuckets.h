#pragma once

#include <cstdint>
#include <vector>

namespace engine {

/// The order of one epoch: batches of row indices, a pure function of its arguments, so that a resumed run goes on
/// with the same rows. Rows are shuffled; with `bucketByLength` rows of similar length share a batch and the batches
/// are shuffled. The last batch may be smaller. lengths: tokens per row.
std::vector<std::vector<std::int64_t>> epochBatches(const std::vector<std::int64_t>& lengths, std::int64_t batchSize,
                                                    bool bucketByLength, std::uint64_t seed, std::int64_t epoch);

} // namespace engine
