#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

/// Files as torch.save writes them, put together byte by byte, so that each byte can also be wrong.
namespace support {

inline std::string littleEndian(std::uint64_t value, int bytes)
{
    std::string text;
    for (int i = 0; i < bytes; ++i, value >>= 8)
        text += static_cast<char>(value & 0xFF);
    return text;
}

/// Pieces of a pickle. Each pushes one value unless it says otherwise.
namespace pickle {

inline const std::string start = "\x80\x02";
inline const std::string mark = "(";
inline const std::string tuple = "t"; ///< of everything since the mark
inline const std::string reduce = "R";
inline const std::string setItems = "u";
inline const std::string stop = ".";
inline const std::string none = "N";
inline const std::string isFalse = "\x89";
inline const std::string emptyTuple = ")";
inline const std::string emptyDict = "}";
inline const std::string persistentId = "Q";

inline std::string global(const std::string& module, const std::string& name)
{
    return "c" + module + "\n" + name + "\n";
}
inline std::string text(const std::string& value)
{
    return "X" + littleEndian(value.size(), 4) + value;
}
inline std::string number(std::int64_t value)
{
    return "\x8a\x08" + littleEndian(static_cast<std::uint64_t>(value), 8);
}
inline std::string orderedDict()
{
    return global("collections", "OrderedDict") + emptyTuple + reduce;
}

inline std::string numbers(const std::vector<std::int64_t>& values)
{
    std::string result = mark;
    for (const std::int64_t value : values)
        result += number(value);
    return result + tuple;
}

/// A tensor as a pickle describes it; offset and strides count elements.
struct Tensor
{
    std::string name;
    std::string storage = "FloatStorage";
    std::string key = "0";
    std::int64_t elements = 0;
    std::int64_t offset = 0;
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides;
};

inline std::string storage(const Tensor& tensor)
{
    return mark + text("storage") + global("torch", tensor.storage) + text(tensor.key) + text("cpu")
        + number(tensor.elements) + tuple + persistentId;
}

inline std::string rebuilt(const Tensor& tensor)
{
    return global("torch._utils", "_rebuild_tensor_v2") + mark + storage(tensor) + number(tensor.offset)
        + numbers(tensor.shape) + numbers(tensor.strides) + isFalse + orderedDict() + tuple + reduce;
}

inline std::string stateDict(const std::vector<Tensor>& tensors)
{
    std::string result = start + orderedDict() + mark;
    for (const Tensor& tensor : tensors)
        result += text(tensor.name) + rebuilt(tensor);
    return result + setItems + stop;
}

} // namespace pickle

inline std::uint32_t checksum(const std::string& bytes)
{
    std::uint32_t crc = ~0u;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320u : 0u);
    }
    return ~crc;
}

/// A zip archive of stored entries, written in the map's order. Without checksums any content may be changed later.
inline std::string zip(const std::map<std::string, std::string>& entries, bool withChecksums = true)
{
    std::string contents;
    std::string directory;
    for (const auto& [name, content] : entries) {
        const std::string sums = littleEndian(withChecksums ? checksum(content) : 0, 4)
            + littleEndian(content.size(), 4) + littleEndian(content.size(), 4) + littleEndian(name.size(), 2)
            + littleEndian(0, 2);
        const std::string versionFlagsMethodTime = littleEndian(0, 10);
        directory += "PK\1\2" + littleEndian(0, 2) + versionFlagsMethodTime + sums + littleEndian(0, 10)
            + littleEndian(contents.size(), 4) + name;
        contents += "PK\3\4" + versionFlagsMethodTime + sums + name + content;
    }
    return contents + directory + "PK\5\6" + littleEndian(0, 4) + littleEndian(entries.size(), 2)
        + littleEndian(entries.size(), 2) + littleEndian(directory.size(), 4) + littleEndian(contents.size(), 4)
        + littleEndian(0, 2);
}

} // namespace support
