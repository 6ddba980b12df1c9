#include "tests/fuzz/Mutator.h"

#include <algorithm>
#include <iterator>

namespace fuzz {

namespace {

constexpr std::size_t mostKept = 100;
constexpr std::string_view digits = "0123456789";

constexpr const char* extremeNumbers[] = {"0",
                                          "-0",
                                          "-1",
                                          "1",
                                          "2",
                                          "64",
                                          "255",
                                          "256",
                                          "65536",
                                          "1000000",
                                          "2147483647",
                                          "2147483648",
                                          "-2147483649",
                                          "4294967296",
                                          "1099511627776",
                                          "9007199254740993",
                                          "9223372036854775807",
                                          "9223372036854775808",
                                          "-9223372036854775808",
                                          "18446744073709551615",
                                          "18446744073709551616",
                                          "0.5",
                                          "1e-400",
                                          "1e308",
                                          "-1e308",
                                          "1e999",
                                          "00",
                                          "1.",
                                          "NaN",
                                          "Infinity"};

} // namespace

Mutator::Mutator(const Target& target, std::vector<std::string> seeds, std::uint64_t seed)
    : m_seeds(std::move(seeds))
    , m_pieces(target.pieces())
    , m_random(seed)
{
    for (const std::string& one : m_seeds)
        m_largestKept = std::max(m_largestKept, 2 * one.size());
}

std::string Mutator::next()
{
    std::string bytes = start();
    do
        change(bytes);
    while (below(2) == 0);
    bytes.resize(std::min(bytes.size(), largestInput));
    return bytes;
}

void Mutator::keep(std::string bytes)
{
    if (bytes.size() > m_largestKept) // or they would grow and grow
        return;
    if (m_kept.size() < mostKept)
        m_kept.push_back(std::move(bytes));
    else
        m_kept[below(mostKept)] = std::move(bytes);
}

const std::string& Mutator::start()
{
    return m_kept.empty() || below(2) == 0 ? anyOf(m_seeds) : anyOf(m_kept);
}

/// Little-endian.
std::string Mutator::binaryNumber()
{
    constexpr std::uint64_t values[] = {0,          1,          2,          16,         0x7F,
                                        0x80,       0xFF,       0xFFFF,     0x7FFFFFFF, 0x80000000,
                                        0xFFFFFFFF, 1ull << 40, 1ull << 62, 1ull << 63, ~0ull};
    constexpr int sizes[] = {1, 2, 4, 8};
    std::string bytes;
    std::uint64_t value = values[below(std::size(values))];
    for (int left = sizes[below(std::size(sizes))]; left > 0; --left, value >>= 8)
        bytes += static_cast<char>(value & 0xFF);
    return bytes;
}

std::string Mutator::piece()
{
    const std::size_t kind = below(m_pieces.size() + 2);
    if (kind < m_pieces.size())
        return anyOf(m_pieces[kind]);
    return kind == m_pieces.size() ? binaryNumber() : extremeNumbers[below(std::size(extremeNumbers))];
}

std::pair<std::size_t, std::size_t> Mutator::anyLine(const std::string& bytes)
{
    const std::size_t place = below(bytes.size());
    const std::size_t before = place == 0 ? std::string::npos : bytes.rfind('\n', place - 1);
    const std::size_t begin = before == std::string::npos ? 0 : before + 1;
    const std::size_t end = std::min(bytes.find('\n', place), bytes.size() - 1);
    return {begin, end + 1 - begin};
}

void Mutator::change(std::string& bytes)
{
    constexpr std::size_t ways = 13;
    constexpr std::size_t byteWays = 7;
    if (bytes.empty()) {
        bytes = piece();
        return;
    }
    const std::size_t way = below(ways);
    if (way < byteWays)
        changeBytes(bytes, way);
    else
        changeText(bytes, way - byteWays);
}

void Mutator::changeBytes(std::string& bytes, std::size_t kind)
{
    const std::size_t place = below(bytes.size());
    const std::size_t length = below(std::min<std::size_t>(bytes.size() - place, 64) + 1);
    switch (kind) {
    case 0:
        bytes[place] = static_cast<char>(bytes[place] ^ (1 << below(8)));
        break;
    case 1:
        overwrite(bytes, binaryNumber());
        break;
    case 2:
        overwrite(bytes, piece());
        break;
    case 3:
        bytes.insert(place, piece());
        break;
    case 4:
        bytes.erase(place, length);
        break;
    case 5:
        bytes.insert(below(bytes.size()), bytes.substr(place, length));
        break;
    default:
        bytes.resize(place);
        break;
    }
}

void Mutator::changeText(std::string& bytes, std::size_t kind)
{
    const auto [begin, length] = anyLine(bytes);
    switch (kind) {
    case 0:
        bytes.insert(begin, bytes.substr(begin, length));
        break;
    case 1:
        bytes.erase(begin, length);
        break;
    case 2: { // somewhere else
        const std::string line = bytes.substr(begin, length);
        bytes.erase(begin, length);
        bytes.insert(bytes.empty() ? 0 : anyLine(bytes).first, line);
        break;
    }
    case 3: { // the rest of another file
        const std::string& other = start();
        bytes.resize(begin);
        bytes += other.substr(below(other.size() + 1));
        break;
    }
    default: // twice as often: most of what a text says of sizes are numbers
        replaceNumber(bytes);
        break;
    }
}

void Mutator::overwrite(std::string& bytes, const std::string& piece)
{
    const std::size_t place = below(bytes.size());
    bytes.replace(place, std::min(piece.size(), bytes.size() - place), piece);
}

/// The first one behind a place.
void Mutator::replaceNumber(std::string& bytes)
{
    const std::string number = extremeNumbers[below(std::size(extremeNumbers))];
    const std::size_t place = below(bytes.size());
    const std::size_t begin = bytes.find_first_of(digits, place);
    if (begin == std::string::npos) {
        bytes.insert(place, number);
        return;
    }
    const std::size_t end = std::min(bytes.find_first_not_of(digits, begin), bytes.size());
    bytes.replace(begin, end - begin, number);
}

} // namespace fuzz
