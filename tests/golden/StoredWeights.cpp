#include "tests/golden/StoredWeights.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "tests/golden/Report.h"

namespace golden {

namespace {
constexpr std::size_t lengthBytes = 8; ///< little-endian length of the header, before it
}

std::vector<StoredTensor> readWeights(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    const std::string content((std::istreambuf_iterator<char>(stream)), {});
    if (content.size() < lengthBytes)
        throw std::runtime_error(file.string() + " is no safetensors file");
    std::size_t length = 0;
    for (std::size_t i = lengthBytes; i-- > 0;)
        length = length * 256 + static_cast<unsigned char>(content[i]);
    const Json header = Json::parse(content.substr(lengthBytes, length));
    std::vector<StoredTensor> tensors;
    for (const auto& [name, entry] : header.items()) {
        if (name == "__metadata__")
            continue;
        const auto begin = entry["data_offsets"][0].get<std::size_t>();
        const auto end = entry["data_offsets"][1].get<std::size_t>();
        tensors.push_back({name, entry["dtype"].get<std::string>(), entry["shape"].get<std::vector<std::int64_t>>(),
                           content.substr(lengthBytes + length + begin, end - begin)});
    }
    return tensors;
}

std::string weightsText(const std::vector<StoredTensor>& tensors)
{
    Json header = Json::object();
    std::string data;
    for (const StoredTensor& tensor : tensors) {
        Json& entry = header[tensor.name];
        entry["dtype"] = tensor.dtype;
        entry["shape"] = tensor.shape;
        entry["data_offsets"] = {data.size(), data.size() + tensor.bytes.size()};
        data += tensor.bytes;
    }
    const std::string text = header.dump();
    std::string result;
    for (std::size_t i = 0; i < lengthBytes; ++i)
        result += static_cast<char>((text.size() >> (8 * i)) & 0xFF);
    return result + text + data;
}

} // namespace golden
