#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace engine {

/// GPT-2's reversible spelling of bytes as printable characters (Radford et al. 2019): a visible Latin-1 character
/// stands for itself, the other 68 bytes are moved to U+0100 and up, so that a space reads "Ġ".
class ByteAlphabet {
public:
    ByteAlphabet();

    /// The character of one byte, in UTF-8.
    const std::string& symbol(unsigned char byte) const { return m_symbols[byte]; }

    /// The spelling of arbitrary bytes.
    std::string spell(std::string_view bytes) const;

    /// The bytes that a spelling stands for; absent when it has another character. `spelling` must be valid UTF-8.
    std::optional<std::string> bytes(std::string_view spelling) const;

private:
    static constexpr char32_t firstMoved = 0x100;

    std::array<std::string, 256> m_symbols;
    std::array<int, 0x144> m_bytes; ///< by code point; -1 for none
};

} // namespace engine
