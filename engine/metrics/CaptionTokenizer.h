#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/data/Pattern.h"
#include "engine/metrics/NumberedText.h"
#include "engine/metrics/PtbRules.h"

namespace engine {

/// The tokenisation of MS-COCO's caption evaluation, which the E2E challenge's scorer uses too: Penn Treebank tokens as
/// Stanford's PTBTokenizer makes them, in lower case, punctuation dropped. Owns its compiled rules; one object serves
/// one thread.
class CaptionTokenizer {
public:
    CaptionTokenizer();

    /// The words that ROUGE-L, CIDEr and METEOR compare. `text` must be valid UTF-8; a line break is a blank.
    Tokens words(std::string_view text);

    /// All tokens, in their own case. A token is at most 1,024 bytes: what is longer is cut.
    Tokens treebank(std::string_view text);

private:
    struct Rule
    {
        Pattern pattern;
        std::string (*token)(std::string_view text);
    };

    /// Takes the next token's text off the front of `text`; appends the token, if it is one.
    void take(std::string_view& text, Tokens& tokens);

    std::vector<Rule> m_rules;
};

} // namespace engine
