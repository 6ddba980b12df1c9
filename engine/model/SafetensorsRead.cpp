#include <algorithm>
#include <cstring>
#include <limits>
#include <set>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "engine/model/Safetensors.h"
#include "engine/run/Error.h"

namespace engine {

namespace {

constexpr std::uint64_t headerLimitBytes = 100'000'000;
constexpr std::size_t dimensionLimit = 16;

struct DtypeInfo
{
    const char* name;
    torch::ScalarType type;
    std::uint64_t bytes;
};
constexpr DtypeInfo dtypes[] = {
    {"F32", torch::kFloat32, 4}, {"F16", torch::kFloat16, 2}, {"BF16", torch::kBFloat16, 2},
    {"F64", torch::kFloat64, 8}, {"I64", torch::kInt64, 8},   {"I32", torch::kInt32, 4},
    {"I16", torch::kInt16, 2},   {"I8", torch::kInt8, 1},     {"U8", torch::kUInt8, 1},
    {"BOOL", torch::kBool, 1},
};

const DtypeInfo* findDtype(const std::string& name)
{
    for (const DtypeInfo& info : dtypes)
        if (name == info.name)
            return &info;
    return nullptr;
}

std::string shortened(const std::string& name)
{
    return name.size() <= 120 ? name : name.substr(0, 117) + "...";
}

/// The header's JSON; duplicate tensor names, deep nesting and broken text are refused.
nlohmann::json parseHeader(const char* begin, const char* end, const std::string& file)
{
    std::set<std::string> seen;
    std::string problem;
    const auto check = [&](int depth, nlohmann::json::parse_event_t event, nlohmann::json& parsed) {
        if (depth > 4)
            problem = "its header is nested too deeply";
        if (event == nlohmann::json::parse_event_t::key && depth == 1
            && !seen.insert(parsed.get<std::string>()).second)
            problem = "its header names \"" + shortened(parsed.get<std::string>()) + "\" twice";
        return problem.empty();
    };
    const nlohmann::json json = nlohmann::json::parse(begin, end, check, false);
    if (!problem.empty())
        throw BadInput(file, problem);
    if (!json.is_object())
        throw BadInput(file, "its header is not a JSON object");
    return json;
}

/// Any value that is not a whole number from 0 on becomes this, which no file reaches.
constexpr std::uint64_t noNumber = std::numeric_limits<std::uint64_t>::max();

std::uint64_t unsignedNumber(const nlohmann::json& value)
{
    return value.is_number_unsigned() ? value.get<std::uint64_t>() : noNumber;
}

} // namespace

/// A read-only memory map of a whole file.
class SafetensorsFile::Mapping {
public:
    explicit Mapping(const std::filesystem::path& path)
    {
        const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (file < 0)
            throw BadInput(path.string(), errno == ENOENT ? "no such file" : std::string("cannot be read: ")
                                                                               + std::strerror(errno));
        struct stat info = {};
        const bool regular = ::fstat(file, &info) == 0 && S_ISREG(info.st_mode);
        if (regular && info.st_size > 0) {
            m_size = static_cast<std::size_t>(info.st_size);
            m_data = ::mmap(nullptr, m_size, PROT_READ, MAP_PRIVATE, file, 0);
        }
        ::close(file);
        if (!regular)
            throw BadInput(path.string(), "is not a regular file");
        if (m_size < 8)
            throw BadInput(path.string(), "is too short to be a safetensors file (" + std::to_string(m_size)
                                              + " bytes)");
        if (m_data == MAP_FAILED)
            throw Error(path.string() + ": cannot be mapped into memory: " + std::strerror(errno));
    }
    ~Mapping()
    {
        if (m_data != nullptr && m_data != MAP_FAILED)
            ::munmap(m_data, m_size);
    }
    Mapping(const Mapping&) = delete;
    Mapping& operator=(const Mapping&) = delete;

