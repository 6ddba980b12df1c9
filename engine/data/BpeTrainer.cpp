#include "engine/data/BpeTrainer.h"

#include <array>
#include <map>
#include <queue>
#include <set>
#include <string_view>
#include <unordered_map>

#include "engine/data/ByteAlphabet.h"
#include "engine/data/WordSplitter.h"
#include "engine/run/DiskSync.h"
#include "engine/run/JsonText.h"
#include "engine/run/Error.h"
#include "engine/run/ThreadRole.h"

namespace engine {

namespace {

constexpr std::array<const char*, 4> firstTokens = {"<s>", "<pad>", "</s>", "<unk>"};
constexpr const char* lastToken = "<mask>";
constexpr std::int64_t byteTokens = 256;

using Symbol = std::int32_t;
using Pair = std::pair<Symbol, Symbol>;

struct PairHash
{
    std::size_t operator()(const Pair& pair) const
    {
        return std::hash<std::uint64_t>()(static_cast<std::uint64_t>(pair.first) << 32
                                          | static_cast<std::uint64_t>(pair.second));
    }
};

/// Words with their symbols, and for each pair of neighbours how often it occurs and where it has occurred.
class PairCounter {
public:
    PairCounter(const std::map<std::string, std::int64_t>& counts, const Wanted& wanted)
    {
        for (const auto& [text, count] : counts) {
            requireWanted(wanted);
            Word word{{}, count};
            for (const char byte : text)
                word.symbols.push_back(static_cast<unsigned char>(byte));
            m_words.push_back(std::move(word));
            addCounts(m_words.back(), 1);
            for (const Pair& pair : pairsOf(m_words.back()))
                m_places[pair].push_back(m_words.size() - 1);
        }
        for (const auto& [pair, count] : m_counts)
            m_queue.push({count, pair});
    }

    /// The most frequent pair, at least twice there. False when there is none.
    bool best(Pair& pair)
    {
        while (!m_queue.empty()) {
            const Entry top = m_queue.top();
            m_queue.pop();
            const std::int64_t now = m_counts[top.pair];
            if (now == top.count && now >= 2) {
                pair = top.pair;
                return true;
            }
            if (now < top.count && now >= 2)
                m_queue.push({now, top.pair}); // a pair that grows is pushed anew
        }
        return false;
    }

    void merge(const Pair& pair, Symbol merged)
    {
        const std::vector<std::size_t> words = std::move(m_places[pair]);
        m_places.erase(pair);
        std::set<Pair> grown; // only pairs with the merged symbol can
        for (const std::size_t index : words) {
            Word& word = m_words[index];
            addCounts(word, -1);
            const bool changed = replace(word.symbols, pair, merged); // false when an earlier merge took the pair
            addCounts(word, 1);
            if (!changed)
                continue;
            for (const Pair& neighbours : pairsOf(word)) {
                if (neighbours.first == merged || neighbours.second == merged) {
                    m_places[neighbours].push_back(index);
                    grown.insert(neighbours);
                }
            }
        }
        for (const Pair& neighbours : grown)
            m_queue.push({m_counts[neighbours], neighbours});
    }

private:
    struct Word
    {
        std::vector<Symbol> symbols;
        std::int64_t count = 0;
    };

    struct Entry
    {
        std::int64_t count = 0;
        Pair pair;

        bool operator<(const Entry& other) const
        {
            return count != other.count ? count < other.count : pair > other.pair;
        }
    };

    static std::vector<Pair> pairsOf(const Word& word)
    {
        std::vector<Pair> pairs;
        for (std::size_t i = 1; i < word.symbols.size(); ++i)
            pairs.emplace_back(word.symbols[i - 1], word.symbols[i]);
        return pairs;
    }

    void addCounts(const Word& word, std::int64_t sign)
    {
        for (const Pair& pair : pairsOf(word))
            m_counts[pair] += sign * word.count;
    }

