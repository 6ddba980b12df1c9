#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// One rule of Penn Treebank tokenisation.
struct PtbRule
{
    /// What the token looks like; with a group 1 the token is that group and the rest is what must follow.
    std::string expression;
    /// The token for the matched text; an empty one is no token (blanks).
    std::string (*token)(std::string_view text);
};

/// The rules as Stanford's PTBTokenizer (CoreNLP 3.4.1, default options) documents and applies them: at each place the
/// longest match decides, what must follow counted, and of equally long ones the earlier rule.
std::vector<PtbRule> ptbRules();

} // namespace engine
