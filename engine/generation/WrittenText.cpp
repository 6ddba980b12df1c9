#include "engine/generation/WrittenText.h"

#include "engine/data/Utf8.h"

namespace engine {

std::string writtenText(TokenIds tokens, const Tokenizer& tokenizer)
{
    constexpr const char* blanks = " \t\r\n";
    if (!tokens.empty() && tokens.back() == tokenizer.endId())
        tokens.pop_back();
    const std::string text = withInvalidReplaced(tokenizer.decode(tokens));
    const std::size_t first = text.find_first_not_of(blanks);
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

} // namespace engine
