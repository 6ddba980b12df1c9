// vocab.json, then merges.txt.
#include "engine/run/Error.h"
#include "tests/fuzz/Parts.h"
#include "tests/fuzz/Scratch.h"
#include "tests/fuzz/Targets.h"
#include "tests/fuzz/TokenizerUse.h"

namespace {

bool acceptsVocabulary(std::span<const char> bytes)
{
    static const fuzz::Scratch scratch;
    const std::vector<std::string_view> parts = fuzz::splitParts(bytes, 2);
    fuzz::write(scratch / "vocab.json", parts[0]);
    fuzz::write(scratch / "merges.txt", parts[1]);
    return fuzz::isRead<engine::Error>([&] { fuzz::useTokenizer(*engine::loadTokenizer(scratch.path())); });
}

std::vector<std::string> goodVocabularies()
{
    const std::string merges = "#version: 0.2\na b\nab ab\r\n\n\u0120 a\n";
    return {fuzz::joinedParts({R"({"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3, "a": 4, "b": 5, "ab": 6,
"abab": 7, "\u0120": 8, "\u0120a": 9})",
                               merges}),
            fuzz::joinedParts({R"({"<|endoftext|>": 12, "<unk>": 0, "a": 1, "b": 2, "ab": 3})", "a b"})};
}

std::vector<std::vector<std::string>> vocabularyPieces()
{
    return {
        {std::string(fuzz::partDivider), "\n", "\r\n", " ", ": ", ", "},
        {"\"<unk>\": 3", "\"</s>\": 2", "\"a\": 1048575", "\"a\": 4", "\"\": 0", "\"\\u0120\": 8", "\"\\ud83d\": 5"},
        {"a b\n", "ab ab\n", "a  b\n", "#version: 0.2\n", "{}", "null", "[", "\xFF"}};
}

} // namespace

fuzz::Target fuzz::vocabularyTarget()
{
    return {"vocabulary", acceptsVocabulary, goodVocabularies, vocabularyPieces, 4000};
}
