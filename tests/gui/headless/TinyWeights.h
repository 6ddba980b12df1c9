#pragma once

#include <cstring>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "engine/run/ConfigJson.h"
#include "tests/support/TinyModel.h"

/// A model.safetensors for support::writeTinyModel, written byte by byte so that it can be damaged in every way.
namespace support {

class TinyWeights {
public:
    explicit TinyWeights(const TinyShape& shape = {})
    {
        const int d = shape.width;
        add("roberta.embeddings.word_embeddings.weight", {shape.vocabulary, d});
        add("roberta.embeddings.position_embeddings.weight", {66, d});
        add("roberta.embeddings.token_type_embeddings.weight", {1, d});
        addNorm("roberta.embeddings.LayerNorm", d);
        for (int i = 0; i < shape.layers; ++i) {
            const std::string layer = "roberta.encoder.layer." + std::to_string(i) + ".";
            for (const char* part :
                 {"attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"})
                addLinear(layer + part, d, d);
            addNorm(layer + "attention.output.LayerNorm", d);
            addLinear(layer + "intermediate.dense", 32, d);
            addLinear(layer + "output.dense", d, 32);
            addNorm(layer + "output.LayerNorm", d);
        }
        addLinear("classifier.dense", d, d);
        addLinear("classifier.out_proj", 2, d);
    }

    /// The header entry of a tensor, to be changed: {"dtype", "shape", "data_offsets"}.
    engine::Json& entry(const std::string& name) { return m_header[name]; }
    void remove(const std::string& name) { m_header.erase(name); }

    std::string bytes() const
    {
        const std::string header = m_header.dump();
        const std::uint64_t length = header.size();
        std::string text(sizeof length, '\0');
        std::memcpy(text.data(), &length, sizeof length);
        return text + header + std::string(m_dataBytes, '\0');
    }

    void write(const std::filesystem::path& folder) const { writeText(folder / "model.safetensors", bytes()); }

private:
    void add(const std::string& name, const std::vector<int>& shape)
    {
        std::size_t count = 1;
        for (const int size : shape)
            count *= static_cast<std::size_t>(size);
        m_header[name] = {{"dtype", "F32"}, {"shape", shape}, {"data_offsets", {m_dataBytes, m_dataBytes + 4 * count}}};
        m_dataBytes += 4 * count;
    }

    void addLinear(const std::string& name, int out, int in)
    {
        add(name + ".weight", {out, in});
        add(name + ".bias", {out});
    }

    void addNorm(const std::string& name, int width)
    {
        add(name + ".weight", {width});
        add(name + ".bias", {width});
    }

    engine::Json m_header = engine::Json::object();
    std::size_t m_dataBytes = 0;
};

} // namespace support
