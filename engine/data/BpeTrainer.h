#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "engine/run/Wanted.h"

namespace engine {

/// A byte-level BPE vocabulary as RoBERTa arranges it: <s> 0, <pad> 1, </s> 2, <unk> 3, the 256 bytes, the merged
/// tokens, <mask> last.
struct TrainedBpe
{
    std::vector<std::string> tokens; ///< by id, spelt in the byte alphabet
    std::vector<std::pair<std::string, std::string>> merges;
};

/// Byte-pair encoding (Sennrich et al. 2016) over GPT-2's words: the most frequent pair is merged again and again
/// until there are `vocabularySize` tokens or no pair is there twice. Ties go to the pair with the older symbols, so
/// the result depends on the texts alone. Throws BadInput when vocabularySize is below 261, and CalledOff.
/// Blocks, minutes for a hundred megabytes.
TrainedBpe trainByteLevelBpe(const std::vector<std::string>& texts, std::int64_t vocabularySize,
                             const Wanted& wanted = {});

/// Writes vocab.json and merges.txt as ByteLevelBpe reads them, each whole or not at all. Throws Error when the folder
/// cannot be written, NoRoom where the disk is full.
void writeTokenizer(const TrainedBpe& tokenizer, const std::filesystem::path& folder);

} // namespace engine
