/// Feeds changed copies of good files to the readers of a format, for where libFuzzer is not at hand:
///
///     fuzz_FORMAT [EXECUTIONS [SEED [FILE…]]]
///     fuzz_FORMAT seeds FOLDER
///
/// FILEs are further good ones to start from. A fault ends the program; the same arguments lead there again, where the
/// good files are the same (a bundle holds times). `seeds` writes the good files, for libFuzzer to start from.
#include <algorithm>
#include <cstdio>
#include <random>
#include <string_view>

#include "tests/fuzz/FuzzTarget.h"
#include "tests/fuzz/Scratch.h"

namespace {

/// Changes bytes in the ways that a reader of lengths, offsets and operations may stumble over.
class Mutator {
public:
    Mutator(std::vector<std::string> seeds, std::uint64_t seed)
        : m_seeds(std::move(seeds))
        , m_pieces(fuzz::pieces())
        , m_random(seed)
    {
    }

    std::string next()
    {
        std::string bytes = anyOf(m_seeds);
        do
            change(bytes);
        while (!bytes.empty() && below(2) == 0);
        return bytes;
    }

private:
    std::size_t below(std::size_t limit) { return m_random() % limit; }
    const std::string& anyOf(const std::vector<std::string>& texts) { return texts[below(texts.size())]; }

    void overwrite(std::string& bytes, const std::string& piece)
    {
        const std::size_t place = below(bytes.size());
        bytes.replace(place, std::min(piece.size(), bytes.size() - place), piece);
    }

    /// Little-endian.
    std::string number()
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

    std::string piece()
    {
        const std::size_t kind = below(m_pieces.size() + 1);
        return kind < m_pieces.size() ? anyOf(m_pieces[kind]) : number();
    }

    void change(std::string& bytes)
    {
        const std::size_t place = below(bytes.size());
        const std::size_t length = below(std::min<std::size_t>(bytes.size() - place, 64) + 1);
        switch (below(7)) {
        case 0:
            bytes[place] = static_cast<char>(bytes[place] ^ (1 << below(8)));
            break;
        case 1:
            overwrite(bytes, number());
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

    std::vector<std::string> m_seeds;
    const std::vector<std::vector<std::string>> m_pieces;
    std::mt19937_64 m_random;
};

int writeSeeds(const std::filesystem::path& folder)
{
    std::filesystem::create_directories(folder);
    int number = 0;
    for (const std::string& seed : fuzz::goodFiles())
        fuzz::write(folder / ("good-" + std::to_string(++number)), seed);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc == 3 && std::string_view(argv[1]) == "seeds")
        return writeSeeds(argv[2]);
    const long executions = argc > 1 ? std::atol(argv[1]) : 20000;
    std::vector<std::string> seeds = fuzz::goodFiles();
    for (int i = 3; i < argc; ++i)
        seeds.push_back(fuzz::contentOf(argv[i]));
    for (const std::string& seed : seeds)
        if (!fuzz::isAccepted(seed)) {
            std::fprintf(stderr, "a good file was refused\n");
            return 1;
        }
    Mutator mutator(seeds, argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1);
    long accepted = 0;
    for (long i = 0; i < executions; ++i) {
        const std::string input = mutator.next();
        const std::vector<char> bytes(input.begin(), input.end()); // a block of its own, for sanitizers
        accepted += fuzz::isAccepted(bytes) ? 1 : 0;
    }
    std::printf("%ld executions, %ld accepted\n", executions, accepted);
    return accepted > 0 && accepted < executions ? 0 : 1;
}
