#include "engine/data/ByteAlphabet.h"

#include "engine/data/Utf8.h"

namespace engine {

ByteAlphabet::ByteAlphabet()
{
    m_bytes.fill(-1);
    char32_t moved = firstMoved;
    for (int byte = 0; byte < 256; ++byte) {
        const bool visible = (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte != 0xAD);
        const char32_t codePoint = visible ? static_cast<char32_t>(byte) : moved++;
        appendUtf8(m_symbols[static_cast<std::size_t>(byte)], codePoint);
        m_bytes[codePoint] = byte;
    }
}

std::string ByteAlphabet::spell(std::string_view bytes) const
{
    std::string text;
    for (const char byte : bytes)
        text += symbol(static_cast<unsigned char>(byte));
    return text;
}

std::optional<std::string> ByteAlphabet::bytes(std::string_view spelling) const
{
    std::string result;
    while (!spelling.empty()) {
        const char32_t codePoint = takeUtf8(spelling);
        if (codePoint >= m_bytes.size() || m_bytes[codePoint] < 0)
            return std::nullopt;
        result.push_back(static_cast<char>(m_bytes[codePoint]));
    }
    return result;
}

} // namespace engine
