// Pre-training text: train, then held out; with a tokenizer that is trained on it, down to rows of tokens.
#include "engine/data/BpeTrainer.h"
#include "engine/data/ByteLevelBpe.h"
#include "engine/data/TakeLine.h"
#include "engine/pretraining/PackedRows.h"
#include "engine/pretraining/PlainText.h"
#include "tests/fuzz/Parts.h"
#include "tests/fuzz/Scratch.h"
#include "tests/fuzz/Targets.h"

namespace {

constexpr std::int64_t rowLength = 8;
constexpr std::int64_t fewTokens = 300; // 39 merges

engine::ByteLevelBpe tokenizerOf(const engine::PlainText& text, const std::filesystem::path& folder)
{
    std::vector<std::string> lines;
    for (std::string_view document : text.documents()) {
        fuzz::require(!document.empty());
        while (!document.empty())
            lines.emplace_back(engine::takeLine(document));
    }
    engine::writeTokenizer(engine::trainByteLevelBpe(lines, fewTokens), folder);
    return engine::ByteLevelBpe::fromFolder(folder);
}

/// As a pre-training refuses it.
void requireRows(const engine::PlainText& text, const engine::ByteLevelBpe& tokenizer)
{
    const engine::PackedRows rows = engine::packRows(engine::encodeDocuments(text.documents(), tokenizer),
                                                     tokenizer.specialTokens(), rowLength, 1);
    if (rows.rows() == 0)
        throw engine::BadInput("text", "has too little text for one row");
}

void readTexts(const std::vector<std::string_view>& parts, const std::filesystem::path& folder)
{
    fuzz::write(folder / "train.txt", parts[0]);
    fuzz::write(folder / "held-out.txt", parts[1]);
    std::vector<engine::Issue> issues;
    const auto filesOf = [&](const char* name) {
        return engine::textFiles({(folder / name).string()}, "text", issues);
    };
    engine::PlainText train(filesOf("train.txt"));
    const engine::PlainText heldOut(filesOf("held-out.txt"));
    fuzz::require(issues.empty() && train.bytes() <= static_cast<std::int64_t>(parts[0].size()));
    train.removeSharedWith(heldOut);
    const engine::ByteLevelBpe tokenizer = tokenizerOf(train, folder / "tokenizer");
    requireRows(train, tokenizer);
    requireRows(heldOut, tokenizer);
}

bool acceptsPlainText(std::span<const char> bytes)
{
    static const fuzz::Scratch scratch;
    return fuzz::isRead<engine::Error>([&] { readTexts(fuzz::splitParts(bytes, 2), scratch.path()); });
}

std::vector<std::string> goodPlainTexts()
{
    const std::string train = "The cat sat on the mat, and the caf\u00e9 was shut.\nIt rained.\n\n"
                              "The dog sat on the log.\r\n \t\r\nA third text, without an end";
    const std::string heldOut = "The bird sat on the word.\n\nThe dog sat on the log.\n";
    return {fuzz::joinedParts({train, heldOut})};
}

std::vector<std::vector<std::string>> plainTextPieces()
{
    return {{std::string(fuzz::partDivider), "\n", "\n\n", "\r\n", "\r", "\v", "\f", " ", "\t", "\xC2\xA0",
             "\xE2\x80\xA8", "\xEF\xBB\xBF"},
            {"the", " the", "'s", "1234567890", "...", "<s>", "</s>", "<mask>", "<pad>", "\xC3\xA9",
             "\xF0\x9F\x98\x80", "\xFF", "\xC3", "\xED\xA0\x80", std::string(1, '\0'), std::string(60, 'a')}};
}

} // namespace

fuzz::Target fuzz::plainTextTarget()
{
    return {"plain-text", acceptsPlainText, goodPlainTexts, plainTextPieces, 1000};
}
