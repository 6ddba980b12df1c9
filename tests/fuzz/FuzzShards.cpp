// model.safetensors.index.json; the two files that it should name are always the same, and beside the folder stands one
// that it must not reach.
#include "engine/model/ShardedWeights.h"
#include "engine/model/WeightFiles.h"
#include "engine/run/Error.h"
#include "tests/fuzz/Scratch.h"
#include "tests/fuzz/Targets.h"
#include "tests/support/TorchFile.h"

namespace {

std::string shardWith(const std::string& tensor)
{
    const std::string header = "{\"" + tensor + R"(": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}})";
    return support::littleEndian(header.size(), 8) + header + std::string(8, 'x');
}

std::filesystem::path makeShards(const fuzz::Scratch& scratch)
{
    const std::filesystem::path folder = scratch / "model";
    std::filesystem::create_directories(folder);
    fuzz::write(folder / "one.safetensors", shardWith("a"));
    fuzz::write(folder / "two.safetensors", shardWith("b"));
    fuzz::write(scratch / "outside.safetensors", shardWith("a"));
    std::filesystem::create_symlink("../outside.safetensors", folder / "link.safetensors");
    return folder;
}

bool acceptsShards(std::span<const char> bytes)
{
    static const fuzz::Scratch scratch;
    static const std::filesystem::path folder = makeShards(scratch);
    fuzz::write(folder / "model.safetensors.index.json", bytes);
    return fuzz::isRead<engine::Error>([] {
        for (const std::filesystem::path& file : engine::weightFiles(folder))
            fuzz::require(std::filesystem::weakly_canonical(file).parent_path() == std::filesystem::canonical(folder));
        const auto weights = engine::openWeights(folder);
        for (const std::string& name : weights->names())
            weights->tensor(name);
    });
}

std::vector<std::string> goodShardIndices()
{
    return {R"({"metadata": {"total_size": 16},
"weight_map": {"a": "one.safetensors", "b": "two.safetensors"}})",
            R"({"weight_map": {"b": "two.safetensors"}})"};
}

std::vector<std::vector<std::string>> shardPieces()
{
    return {{"\"weight_map\": {", "\"metadata\": {", "\"total_size\": "},
            {"\"one.safetensors\"", "\"two.safetensors\"", "\"link.safetensors\"", "\"../outside.safetensors\"",
             "\"/dev/zero\"", "\"..\"", "\".\"", "\"model.safetensors.index.json\"", "\"one.bin\"", "\"a\\u0000b\"",
             "\"\""},
            {"\"a\": ", "\"b\": ", "../", "/", "\\\\", "{", "}", "null", ",", "\xFF", std::string(6, '[')}};
}

} // namespace

fuzz::Target fuzz::shardsTarget()
{
    return {"shards", acceptsShards, goodShardIndices, shardPieces, 8000};
}
