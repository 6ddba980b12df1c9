#pragma once

#include <functional>
#include <memory>
#include <string_view>

namespace engine {

/// GPT-2's split of a text into words before byte-pair encoding. Immutable and safe to use from several threads.
class WordSplitter {
public:
    WordSplitter();
    ~WordSplitter();
    WordSplitter(WordSplitter&&) noexcept;
    WordSplitter& operator=(WordSplitter&&) noexcept;

    /// Calls `word` with each piece in order; together they are the text. A byte that is not UTF-8 is its own piece.
    void split(std::string_view text, const std::function<void(std::string_view)>& word) const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace engine
