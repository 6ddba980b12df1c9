#include "tests/benchmarks/SizedModel.h"

#include <algorithm>

#include <unistd.h>

#include "engine/data/ByteAlphabet.h"
#include "engine/run/ConfigJson.h"
#include "tests/support/Files.h"

namespace fs = std::filesystem;
using engine::Json;
using support::writeText;

namespace bench {

namespace {

Json roberta(const Size& size)
{
    return {{"model_type", "roberta"},
            {"vocab_size", size.vocabulary},
            {"hidden_size", size.width},
            {"num_hidden_layers", size.layers},
            {"num_attention_heads", size.heads},
            {"intermediate_size", 4 * size.width},
            {"max_position_embeddings", size.positions},
            {"type_vocab_size", 1},
            {"hidden_act", "gelu"},
            {"pad_token_id", 1},
            {"layer_norm_eps", 1e-5},
            {"hidden_dropout_prob", 0.1},
            {"attention_probs_dropout_prob", 0.1}};
}

Json gpt2(const Size& size, std::int64_t endId)
{
    return {{"model_type", "gpt2"},
            {"vocab_size", size.vocabulary},
            {"n_embd", size.width},
            {"n_layer", size.layers},
            {"n_head", size.heads},
            {"n_positions", size.positions},
            {"activation_function", "gelu_new"},
            {"layer_norm_epsilon", 1e-5},
            {"eos_token_id", endId},
            {"embd_pdrop", 0.1},
            {"resid_pdrop", 0.1},
            {"attn_pdrop", 0.1}};
}

Json byteVocabulary(bool isCausal)
{
    Json vocabulary = Json::object();
    if (!isCausal)
        for (const char* name : {"<s>", "<pad>", "</s>", "<unk>"})
            vocabulary[name] = vocabulary.size();
    const engine::ByteAlphabet alphabet;
    for (int byte = 0; byte < 256; ++byte)
        vocabulary[alphabet.symbol(static_cast<unsigned char>(byte))] = vocabulary.size();
    vocabulary[isCausal ? "<|endoftext|>" : "<mask>"] = vocabulary.size();
    return vocabulary;
}

/// Of row i: letters that differ from row to row.
std::string letters(std::int64_t row, std::int64_t count)
{
    std::string text;
    for (std::int64_t k = 0; k < count; ++k)
        text += static_cast<char>('a' + (row * 7 + k * k + k / 5) % 26);
    return text;
}

} // namespace

void writeModel(const fs::path& folder, const Size& size, const fs::path& tokenizer)
{
    const bool isCausal = size.family == engine::ModelFamily::Gpt2;
    fs::create_directories(folder);
    if (tokenizer.empty()) {
        writeText(folder / "vocab.json", byteVocabulary(isCausal).dump());
        writeText(folder / "merges.txt", "#version: 0.2\n");
    } else {
        for (const char* name : {"vocab.json", "merges.txt"})
            fs::copy_file(tokenizer / name, folder / name, fs::copy_options::overwrite_existing);
    }
    const std::int64_t endId = tokenizer.empty() ? 256 : size.vocabulary - 1;
    writeText(folder / "config.json", (isCausal ? gpt2(size, endId) : roberta(size)).dump(1));
}

void writeTable(const fs::path& folder, std::int64_t rows, std::int64_t length)
{
    const auto table = [&](std::int64_t count) {
        std::string text = "text\tlabel\n";
        for (std::int64_t i = 0; i < count; ++i)
            text += letters(i, length - 2 - (i % 4 == 0 ? 0 : i * 13 % (length - length / 4))) + "\t"
                + (i % 2 == 0 ? "one" : "other") + "\n";
        return text;
    };
    writeText(folder / "train.tsv", table(rows));
    writeText(folder / "dev.tsv", table(std::min<std::int64_t>(rows, 32)));
}

void writeE2e(const fs::path& folder, std::int64_t rows, std::int64_t length)
{
    const auto file = [&](std::int64_t count) {
        std::string text = "mr,ref\n";
        for (std::int64_t i = 0; i < count; ++i) {
            const std::int64_t less = i % 4 == 0 ? 0 : i * 13 % (length / 3);
            text += "name[" + letters(i, length / 2 - 7 - less) + "]," + letters(i + 1, length / 2 - 2 - less) + "\n";
        }
        return text;
    };
    writeText(folder / "trainset.csv", file(rows));
    writeText(folder / "devset.csv", file(std::min<std::int64_t>(rows, 16)));
}

Folder::Folder(const std::string& name)
    : m_path(fs::temp_directory_path() / (name + "-" + std::to_string(::getpid())))
{
    fs::create_directories(m_path);
}

Folder::~Folder()
{
    std::error_code error;
    fs::remove_all(m_path, error);
}

} // namespace bench
