#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/fuzz/FuzzTarget.h"

namespace fuzz {

/// Changes bytes in the ways that a reader of lengths, offsets, operations, numbers and lines may stumble over. The
/// same seeds give the same inputs.
class Mutator {
public:
    static constexpr std::size_t largestInput = std::size_t(4) << 20; ///< bytes

    /// `seeds` are good files, at least one.
    Mutator(const Target& target, std::vector<std::string> seeds, std::uint64_t seed);

    std::string next();

    /// An input that was accepted: it is started from as well, until others took its place.
    void keep(std::string bytes);

private:
    std::size_t below(std::size_t limit) { return m_random() % limit; }
    const std::string& anyOf(const std::vector<std::string>& texts) { return texts[below(texts.size())]; }
    const std::string& start();
    std::string piece();
    std::string binaryNumber();
    /// A line's begin and length, its end included.
    std::pair<std::size_t, std::size_t> anyLine(const std::string& bytes);
    void change(std::string& bytes);
    void changeBytes(std::string& bytes, std::size_t kind);
    void changeText(std::string& bytes, std::size_t kind);
    void overwrite(std::string& bytes, const std::string& piece);
    void replaceNumber(std::string& bytes);

    std::vector<std::string> m_seeds;
    std::vector<std::string> m_kept;
    std::size_t m_largestKept = 0;
    const std::vector<std::vector<std::string>> m_pieces;
    std::mt19937_64 m_random;
};

} // namespace fuzz