    static bool replace(std::vector<Symbol>& symbols, const Pair& pair, Symbol merged)
    {
        const std::size_t before = symbols.size();
        std::size_t write = 0;
        for (std::size_t read = 0; read < symbols.size(); ++read) {
            const bool here =
                read + 1 < symbols.size() && symbols[read] == pair.first && symbols[read + 1] == pair.second;
            symbols[write++] = here ? merged : symbols[read];
            read += here ? 1 : 0;
        }
        symbols.resize(write);
        return write < before;
    }

    std::vector<Word> m_words;
    std::unordered_map<Pair, std::int64_t, PairHash> m_counts;
    std::unordered_map<Pair, std::vector<std::size_t>, PairHash> m_places;
    std::priority_queue<Entry> m_queue;
};

std::map<std::string, std::int64_t> countWords(const std::vector<std::string>& texts, const Wanted& wanted)
{
    std::map<std::string, std::int64_t> counts;
    const WordSplitter splitter;
    for (const std::string& text : texts) {
        requireWanted(wanted);
        splitter.split(text, [&](std::string_view word) { ++counts[std::string(word)]; });
    }
    return counts;
}

void requireWritten(const std::filesystem::path& file, const std::error_code& error)
{
    if (error)
        failWriting(file.string(), error.value());
}

} // namespace

TrainedBpe trainByteLevelBpe(const std::vector<std::string>& texts, std::int64_t vocabularySize, const Wanted& wanted)
{
    requireWorkerThread("training a tokenizer");
    const std::int64_t smallest = byteTokens + static_cast<std::int64_t>(firstTokens.size()) + 1;
    if (vocabularySize < smallest)
        throw BadInput("vocabulary size",
                       std::to_string(vocabularySize) + " is below " + std::to_string(smallest)
                           + ": the bytes and the special tokens");
    const ByteAlphabet alphabet;
    std::vector<std::string> spelling; // by symbol
    std::unordered_map<std::string, Symbol> symbolOf;
    const auto symbolFor = [&](const std::string& text) {
        const auto [found, isNew] = symbolOf.emplace(text, static_cast<Symbol>(spelling.size()));
        if (isNew)
            spelling.push_back(text);
        return found->second; // a+bc and ab+c are one token
    };
    for (int byte = 0; byte < byteTokens; ++byte)
        symbolFor(alphabet.symbol(static_cast<unsigned char>(byte)));

    TrainedBpe result;
    PairCounter counter(countWords(texts, wanted), wanted);
    const auto symbols = static_cast<std::size_t>(vocabularySize - smallest + byteTokens);
    for (Pair pair; spelling.size() < symbols && counter.best(pair);) {
        requireWanted(wanted);
        const std::string left = spelling[static_cast<std::size_t>(pair.first)];
        const std::string right = spelling[static_cast<std::size_t>(pair.second)];
        counter.merge(pair, symbolFor(left + right));
        result.merges.emplace_back(left, right);
    }
    result.tokens.assign(firstTokens.begin(), firstTokens.end());
    result.tokens.insert(result.tokens.end(), spelling.begin(), spelling.end());
    result.tokens.emplace_back(lastToken);
    return result;
}

void writeTokenizer(const TrainedBpe& tokenizer, const std::filesystem::path& folder)
{
    requireWritten(folder, makeFolders(folder));
    std::string vocabulary = "{\n";
    for (std::size_t id = 0; id < tokenizer.tokens.size(); ++id)
        vocabulary += Json(tokenizer.tokens[id]).dump() + ": " + std::to_string(id)
            + (id + 1 < tokenizer.tokens.size() ? ",\n" : "\n}\n");
    requireWritten(folder / "vocab.json", replaceFile(folder / "vocab.json", vocabulary));
    std::string merges = "#version: 0.2\n";
    for (const auto& [left, right] : tokenizer.merges)
        merges.append(left).append(" ").append(right).append("\n");
    requireWritten(folder / "merges.txt", replaceFile(folder / "merges.txt", merges));
}

} // namespace engine
