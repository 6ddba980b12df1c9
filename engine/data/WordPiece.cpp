#include "engine/data/WordPiece.h"

#include <algorithm>
#include <unordered_map>

#include "engine/data/BasicTokenizer.h"
#include "engine/data/WordPieceFiles.h"
#include "engine/run/ThreadRole.h"

namespace engine {

namespace {

using Ids = std::vector<std::int64_t>;
using IdByPiece = std::unordered_map<std::string_view, std::int64_t>;

bool isContinuationByte(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

std::int64_t find(const IdByPiece& ids, std::string_view piece)
{
    const auto found = ids.find(piece);
    return found == ids.end() ? SpecialTokens::none : found->second;
}

} // namespace

struct WordPiece::Impl
{
    WordPieceFiles files;
    BasicTokenizer words;
    IdByPiece begins;        ///< pieces that begin a word; views of files.tokens
    IdByPiece goesOn;        ///< pieces that go on with one, without the prefix
    std::size_t longest = 0; ///< bytes of the longest piece
    std::int64_t unknown = SpecialTokens::none;

    explicit Impl(WordPieceFiles given)
        : files(std::move(given))
        , words(files.words)
    {
        for (std::size_t id = 0; id < files.tokens.size(); ++id) {
            const std::string_view token = files.tokens[id];
            longest = std::max(longest, token.size());
            if (token.size() > files.continuation.size() && token.starts_with(files.continuation))
                goesOn[token.substr(files.continuation.size())] = static_cast<std::int64_t>(id);
            else if (!token.empty())
                begins[token] = static_cast<std::int64_t>(id);
        }
        unknown = find(begins, files.unknown);
    }

    bool isTooLong(std::string_view word) const
    {
        const auto characters = std::count_if(word.begin(), word.end(), [](char c) { return !isContinuationByte(c); });
        return static_cast<std::size_t>(characters) > files.longestWord;
    }

    /// The longest piece at the front of `rest`, its bytes taken off; none when there is no such piece.
    std::int64_t takePiece(std::string_view& rest, bool isFirst) const
    {
        for (std::size_t size = std::min(rest.size(), longest); size > 0; --size) {
            if (size < rest.size() && isContinuationByte(rest[size]))
                continue; // within a character
            const std::int64_t id = find(isFirst ? begins : goesOn, rest.substr(0, size));
            if (id != SpecialTokens::none) {
                rest.remove_prefix(size);
                return id;
            }
        }
        return SpecialTokens::none;
    }

    void encodeWord(std::string_view word, Ids& ids) const
    {
        const std::size_t before = ids.size();
        std::string_view rest = word;
        const bool isReadable = !isTooLong(word);
        while (!rest.empty() && isReadable) {
            const std::int64_t id = takePiece(rest, rest.size() == word.size());
            if (id == SpecialTokens::none)
                break;
            ids.push_back(id);
        }
        if (rest.empty())
            return;
        ids.resize(before);
        ids.push_back(unknown);
    }
};

WordPiece::WordPiece(SpecialTokens special, std::string source, std::unique_ptr<Impl> impl)
    : Tokenizer(std::move(special), std::move(source))
    , m_impl(std::move(impl))
{
}

WordPiece::~WordPiece() = default;
WordPiece::WordPiece(WordPiece&&) noexcept = default;
WordPiece& WordPiece::operator=(WordPiece&&) noexcept = default;

WordPiece WordPiece::fromFolder(const std::filesystem::path& folder)
{
    requireWorkerThread("reading a tokenizer");
    auto impl = std::make_unique<Impl>(readWordPieceFiles(folder));
    SpecialTokens special;
    special.startName = "[CLS]";
    special.endName = "[SEP]";
    special.paddingName = "[PAD]";
    special.start = find(impl->begins, special.startName);
    special.end = find(impl->begins, special.endName);
    special.padding = find(impl->begins, special.paddingName);
    return WordPiece(std::move(special), folder.string(), std::move(impl));
}

std::int64_t WordPiece::vocabularySize() const
{
    return static_cast<std::int64_t>(m_impl->files.tokens.size());
}

Ids WordPiece::encode(std::string_view text) const
{
    Ids ids;
    m_impl->words.split(text, [&](std::string_view word) { m_impl->encodeWord(word, ids); });
    return ids;
}

std::string WordPiece::decode(const Ids& ids) const
{
    const std::string& continuation = m_impl->files.continuation;
    std::string text;
    for (const std::int64_t id : ids) {
        const std::string token = tokenText(id);
        const bool goesOn = token.size() > continuation.size() && token.starts_with(continuation);
        if (!text.empty() && !goesOn)
            text += ' ';
        text += goesOn ? token.substr(continuation.size()) : token;
    }
    return text;
}

std::string WordPiece::tokenText(std::int64_t id) const
{
    if (id < 0 || id >= vocabularySize())
        return "\xEF\xBF\xBD"; // U+FFFD; a model's embedding may have more rows than the vocabulary has tokens
    return m_impl->files.tokens[static_cast<std::size_t>(id)];
}

} // namespace engine
