#include "engine/data/WordSplitter.h"

#include <pcre2.h>

#include <new>
#include <string>

#include "engine/data/Utf8.h"
#include "engine/run/Error.h"

namespace engine {

namespace {

// \s and \S are written out as Unicode's White_Space: PCRE2's own \s has U+180E too, which is no longer white space.
constexpr const char* pattern =
    R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\t\n\x0b\f\r\x{85}\p{Z}\p{L}\p{N}]+)"
    R"(|[\t\n\x0b\f\r\x{85}\p{Z}]+(?![^\t\n\x0b\f\r\x{85}\p{Z}])|[\t\n\x0b\f\r\x{85}\p{Z}]+)";

struct FreeMatchData
{
    void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
};

} // namespace

struct WordSplitter::Impl
{
    pcre2_code* code = nullptr;

    Impl()
    {
        int error = 0;
        PCRE2_SIZE offset = 0;
        code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern), PCRE2_ZERO_TERMINATED, PCRE2_UTF | PCRE2_UCP,
                             &error, &offset, nullptr);
        if (code == nullptr)
            throw Error("PCRE2 was built without Unicode, which the tokenizer needs (error " + std::to_string(error)
                        + ")");
        pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); // without JIT the matcher is slower and gives the same
    }
    ~Impl() { pcre2_code_free(code); }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    void splitValid(std::string_view text, pcre2_match_data* match,
                    const std::function<void(std::string_view)>& word) const
    {
        const auto* subject = reinterpret_cast<PCRE2_SPTR>(text.data());
        std::size_t position = 0;
        while (position < text.size()) {
            // Checked once by the caller: PCRE2's own check would read the whole text again for every word.
            const int found = pcre2_match(code, subject, text.size(), position,
                                          PCRE2_NO_UTF_CHECK | PCRE2_ANCHORED | PCRE2_NOTEMPTY, match, nullptr);
            if (found < 0)
                throw Error("the tokenizer's split pattern failed (PCRE2 error " + std::to_string(found) + ")");
            const std::size_t end = pcre2_get_ovector_pointer(match)[1];
            word(text.substr(position, end - position));
            position = end;
        }
    }
};

WordSplitter::WordSplitter()
    : m_impl(std::make_unique<Impl>())
{
}

WordSplitter::~WordSplitter() = default;
WordSplitter::WordSplitter(WordSplitter&&) noexcept = default;
WordSplitter& WordSplitter::operator=(WordSplitter&&) noexcept = default;

void WordSplitter::split(std::string_view text, const std::function<void(std::string_view)>& word) const
{
    const std::unique_ptr<pcre2_match_data, FreeMatchData> match(
        pcre2_match_data_create_from_pattern(m_impl->code, nullptr));
    if (!match)
        throw std::bad_alloc();
    while (!text.empty()) {
        const std::size_t valid = validUtf8Prefix(text);
        m_impl->splitValid(text.substr(0, valid), match.get(), word);
        text.remove_prefix(valid);
        if (!text.empty()) {
            word(text.substr(0, 1));
            text.remove_prefix(1);
        }
    }
}

} // namespace engine
