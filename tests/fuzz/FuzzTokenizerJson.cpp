// tokenizer.json alone in a model folder, of either kind.
#include "engine/run/Error.h"
#include "tests/fuzz/Scratch.h"
#include "tests/fuzz/Targets.h"
#include "tests/fuzz/TokenizerUse.h"

namespace {

bool acceptsTokenizerJson(std::span<const char> bytes)
{
    static const fuzz::Scratch scratch;
    fuzz::write(scratch / "tokenizer.json", bytes);
    return fuzz::isRead<engine::Error>([&] { fuzz::useTokenizer(*engine::loadTokenizer(scratch.path())); });
}

std::vector<std::string> goodTokenizerJsons()
{
    return {R"({"version": "1.0", "truncation": null, "padding": null,
"added_tokens": [{"id": 9, "content": "<mask>", "lstrip": true, "special": true}],
"normalizer": null,
"pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": true, "use_regex": true},
"post_processor": {"type": "RobertaProcessing", "sep": ["</s>", 2]},
"model": {"type": "BPE", "dropout": null, "continuing_subword_prefix": "", "byte_fallback": false,
"vocab": {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3, "a": 4, "b": 5, "ab": 6, "abb": 7, "\u0120": 8},
"merges": ["a b",
["ab", "b"]]}})",
            R"({"version": "1.0",
"added_tokens": [{"id": 0, "content": "[PAD]", "special": true}, {"id": 1, "content": "[UNK]"}],
"normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null,
"lowercase": true},
"pre_tokenizer": {"type": "BertPreTokenizer"},
"model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
"max_input_chars_per_word": 100,
"vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "a": 4, "##b": 5, "bad": 6, "##a": 7, ",": 8}}})"};
}

std::vector<std::vector<std::string>> tokenizerJsonPieces()
{
    return {
        {"\"model\": {", "\"vocab\": {", "\"merges\": [", "\"added_tokens\": [",
         "\"normalizer\": ", "\"type\": ", "\"unk_token\": ", "\"continuing_subword_prefix\": ", "\"pre_tokenizer\": {",
         "\"id\": ", "\"content\": ", "\"max_input_chars_per_word\": ", "\"lowercase\": ", "\"add_prefix_space\": "},
        {"\"BPE\"", "\"WordPiece\"", "\"ByteLevel\"", "\"BertNormalizer\"", "\"##\"", "\"\"", "\"\\u0000\"",
         "\"\\ud800\"", "\"<unk>\": 3", "\"a\": 1048575", "\"a b\""},
        {"null", "true", "false", "{}", "[]", ",", ":", "{", "}", "[", "]", std::string(70, '['), "\xC3\xA9", "\xFF"}};
}

} // namespace

fuzz::Target fuzz::tokenizerJsonTarget()
{
    return {"tokenizer-json", acceptsTokenizerJson, goodTokenizerJsons, tokenizerJsonPieces, 4000};
}
