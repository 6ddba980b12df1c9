// A safetensors file; every tensor of it.
#include "engine/model/Safetensors.h"
#include "engine/run/Error.h"
#include "tests/fuzz/Scratch.h"
#include "tests/fuzz/Targets.h"
#include "tests/support/TorchFile.h"

namespace {

std::string safetensorsOf(const std::string& header, std::size_t dataBytes)
{
    return support::littleEndian(header.size(), 8) + header + std::string(dataBytes, 'x');
}

bool acceptsSafetensors(std::span<const char> bytes)
{
    static const fuzz::Scratch scratch;
    const auto file = scratch / "input.safetensors";
    fuzz::write(file, bytes);
    return fuzz::isRead<engine::Error>([&] {
        const engine::SafetensorsFile opened(file);
        engine::describeWeights(opened);
        for (const std::string& name : opened.names())
            fuzz::require(opened.tensor(name).sizes().vec() == opened.shape(name));
    });
}

std::vector<std::string> goodSafetensors()
{
    return {safetensorsOf(R"({"__metadata__": {"format": "pt"},
"a": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]},
"caf\u00e9": {"dtype": "BF16", "shape": [0, 4], "data_offsets": [24, 24]},
"b": {"dtype": "I64", "shape": [], "data_offsets": [24, 32]}})",
                          32),
            safetensorsOf("{}", 0), safetensorsOf(R"({"a":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}}   )", 2)};
}

std::vector<std::vector<std::string>> safetensorsPieces()
{
    return {{"\"dtype\": \"F32\"", "\"F64\"", "\"F16\"", "\"BF16\"", "\"I8\"", "\"BOOL\"", "\"U8\"", "\"F8_E4M3\""},
            {"\"shape\": [", "\"data_offsets\": [0, 0]", "\"__metadata__\": ", "\"a\": {",
             "[0, 1099511627776, 1099511627776]", "[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"},
            {"{", "}", "[", "]", ",", "null", "\"\"", "\\u0000", "\xFF", " ", std::string(8, '\0'), std::string(6, '['),
             "version https://git-lfs"}};
}

} // namespace

fuzz::Target fuzz::safetensorsTarget()
{
    return {"safetensors", acceptsSafetensors, goodSafetensors, safetensorsPieces, 15000};
}
