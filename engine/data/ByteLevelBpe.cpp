#include "engine/data/ByteLevelBpe.h"

#include <array>
#include <cctype>
#include <queue>
#include <unordered_map>

#include "engine/data/ByteAlphabet.h"
#include "engine/data/TokenizerFiles.h"
#include "engine/data/WordSplitter.h"
#include "engine/run/Error.h"
#include "engine/run/ThreadRole.h"

namespace engine {

namespace {

using Ids = std::vector<std::int64_t>;

constexpr std::int64_t none = -1;

/// One symbol of a word that is being merged; a doubly linked list in an array.
struct Node
{
    std::int64_t id;
    std::int64_t previous;
    std::int64_t next;
};

/// A merge that may be done. `left` and `right` tell whether the symbols are still the ones it was found for.
struct Candidate
{
    std::int64_t rank;
    std::int64_t position;
    std::int64_t left;
    std::int64_t right;
    std::int64_t merged;

    bool operator>(const Candidate& other) const
    {
        return rank != other.rank ? rank > other.rank : position > other.position;
    }
};

using CandidateQueue = std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>>;

using IdByToken = std::unordered_map<std::string, std::int64_t>;

SpecialTokens specialTokensOf(const IdByToken& idOf)
{
    const auto find = [&](const std::string& token) {
        const auto found = idOf.find(token);
        return found == idOf.end() ? SpecialTokens::none : found->second;
    };
    const std::string endOfText = "<|endoftext|>";
    SpecialTokens special;
    if (idOf.contains(endOfText) && !idOf.contains("<s>") && !idOf.contains("</s>")) {
        special.endName = special.paddingName = endOfText;
        special.end = special.padding = find(endOfText);
        return special;
    }
    special.startName = "<s>";
    special.endName = "</s>";
    special.paddingName = "<pad>";
    special.isEndDoubled = true;
    special.start = find(special.startName);
    special.end = find(special.endName);
    special.padding = find(special.paddingName);
    return special;
}

} // namespace

struct ByteLevelBpe::Impl
{
    struct Merge
    {
        std::int64_t rank;
        std::int64_t merged;
    };

    WordSplitter splitter;
    std::array<std::int64_t, 256> byteIds{};
    std::vector<std::string> texts; ///< bytes by id
    std::unordered_map<std::uint64_t, Merge> merges;
    bool addPrefixSpace = false;

    static std::uint64_t key(std::int64_t left, std::int64_t right)
    {
        return static_cast<std::uint64_t>(left) << 32 | static_cast<std::uint64_t>(right);
    }

    void offer(const std::vector<Node>& nodes, std::int64_t position, CandidateQueue& queue) const
    {
        const Node& node = nodes[static_cast<std::size_t>(position)];
        if (node.next == none)
            return;
        const std::int64_t right = nodes[static_cast<std::size_t>(node.next)].id;
        if (const auto found = merges.find(key(node.id, right)); found != merges.end())
            queue.push({found->second.rank, position, node.id, right, found->second.merged});
    }

    /// Appends the ids of one word: merges of the lowest rank first, from left to right. n log n in its length.
    void encodeWord(std::string_view word, Ids& ids) const
    {
        std::vector<Node> nodes(word.size());
        const auto count = static_cast<std::int64_t>(word.size());
        for (std::int64_t i = 0; i < count; ++i)
            nodes[static_cast<std::size_t>(i)] = {
                byteIds[static_cast<unsigned char>(word[static_cast<std::size_t>(i)])], i - 1,
                i + 1 < count ? i + 1 : none};
        CandidateQueue queue;
        for (std::int64_t i = 0; i < count; ++i)
            offer(nodes, i, queue);
        while (!queue.empty()) {
            const Candidate best = queue.top();
            queue.pop();
            Node& left = nodes[static_cast<std::size_t>(best.position)];
            if (left.id != best.left || left.next == none)
                continue;
            Node& right = nodes[static_cast<std::size_t>(left.next)];
            if (right.id != best.right)
                continue;
            left.id = best.merged;
            left.next = right.next;
            right.id = none;
            if (left.next != none)
                nodes[static_cast<std::size_t>(left.next)].previous = best.position;
            if (left.previous != none)
                offer(nodes, left.previous, queue);
            offer(nodes, best.position, queue);
        }
        for (std::int64_t i = 0; i != none; i = nodes[static_cast<std::size_t>(i)].next)
            ids.push_back(nodes[static_cast<std::size_t>(i)].id);
    }

