#include "engine/data/Pattern.h"

#include <pcre2.h>

#include <new>
#include <string>

#include "engine/run/Error.h"

namespace engine {

struct Pattern::Impl
{
    pcre2_code* code = nullptr;
    pcre2_match_data* match = nullptr;

    explicit Impl(const char* expression)
    {
        int error = 0;
        PCRE2_SIZE offset = 0;
        code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(expression), PCRE2_ZERO_TERMINATED, PCRE2_UTF | PCRE2_UCP,
                             &error, &offset, nullptr);
        if (code == nullptr)
            throw Error("the pattern " + std::string(expression) + " does not compile at " + std::to_string(offset)
                        + " (PCRE2 error " + std::to_string(error) + ")");
        pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); // without JIT the matcher is slower and gives the same
        match = pcre2_match_data_create_from_pattern(code, nullptr);
        if (match == nullptr) {
            pcre2_code_free(code);
            throw std::bad_alloc();
        }
    }
    ~Impl()
    {
        pcre2_match_data_free(match);
        pcre2_code_free(code);
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
};

Pattern::Pattern(const char* expression)
    : m_impl(std::make_unique<Impl>(expression))
{
}

Pattern::~Pattern() = default;
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;

std::optional<Pattern::Match> Pattern::matchAt(std::string_view text, std::size_t position)
{
    const int found = pcre2_match(m_impl->code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), position,
                                  PCRE2_NO_UTF_CHECK | PCRE2_ANCHORED | PCRE2_NOTEMPTY, m_impl->match, nullptr);
    if (found < 0)
        return std::nullopt;
    const PCRE2_SIZE* ends = pcre2_get_ovector_pointer(m_impl->match);
    return Match{ends[1] - position, (found > 1 ? ends[3] : ends[1]) - position};
}

} // namespace engine
