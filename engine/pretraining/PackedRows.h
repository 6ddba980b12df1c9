#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/data/Tokenizer.h"
#include "engine/run/Wanted.h"

namespace engine {

/// Text as rows of one length, as RoBERTa was trained on it ("full sentences", Liu et al. 2019): the documents' tokens
/// stand one after the other in one stream with </s> between two documents, and the stream is cut into pieces that
/// become rows <s> piece </s>. There is no padding; what is left of the stream in the end is too short for a row and is
/// left out.
struct PackedRows
{
    std::int64_t length = 0;       ///< N, special tokens included
    std::vector<std::int32_t> ids; ///< rows × N
    std::int64_t documents = 0;
    std::int64_t leftOut = 0; ///< tokens of the rest

    std::int64_t rows() const { return length > 0 ? static_cast<std::int64_t>(ids.size()) / length : 0; }
    std::span<const std::int32_t> row(std::int64_t index) const
    {
        return std::span(ids).subspan(static_cast<std::size_t>(index * length), static_cast<std::size_t>(length));
    }
};

/// Documents as ids, one after the other.
struct EncodedDocuments
{
    std::vector<std::int32_t> ids;
    std::vector<std::size_t> begins = {0}; ///< of each document, and the end of the last
};

/// Each line is encoded by itself, so that the ends of lines leave no token. Blocks. Throws CalledOff between two
/// documents.
EncodedDocuments encodeDocuments(const std::vector<std::string_view>& documents, const Tokenizer& tokenizer,
                                 const Wanted& wanted = {});

/// The documents are shuffled by the seed first.
PackedRows packRows(const EncodedDocuments& documents, const SpecialTokens& special, std::int64_t length,
                    std::uint64_t seed);

} // namespace engine