    const char* data() const { return static_cast<const char*>(m_data); }
    std::uint64_t size() const { return m_size; }

private:
    void* m_data = nullptr;
    std::size_t m_size = 0;
};

SafetensorsFile::SafetensorsFile(const std::filesystem::path& path)
    : m_path(path)
    , m_mapping(std::make_unique<Mapping>(path))
{
    readHeader();
}

SafetensorsFile::~SafetensorsFile() = default;

void SafetensorsFile::readHeader()
{
    std::uint64_t length = 0;
    for (int i = 7; i >= 0; --i)
        length = (length << 8) | static_cast<unsigned char>(m_mapping->data()[i]);
    const std::uint64_t room = m_mapping->size() - 8;
    if (length > room || length > headerLimitBytes)
        throw BadInput(m_path.string(), "its header is said to be " + std::to_string(length)
                                            + " bytes long, but only " + std::to_string(room)
                                            + " bytes follow: the file is truncated or not a safetensors file");
    m_dataStart = 8 + length;
    const nlohmann::json header =
        parseHeader(m_mapping->data() + 8, m_mapping->data() + m_dataStart, m_path.string());
    const std::uint64_t dataSize = room - length;
    for (const auto& [name, value] : header.items()) {
        if (name == "__metadata__") {
            for (const auto& [key, text] : value.items())
                m_metadata[key] = text.is_string() ? text.get<std::string>() : text.dump();
            continue;
        }
        const auto fail = [&](const std::string& what) {
            throw BadInput(m_path.string(), "tensor \"" + shortened(name) + "\" " + what);
        };
        if (!value.is_object() || !value.contains("dtype") || !value.contains("shape")
            || !value.contains("data_offsets"))
            fail("needs dtype, shape and data_offsets");
        Entry entry;
        if (!value["dtype"].is_string() || findDtype(value["dtype"].get<std::string>()) == nullptr)
            fail("has the unknown dtype " + shortened(value["dtype"].dump()));
        entry.dtype = value["dtype"].get<std::string>();
        if (!value["shape"].is_array() || value["shape"].size() > dimensionLimit)
            fail("has no valid shape");
        std::uint64_t bytes = findDtype(entry.dtype)->bytes;
        for (const auto& dimension : value["shape"]) {
            const std::uint64_t size = unsignedNumber(dimension);
            if (size > (std::uint64_t(1) << 40) || __builtin_mul_overflow(bytes, size, &bytes))
                fail("has the impossible shape " + shortened(value["shape"].dump()));
            entry.shape.push_back(static_cast<std::int64_t>(size));
        }
        const auto& offsets = value["data_offsets"];
        const bool isPair = offsets.is_array() && offsets.size() == 2;
        entry.begin = isPair ? unsignedNumber(offsets[0]) : noNumber;
        entry.end = isPair ? unsignedNumber(offsets[1]) : noNumber;
        if (entry.begin == noNumber || entry.end == noNumber || entry.begin > entry.end)
            fail("has invalid data_offsets " + shortened(offsets.dump()));
        if (entry.end > dataSize)
            fail("reaches to byte " + std::to_string(entry.end) + " of " + std::to_string(dataSize)
                 + " data bytes: the file is truncated or damaged");
        if (entry.end - entry.begin != bytes)
            fail("has " + std::to_string(entry.end - entry.begin) + " bytes of data, but " + entry.dtype + " "
                 + shapeText(entry.shape) + " needs " + std::to_string(bytes));
        m_entries.emplace(name, std::move(entry));
    }
    checkLayout(dataSize);
}

void SafetensorsFile::checkLayout(std::uint64_t dataSize) const
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
            throw BadInput(m_path.string(), "tensor \"" + shortened(*name) + "\" overlaps the data of another one");
        if (entry->begin > expected)
            throw BadInput(m_path.string(), std::to_string(entry->begin - expected) + " bytes before tensor \""
                                                + shortened(*name) + "\" belong to no tensor");
        expected = entry->end;
    }
    if (expected != dataSize)
        throw BadInput(m_path.string(), "its last " + std::to_string(dataSize - expected)
                                            + " bytes belong to no tensor");
}

std::vector<std::string> SafetensorsFile::names() const
{
    std::vector<std::string> result;
    for (const auto& [name, entry] : m_entries)
        result.push_back(name);
    return result;
}

bool SafetensorsFile::isFloatingPoint(const std::string& name) const
{
    return torch::isFloatingType(findDtype(m_entries.at(name).dtype)->type);
}

torch::Tensor SafetensorsFile::tensor(const std::string& name) const
{
    const Entry& entry = m_entries.at(name);
    torch::Tensor result = torch::empty(entry.shape, torch::TensorOptions().dtype(findDtype(entry.dtype)->type));
    if (entry.end > entry.begin)
        std::memcpy(result.data_ptr(), m_mapping->data() + m_dataStart + entry.begin, entry.end - entry.begin);
    return result;
}

std::string shapeText(const std::vector<std::int64_t>& shape)
{
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i)
        text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
    return text + "]";
}

} // namespace engine
