#pragma once

#include <cstdio>
#include <filesystem>
#include <string>

#include <QTemporaryDir>

#include "tests/support/Files.h"

/// Small model folders: a RoBERTa-shaped or GPT-2-shaped config.json with a byte vocabulary, a BERT-shaped one with a
/// vocabulary of letters.
namespace support {

struct TinyShape
{
    int layers = 3;
    int width = 16;
    int vocabulary = 261; ///< five special tokens and 256 bytes
    double dropout = 0.1;
};

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

} // namespace support
