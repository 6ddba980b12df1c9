// vocab.txt, then tokenizer_config.json.
#include "engine/run/Error.h"
#include "tests/fuzz/Parts.h"
#include "tests/fuzz/Scratch.h"
#include "tests/fuzz/Targets.h"
#include "tests/fuzz/TokenizerUse.h"

namespace {

bool acceptsWordPiece(std::span<const char> bytes)
{
    static const fuzz::Scratch scratch;
    const std::vector<std::string_view> parts = fuzz::splitParts(bytes, 2);
    fuzz::write(scratch / "vocab.txt", parts[0]);
    fuzz::write(scratch / "tokenizer_config.json", parts[1]);
    return fuzz::isRead<engine::Error>([&] { fuzz::useTokenizer(*engine::loadTokenizer(scratch.path())); });
}

std::vector<std::string> goodWordPieces()
{
    return {fuzz::joinedParts({"[PAD]\n[UNK]\n[CLS]\n[SEP]\na\n##a\nb\n##b\r\ncaf\u00e9\n\u535a\n,\n1\n##0\n",
                               R"({"do_lower_case": true, "strip_accents": null, "tokenize_chinese_chars": true,
"added_tokens_decoder": {"0": {"content": "[PAD]", "special": true}}})"}),
            fuzz::joinedParts({"\xEF\xBB\xBF[UNK]\nBAD\nbad", "{}"})};
}

std::vector<std::vector<std::string>> wordPiecePieces()
{
    return {{std::string(fuzz::partDivider), "\n", "\r\n"},
            {"[UNK]\n", "[PAD]\n", "##\n", "##a\n", "\u0301\n", "\u535a", "\xFF", std::string(1, '\0'),
             std::string(300, 'a')},
            {"\"do_lower_case\": ", "\"strip_accents\": ", "\"tokenize_chinese_chars\": ", "true", "false", "null",
             "{}", "[]", std::string(70, '{')}};
}

} // namespace

fuzz::Target fuzz::wordPieceTarget()
{
    return {"wordpiece", acceptsWordPiece, goodWordPieces, wordPiecePieces, 4000};
}
