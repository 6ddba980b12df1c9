#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/data/Tokenizer.h"
#include "tests/fuzz/FuzzTarget.h"

namespace fuzz {

/// What a run asks of a tokenizer: every id must be one of its vocabulary.
inline void useTokenizer(const engine::Tokenizer& tokenizer)
{
    const std::string text = "ab cab's  BAD\tcaf\u00e9 \u535a \xFF 1,000 [SEP]</s><|endoftext|>\n";
    const auto areKnown = [&](const std::vector<std::int64_t>& ids) {
        for (const std::int64_t id : ids)
            require(id >= 0 && id < tokenizer.vocabularySize());
    };
    const std::vector<std::int64_t> ids = tokenizer.encode(text);
    areKnown(ids);
    tokenizer.decode(ids);
    tokenizer.tokenText(tokenizer.vocabularySize());
    areKnown(tokenizer.encodePlain(text, "a", 5).ids);
    if (!tokenizer.missingSpecialToken()) {
        areKnown(tokenizer.encodeForClassification(text, "b", 8).ids);
        areKnown(tokenizer.encodeForLanguageModel(text, "b", 8).ids);
    }
}

} // namespace fuzz
