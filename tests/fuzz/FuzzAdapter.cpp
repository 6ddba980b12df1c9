// adapter_config.json, or a lora_config.json, then the adapter's tensors.
#include "engine/run/Error.h"
#include "engine/training/Adapter.h"
#include "tests/fuzz/Parts.h"
#include "tests/fuzz/Scratch.h"
#include "tests/fuzz/Targets.h"
#include "tests/support/TorchFile.h"

namespace {

bool acceptsAdapter(std::span<const char> bytes)
{
    static const fuzz::Scratch scratch;
    const std::vector<std::string_view> parts = fuzz::splitParts(bytes, 2);
    fuzz::write(scratch / "adapter_config.json", parts[0]);
    fuzz::write(scratch / "adapter_model.safetensors", parts[1]);
    return fuzz::isRead<engine::Error>([] {
        const engine::LoraConfig lora = engine::readLoraConfig(engine::findAdapter(scratch.path(), {}));
        fuzz::require(lora.rank >= 1 && lora.rank <= 4096 && lora.dropout >= 0 && lora.dropout < 1);
    });
}

/// Tensors of float32 in a row, with zeros.
std::string adapterTensors(const std::vector<std::pair<std::string, std::vector<int>>>& tensors)
{
    std::string header;
    int end = 0;
    for (const auto& [name, shape] : tensors) {
        const int begin = end;
        int elements = 1;
        std::string sizes;
        for (const int size : shape) {
            elements *= size;
            sizes += (sizes.empty() ? "" : ", ") + std::to_string(size);
        }
        end += 4 * elements;
        header += (header.empty() ? "{\"" : ", \"") + name + R"(": {"dtype": "F32", "shape": [)" + sizes
            + R"(], "data_offsets": [)" + std::to_string(begin) + ", " + std::to_string(end) + "]}";
    }
    header += "}";
    return support::littleEndian(header.size(), 8) + header + std::string(static_cast<std::size_t>(end), '\0');
}

std::vector<std::string> goodAdapters()
{
    const std::string query = "base_model.model.roberta.encoder.layer.0.attention.self.query.";
    const std::string fused = "base_model.model.transformer.h.0.attn.c_attn.";
    const std::string rest = R"(, "lora_dropout": 0.1, "bias": "none", "use_rslora": false, "rank_pattern": {},
"alpha_pattern": {}, "target_modules": ["query"])";
    return {
        fuzz::joinedParts({R"({"peft_type": "LORA", "r": 2, "lora_alpha": 4)" + rest + R"(, "use_dora": true})",
                           adapterTensors({{query + "lora_A.weight", {2, 4}},
                                           {query + "lora_B.weight", {4, 2}},
                                           {query + "lora_magnitude_vector", {4}}})}),
        fuzz::joinedParts({R"({"peft_type": "LORA", "r": 2, "lora_alpha": 4)" + rest + "}",
                           adapterTensors({{fused + "lora_A.weight", {2, 4}}, {fused + "lora_B.weight", {12, 2}}})}),
        fuzz::joinedParts(
            {R"({"r": 2, "lora_alpha": 4, "target_modules": ["c_attn"], "enable_lora": [true, false, true]})",
             adapterTensors({{"layer.0.c_attn.lora_A", {4, 4}}, {"layer.0.c_attn.lora_B", {8, 2}}})})};
}

std::vector<std::vector<std::string>> adapterPieces()
{
    return {{std::string(fuzz::partDivider), "{", "}", ",", "null", "[]", "{}", "\xFF", "\xC3\xA9"},
            {"\"r\": ", "\"lora_alpha\": ", "\"lora_dropout\": ", "\"target_modules\": ",
             "\"rank_pattern\": {\"query\": 4}", "\"alpha_pattern\": {\"c_attn\": 1}", "\"use_dora\": true",
             "\"use_rslora\": true", "\"peft_type\": \"LORA\"", "\"bias\": \"all\"",
             "\"enable_lora\": [true, true, true]"},
            {"lora_A.weight", "lora_B.weight", "lora_magnitude_vector", "c_attn", "attention.self.query",
             "base_model.model.transformer.h.1.attn.c_attn.", "\"shape\": [2, 4]", "\"shape\": [0, 2]", "\"F16\""}};
}

} // namespace

fuzz::Target fuzz::adapterTarget()
{
    return {"adapter", acceptsAdapter, goodAdapters, adapterPieces, 8000};
}
