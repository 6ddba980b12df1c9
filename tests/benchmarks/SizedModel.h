#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "engine/model/ModelConfig.h"

/// Inputs of any size for benchmarks, written into a folder: model folders without weights, tables and E2E files whose
/// rows have known numbers of tokens.
namespace bench {

struct Size
{
    engine::ModelFamily family = engine::ModelFamily::Roberta;
    std::int64_t width = 768;
    std::int64_t layers = 12;
    std::int64_t heads = 12;
    std::int64_t vocabulary = 50265;
    std::int64_t positions = 514;
};

/// config.json, and a vocabulary of single bytes, so that a text has as many tokens as bytes, besides special ones. A
/// folder with vocab.json and merges.txt replaces it where given.
void writeModel(const std::filesystem::path& folder, const Size& size, const std::filesystem::path& tokenizer = {});

/// A table of two classes; the longest rows have `length` tokens with a classifier's two special ones, the others down
/// to a quarter of it.
void writeTable(const std::filesystem::path& folder, std::int64_t rows, std::int64_t length);

/// Rows whose prompt and target have about half of `length` tokens each, special ones included.
void writeE2e(const std::filesystem::path& folder, std::int64_t rows, std::int64_t length);

/// A folder in the system's place for temporary files, removed with its content at the end.
class Folder final {
public:
    explicit Folder(const std::string& name);
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

} // namespace bench
