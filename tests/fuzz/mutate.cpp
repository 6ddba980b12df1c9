/// Feeds changed copies of good files to the readers of weights, for where libFuzzer is not at hand:
///
///     fuzz_weights [EXECUTIONS [SEED [FILE…]]]
///
/// FILEs are further good ones to start from. A fault ends the program; the same arguments lead there again.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "tests/fuzz/FuzzWeights.h"
#include "tests/support/TorchFile.h"

namespace pickle = support::pickle;

namespace {

std::vector<std::string> madeSeeds()
{
    const pickle::Tensor plain{"weight", "FloatStorage", "0", 12, 2, {2, 3}, {3, 1}};
    const pickle::Tensor turned{"turned", "HalfStorage", "1", 6, 0, {2, 3}, {1, 2}};
    const pickle::Tensor tied{"tied", "FloatStorage", "0", 12, 0, {12}, {1}};
    const std::string dictionary = pickle::stateDict({plain, turned, tied});
    const std::string small = pickle::start + pickle::emptyDict + "q\1(" + pickle::text("a") + pickle::rebuilt(plain)
        + "q\2" + pickle::text("b") + "h\2u.";
    const std::map<std::string, std::string> entries = {
        {"m/data.pkl", dictionary}, {"m/data/0", std::string(48, 'x')}, {"m/data/1", std::string(12, 'y')}};
    return {dictionary, small, support::zip(entries), support::zip(entries, false)};
}

/// Changes bytes in the ways that a reader of lengths, offsets and operations may stumble over.
class Mutator {
public:
    Mutator(std::vector<std::string> seeds, std::uint64_t seed)
        : m_seeds(std::move(seeds))
        , m_random(seed)
    {
    }

    std::string next()
    {
        std::string bytes = m_seeds[below(m_seeds.size())];
        do
            change(bytes);
        while (!bytes.empty() && below(2) == 0);
        return bytes;
    }

private:
    std::size_t below(std::size_t limit) { return m_random() % limit; }

    void overwrite(std::string& bytes, const std::string& piece)
    {
        const std::size_t place = below(bytes.size());
        bytes.replace(place, std::min(piece.size(), bytes.size() - place), piece);
    }

    std::string number()
    {
        constexpr std::uint64_t values[] = {0,          1,          2,          16,         0x7F,
                                            0x80,       0xFF,       0xFFFF,     0x7FFFFFFF, 0x80000000,
                                            0xFFFFFFFF, 1ull << 40, 1ull << 62, 1ull << 63, ~0ull};
        constexpr int sizes[] = {1, 2, 4, 8};
        return support::littleEndian(values[below(std::size(values))], sizes[below(std::size(sizes))]);
    }

    std::string piece()
    {
        const std::string operations =
            "(.NJKMGX]})taesubcRQqrhjioP\x80\x81\x85\x86\x87\x88\x89\x8a\x8c\x8d\x93\x94\x95";
        switch (below(4)) {
        case 0:
            return std::string(1, operations[below(operations.size())]);
        case 1:
            return pickle::orderedDict();
        case 2:
            return pickle::numbers({static_cast<std::int64_t>(below(20)), 1});
        default:
            return number();
        }
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
    std::mt19937_64 m_random;
};

std::string contentOf(const char* file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace

int main(int argc, char** argv)
{
    const long executions = argc > 1 ? std::atol(argv[1]) : 20000;
    std::vector<std::string> seeds = madeSeeds();
    for (int i = 3; i < argc; ++i)
        seeds.push_back(contentOf(argv[i]));
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
