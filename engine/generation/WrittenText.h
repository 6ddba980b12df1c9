#pragma once

#include <string>

#include "engine/data/Tokenizer.h"
#include "engine/generation/Continuation.h"

namespace engine {

/// What the tokens of a continuation say, without its end token and space around it. Tokens are bytes, cut anywhere:
/// what is no UTF-8 is replaced.
std::string writtenText(TokenIds tokens, const Tokenizer& tokenizer);

} // namespace engine
