#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

namespace engine {

/// A compiled regular expression: PCRE2 with Unicode classes. Owns its working memory, so one object serves one thread.
class Pattern {
public:
    struct Match
    {
        std::size_t whole = 0; ///< bytes matched
        std::size_t group = 0; ///< bytes up to the end of group 1; `whole` where there is no group
    };

    /// Throws Error when `expression` does not compile or PCRE2 lacks Unicode.
    explicit Pattern(const char* expression);
    ~Pattern();
    Pattern(Pattern&&) noexcept;
    Pattern& operator=(Pattern&&) noexcept;

    /// The match that starts exactly at `position` of `text`, which must be valid UTF-8. An empty match is none.
    std::optional<Match> matchAt(std::string_view text, std::size_t position);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace engine