    /// Bytes without a symbol become <unk>, as in Hugging Face's tokenizers.
    void setByteIds(const ByteAlphabet& alphabet, const IdByToken& idOf, const std::string& source)
    {
        const auto unknown = idOf.find("<unk>");
        for (std::size_t byte = 0; byte < 256; ++byte) {
            const std::string& symbol = alphabet.symbol(static_cast<unsigned char>(byte));
            const auto found = idOf.find(symbol);
            if (found == idOf.end() && unknown == idOf.end())
                throw BadInput(source,
                               "the vocabulary lacks the byte symbol \"" + symbol
                                   + "\" and has no <unk> to stand for it; it is not a byte-level one");
            byteIds[byte] = found != idOf.end() ? found->second : unknown->second;
        }
    }
};

ByteLevelBpe::ByteLevelBpe(SpecialTokens special, std::string source, std::unique_ptr<Impl> impl)
    : Tokenizer(std::move(special), std::move(source))
    , m_impl(std::move(impl))
{
}

ByteLevelBpe::~ByteLevelBpe() = default;
ByteLevelBpe::ByteLevelBpe(ByteLevelBpe&&) noexcept = default;
ByteLevelBpe& ByteLevelBpe::operator=(ByteLevelBpe&&) noexcept = default;

ByteLevelBpe ByteLevelBpe::fromFolder(const std::filesystem::path& folder)
{
    requireWorkerThread("reading a tokenizer");
    const TokenizerFiles files = readTokenizerFiles(folder);
    const ByteAlphabet alphabet;
    auto impl = std::make_unique<Impl>();
    impl->addPrefixSpace = files.addPrefixSpace;

    IdByToken idOf;
    for (std::size_t id = 0; id < files.tokens.size(); ++id) {
        const std::string& spelling = files.tokens[id];
        if (!spelling.empty())
            idOf.emplace(spelling, static_cast<std::int64_t>(id));
        impl->texts.push_back(alphabet.bytes(spelling).value_or(spelling));
    }
    for (const std::int64_t id : files.added)
        impl->texts[static_cast<std::size_t>(id)] = files.tokens[static_cast<std::size_t>(id)];

    impl->setByteIds(alphabet, idOf, folder.string());
    for (std::size_t rank = 0; rank < files.merges.size(); ++rank)
        impl->merges[Impl::key(files.merges[rank].left, files.merges[rank].right)] = {static_cast<std::int64_t>(rank),
                                                                                      files.merges[rank].merged};
    return ByteLevelBpe(specialTokensOf(idOf), folder.string(), std::move(impl));
}

std::int64_t ByteLevelBpe::vocabularySize() const
{
    return static_cast<std::int64_t>(m_impl->texts.size());
}

std::vector<std::int64_t> ByteLevelBpe::encode(std::string_view text) const
{
    std::string spaced;
    if (m_impl->addPrefixSpace && !text.empty() && !std::isspace(static_cast<unsigned char>(text.front()))) {
        spaced = " " + std::string(text);
        text = spaced;
    }
    Ids ids;
    m_impl->splitter.split(text, [&](std::string_view word) { m_impl->encodeWord(word, ids); });
    return ids;
}

std::string ByteLevelBpe::decode(const std::vector<std::int64_t>& ids) const
{
    std::string text;
    for (const std::int64_t id : ids)
        text += tokenText(id);
    return text;
}

std::string ByteLevelBpe::tokenText(std::int64_t id) const
{
    if (id < 0 || id >= vocabularySize())
        return "\xEF\xBF\xBD"; // U+FFFD; a model's embedding may have more rows than the vocabulary has tokens
    return m_impl->texts[static_cast<std::size_t>(id)];
}

} // namespace engine
