#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include <QTemporaryDir>

/// Small inputs written into a temporary folder: a RoBERTa-shaped or GPT-2-shaped config.json with a byte
/// vocabulary, a BERT-shaped one with a vocabulary of letters, an SST-2 folder whose label is told by one word, and a few E2E rows.
namespace support {

struct TinyShape
{
    int layers = 3;
    int width = 16;
    int vocabulary = 261; ///< five special tokens and 256 bytes
    double dropout = 0.1;
};

inline void writeText(const std::filesystem::path& path, const std::string& text)
{
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

/// The spelling of one byte in a byte-level vocabulary, as JSON text.
inline std::string byteToken(int byte, int& next)
{
    const bool printable = (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
    const int code = printable ? byte : 256 + next++;
    char text[16];
    std::snprintf(text, sizeof text, "\\u%04x", code);
    return text;
}

inline std::filesystem::path writeTinyModel(const std::filesystem::path& folder, TinyShape shape = {})
{
    const std::string dropout = std::to_string(shape.dropout);
    writeText(folder / "config.json",
              R"({"model_type": "roberta", "vocab_size": )" + std::to_string(shape.vocabulary) + R"(, "hidden_size": )"
                  + std::to_string(shape.width) + R"(, "num_hidden_layers": )" + std::to_string(shape.layers)
                  + R"(, "num_attention_heads": 2, "intermediate_size": 32, "max_position_embeddings": 66,)"
                  + R"( "type_vocab_size": 1, "hidden_act": "gelu", "pad_token_id": 1, "layer_norm_eps": 1e-5,)"
                  + R"( "hidden_dropout_prob": )" + dropout + R"(, "attention_probs_dropout_prob": )" + dropout + "}");
    std::string vocabulary = R"({"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3)";
    int next = 0;
    for (int byte = 0; byte < 256; ++byte)
        vocabulary += ", \"" + byteToken(byte, next) + "\": " + std::to_string(4 + byte);
    writeText(folder / "vocab.json", vocabulary + R"(, "<mask>": 260})");
    writeText(folder / "merges.txt", "#version: 0.2\n");
    return folder;
}

struct TinyGpt2Shape
{
    int layers = 3;
    int width = 16;
    int positions = 64;
    double dropout = 0.1;
};

/// A GPT-2-shaped config.json with a byte vocabulary and <|endoftext|>, id 256, which ends a text.
inline std::filesystem::path writeTinyGpt2(const std::filesystem::path& folder, TinyGpt2Shape shape = {})
{
    const std::string dropout = std::to_string(shape.dropout);
    writeText(folder / "config.json",
              R"({"model_type": "gpt2", "vocab_size": 257, "n_embd": )" + std::to_string(shape.width)
                  + R"(, "n_layer": )" + std::to_string(shape.layers) + R"(, "n_head": 2, "n_positions": )"
                  + std::to_string(shape.positions) + R"(, "n_ctx": )" + std::to_string(shape.positions)
                  + R"(, "n_inner": null, "activation_function": "gelu_new", "layer_norm_epsilon": 1e-5,)"
                  + R"( "eos_token_id": 256, "embd_pdrop": )" + dropout + R"(, "resid_pdrop": )" + dropout
                  + R"(, "attn_pdrop": )" + dropout + "}");
    std::string vocabulary = "{";
    int next = 0;
    for (int byte = 0; byte < 256; ++byte)
        vocabulary += "\"" + byteToken(byte, next) + "\": " + std::to_string(byte) + ", ";
    writeText(folder / "vocab.json", vocabulary + R"("<|endoftext|>": 256})");
    writeText(folder / "merges.txt", "#version: 0.2\n");
    return folder;
}

struct TinyBertShape
{
    int layers = 3;
    int width = 16;
    double dropout = 0.1;
};

/// A BERT-shaped config.json; vocab.txt has [PAD] 0, [UNK] 1, [CLS] 2, [SEP] 3, letters and digits alone and inside
/// words, "good" and "bad": 78 tokens.
inline std::filesystem::path writeTinyBert(const std::filesystem::path& folder, TinyBertShape shape = {})
{
    const std::string dropout = std::to_string(shape.dropout);
    writeText(folder / "config.json",
              R"({"model_type": "bert", "vocab_size": 78, "hidden_size": )" + std::to_string(shape.width)
                  + R"(, "num_hidden_layers": )" + std::to_string(shape.layers)
                  + R"(, "num_attention_heads": 2, "intermediate_size": 32, "max_position_embeddings": 64,)"
                  + R"( "type_vocab_size": 2, "hidden_act": "gelu", "pad_token_id": 0, "layer_norm_eps": 1e-12,)"
                  + R"( "hidden_dropout_prob": )" + dropout + R"(, "attention_probs_dropout_prob": )" + dropout + "}");
    std::string vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\ngood\nbad\n";
    for (const char* start : {"", "##"})
        for (const char* c = "abcdefghijklmnopqrstuvwxyz0123456789"; *c != 0; ++c)
            vocabulary += std::string(start) + *c + "\n";
    writeText(folder / "vocab.txt", vocabulary);
    return folder;
}

/// GLUE root with SST-2: "good" rows are 1, "bad" rows 0, between words that tell nothing.
inline std::filesystem::path writeTinyTask(const std::filesystem::path& folder, int trainRows = 64, int devRows = 24)
{
    const auto rows = [](int count, int offset) {
        std::string text = "sentence\tlabel\n";
        for (int i = 0; i < count; ++i) {
            const bool good = (i + offset) % 2 == 0;
            text += (good ? "good " : "bad ") + std::string(static_cast<std::size_t>((i * 7 + offset) % 11), 'x') + " "
                + std::to_string(i + offset * 1000) + "\t" + (good ? "1" : "0") + "\n";
        }
        return text;
    };
    writeText(folder / "SST-2" / "train.tsv", rows(trainRows, 1));
    writeText(folder / "SST-2" / "dev.tsv", rows(devRows, 2));
    writeText(folder / "SST-2" / "test.tsv", "index\tsentence\n0\tgood 5\n1\tbad 7\n");
    return folder;
}

/// RTE below the same kind of root: two words, the same word twice or not.
inline std::filesystem::path writeTinyPairs(const std::filesystem::path& folder, int trainRows = 32, int devRows = 8)
{
    const auto rows = [](int count, int offset) {
        std::string text = "index\tsentence1\tsentence2\tlabel\n";
        for (int i = 0; i < count; ++i) {
            const bool same = (i + offset) % 2 == 0;
            const std::string first = i % 3 == 0 ? "good" : "bad", other = i % 3 == 0 ? "bad" : "good";
            text += std::to_string(i) + "\t" + first + " " + std::to_string(i) + "\t" + (same ? first : other) + "\t"
                + (same ? "entailment" : "not_entailment") + "\n";
        }
        return text;
    };
    writeText(folder / "RTE" / "train.tsv", rows(trainRows, 1));
    writeText(folder / "RTE" / "dev.tsv", rows(devRows, 2));
    return folder;
}

/// E2E files: a dish for each restaurant, told in two ways; dev has other pairs than train.
inline std::filesystem::path writeTinyE2e(const std::filesystem::path& folder)
{
    const char* names[] = {"Aromi", "Cocum", "Giraffe", "Loch Fyne"};
    const char* dishes[] = {"Thai", "fish", "pasta"};
    std::string train = "mr,ref\n", dev = "mr,ref\n";
    for (int i = 0; i < 12; ++i) {
        const std::string name = names[i % 4], dish = dishes[i % 3];
        std::string& file = i < 9 ? train : dev;
        const std::string mr = "\"name[" + name + "], food[" + dish + "]\"";
        file += mr + "," + name + " serves " + dish + ".\n";
        file += mr + ",\"At " + name + ", eat " + dish + ".\"\n";
    }
    writeText(folder / "trainset.csv", train);
    writeText(folder / "devset.csv", dev);
    return folder;
}

} // namespace support
