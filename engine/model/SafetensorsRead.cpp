#include <algorithm>
#include <limits>

#include "engine/data/Utf8.h"
#include "engine/model/Safetensors.h"
#include "engine/model/StrictJson.h"
#include "engine/run/Counted.h"
#include "engine/run/Error.h"

namespace engine {

namespace {

constexpr std::uint64_t lengthBytes = 8; ///< of the number that the file begins with
constexpr std::uint64_t headerLimitBytes = 100'000'000;
constexpr std::size_t tensorDimensionLimit = 16;

/// Any value that is not a whole number from 0 on becomes this, which no file reaches.
constexpr std::uint64_t noNumber = std::numeric_limits<std::uint64_t>::max();

std::uint64_t unsignedNumber(const nlohmann::json& value)
{
    return value.is_number_unsigned() ? value.get<std::uint64_t>() : noNumber;
}

/// Takes over the shape. Returns the bytes of its elements, noNumber where there can be no such tensor: LibTorch
/// reckons the strides as if no dimension were 0.
std::uint64_t takeShape(const nlohmann::json& shape, WeightInfo& info)
{
    constexpr std::uint64_t largestDimension = std::uint64_t(1) << 40;
    auto bytes = static_cast<std::uint64_t>(info.dtype->bytes);
    std::int64_t extent = info.dtype->bytes;
    for (const auto& dimension : shape) {
        const std::uint64_t size = unsignedNumber(dimension);
        if (size > largestDimension || __builtin_mul_overflow(bytes, size, &bytes)
            || __builtin_mul_overflow(extent, static_cast<std::int64_t>(std::max<std::uint64_t>(size, 1)), &extent))
            return noNumber;
        info.shape.push_back(static_cast<std::int64_t>(size));
    }
    return bytes;
}

} // namespace

SafetensorsFile::SafetensorsFile(const std::filesystem::path& path)
    : m_path(path)
    , m_file(path)
{
    refuseGitPointer(m_file, path);
    if (m_file.size() < lengthBytes)
        throw BadInput(path.string(),
                       "is too short to be a safetensors file (" + counted(m_file.size(), "byte") + ")");
    readHeader();
}

void SafetensorsFile::readHeader()
{
    const std::string start = m_file.text(0, lengthBytes);
    std::uint64_t length = 0;
    for (std::size_t i = start.size(); i-- > 0;)
        length = (length << 8) | static_cast<unsigned char>(start[i]);
    const std::uint64_t room = m_file.size() - lengthBytes;
    if (length > room || length > headerLimitBytes)
        throw BadInput(m_path.string(),
                       "its header is said to be " + counted(length, "byte") + " long, but only "
                           + counted(room, "byte") + (room == 1 ? " follows" : " follow")
                           + ": the file is truncated or not a safetensors file");
    m_dataBegin = lengthBytes + length;
    m_dataBytes = room - length;
    const nlohmann::json header = parseStrictJson(m_file.text(lengthBytes, length), m_path.string(), "its header");
    for (const auto& [name, value] : header.items()) {
        if (name != "__metadata__") {
            m_entries.emplace(name, readEntry(name, value));
            continue;
        }
        for (const auto& [key, text] : value.items())
            m_metadata[key] = text.is_string() ? text.get<std::string>() : text.dump();
    }
    checkLayout();
}

SafetensorsFile::Entry SafetensorsFile::readEntry(const std::string& name, const nlohmann::json& json) const
{
    const auto fail = [&](const std::string& what) {
        throw BadInput(m_path.string(), "tensor " + inQuotes(name) + " " + what);
    };
    if (!json.is_object() || !json.contains("dtype") || !json.contains("shape") || !json.contains("data_offsets"))
        fail("needs dtype, shape and data_offsets");
    Entry entry;
    const auto& dtype = json["dtype"];
    entry.info.dtype = dtype.is_string() ? dtypeNamed(dtype.get<std::string>()) : nullptr;
    if (entry.info.dtype == nullptr)
        fail("has the unknown dtype " + inQuotes(dtype.is_string() ? dtype.get<std::string>() : dtype.dump()));
    const auto& shape = json["shape"];
    if (!shape.is_array() || shape.size() > tensorDimensionLimit)
        fail("has no valid shape");
    const std::uint64_t bytes = takeShape(shape, entry.info);
    if (bytes == noNumber)
        fail("has the impossible shape " + inQuotes(shape.dump()));
    const auto& offsets = json["data_offsets"];
    const bool isPair = offsets.is_array() && offsets.size() == 2;
    entry.begin = isPair ? unsignedNumber(offsets[0]) : noNumber;
    entry.end = isPair ? unsignedNumber(offsets[1]) : noNumber;
    if (entry.begin == noNumber || entry.end == noNumber || entry.begin > entry.end)
        fail("has invalid data_offsets " + inQuotes(offsets.dump()));
    if (entry.end > m_dataBytes)
        fail("reaches to byte " + std::to_string(entry.end) + " of " + std::to_string(m_dataBytes)
             + " data bytes: the file is truncated or damaged");
    if (entry.end - entry.begin != bytes)
        fail("has " + counted(entry.end - entry.begin, "byte") + " of data, but " + entry.info.dtype->name + " "
             + shapeText(entry.info.shape) + " needs " + std::to_string(bytes));
    return entry;
}

void SafetensorsFile::checkLayout() const
{
    std::vector<std::pair<const Entry*, const std::string*>> order;
    for (const auto& [name, entry] : m_entries)
        order.emplace_back(&entry, &name);
    std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
        return std::pair(a.first->begin, a.first->end) < std::pair(b.first->begin, b.first->end);
    });
    std::uint64_t expected = 0;
    for (const auto& [entry, name] : order) {
        if (entry->begin < expected)
            throw BadInput(m_path.string(), "tensor " + inQuotes(*name) + " overlaps the data of another one");
        if (const std::uint64_t hole = entry->begin - expected; hole > 0)
            throw BadInput(m_path.string(),
                           counted(hole, "byte") + " before tensor " + inQuotes(*name)
                               + (hole == 1 ? " belongs to no tensor" : " belong to no tensor"));
        expected = entry->end;
    }
    if (const std::uint64_t rest = m_dataBytes - expected; rest > 0)
        throw BadInput(m_path.string(), rest == 1 ? "its last byte belongs to no tensor"
                                                  : "its last " + std::to_string(rest) + " bytes belong to no tensor");
}

std::vector<std::string> SafetensorsFile::names() const
{
    std::vector<std::string> result;
    for (const auto& [name, entry] : m_entries)
        result.push_back(name);
    return result;
}

const WeightInfo* SafetensorsFile::find(const std::string& name) const
{
    const auto found = m_entries.find(name);
    return found == m_entries.end() ? nullptr : &found->second.info;
}

torch::Tensor SafetensorsFile::tensor(const std::string& name) const
{
    const Entry& entry = m_entries.at(name);
    torch::Tensor result = torch::empty(entry.info.shape, entry.info.dtype->type);
    m_file.read(m_dataBegin + entry.begin, {static_cast<char*>(result.data_ptr()), entry.end - entry.begin});
    return result;
}

} // namespace engine
