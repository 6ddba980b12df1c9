#pragma once

#include <functional>
#include <string_view>

namespace engine {

/// BERT's division of a text into words (Devlin et al. 2018, basic tokenization), by Unicode 14 as utf8proc has it.
/// Immutable and safe to use from several threads.
class BasicTokenizer {
public:
    struct Settings
    {
        bool cleansText = true; ///< drops control and format characters, NUL and U+FFFD; any white space is a space
        bool splitsIdeographs = true; ///< each CJK ideograph is a word
        bool lowersCase = true;
        bool stripsAccents = true; ///< canonical decomposition without its nonspacing marks
    };

    explicit BasicTokenizer(Settings settings)
        : m_settings(settings)
    {
    }

    /// Calls `word` with each word in order: what stands between white space, punctuation characters as words of their
    /// own. A byte that is not UTF-8 is read as U+FFFD.
    void split(std::string_view text, const std::function<void(std::string_view)>& word) const;

private:
    Settings m_settings;
};

} // namespace engine
