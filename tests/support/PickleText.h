#pragma once

#include <cstdint>
#include <string>
#include <vector>

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

} // namespace support
