#include "engine/model/PickledWeights.h"

#include <algorithm>

#include "engine/data/Utf8.h"
#include "engine/model/FileBytes.h"
#include "engine/model/HeldBytes.h"
#include "engine/model/Unpickler.h"
#include "engine/run/Counted.h"
#include "engine/run/Error.h"

namespace engine {

namespace {

constexpr const char* howToConvert = "; load it in PyTorch 1.6 or newer and save it again there, best as safetensors";

constexpr std::uint64_t startBytes = 512; ///< enough to tell the formats
constexpr std::string_view littleEndian = "little";

/// What torch.save wrote before it wrote zip archives: a pickle of a magic number, or a tar archive.
void requireZip(const ByteSource& bytes, const std::filesystem::path& path)
{
    refuseGitPointer(bytes, path);
    const std::string text = bytes.text(0, std::min(bytes.size(), startBytes));
    if (text.empty())
        throw BadInput(path.string(), "is empty");
    if (text.starts_with('\x80'))
        throw BadInput(path.string(),
                       std::string("is a bare pickle, PyTorch's format before 1.6, which is not read") + howToConvert);
    if (text.size() > 262 && text.compare(257, 5, "ustar") == 0)
        throw BadInput(path.string(),
                       std::string("is a tar archive, PyTorch's first format, which is not read") + howToConvert);
    if (!text.starts_with("PK"))
        throw BadInput(path.string(), "is no file that torch.save wrote: it does not begin as a zip archive");
}

const ByteSource& checked(const ByteSource& bytes, const std::filesystem::path& path)
{
    requireZip(bytes, path);
    return bytes;
}

} // namespace

PickledWeights::PickledWeights(const std::filesystem::path& path)
    : m_path(path)
    , m_bytes(std::make_unique<FileBytes>(path))
    , m_archive(checked(*m_bytes, path), path.string())
{
    read();
}

PickledWeights::PickledWeights(std::span<const char> bytes, std::filesystem::path path)
    : m_path(std::move(path))
    , m_bytes(std::make_unique<HeldBytes>(bytes))
    , m_archive(checked(*m_bytes, m_path), m_path.string())
{
    read();
}

/// torch.save puts everything into one folder of the archive, named as it likes. Returns it with its slash.
std::string PickledWeights::findFolder() const
{
    const std::string pickle = "data.pkl";
    std::string folder;
    for (const auto& [name, entry] : m_archive.entries()) {
        const std::size_t slash = name.find('/');
        if (slash == std::string::npos || name.substr(slash + 1) != pickle)
            continue;
        if (!folder.empty())
            throw BadInput(m_path.string(), "holds more than one data.pkl");
        folder = name.substr(0, slash + 1);
    }
    if (folder.empty())
        throw BadInput(m_path.string(), "is a zip archive, but no model: it lacks data.pkl");
    if (m_archive.find(folder + "constants.pkl") != nullptr)
        throw BadInput(m_path.string(), "is a TorchScript program, not a dictionary of tensors");
    return folder;
}

void PickledWeights::read()
{
    const std::string folder = findFolder();
    if (const auto* order = m_archive.find(folder + "byteorder");
        order != nullptr
        && (order->size != littleEndian.size() || m_archive.content(folder + "byteorder") != littleEndian))
        throw BadInput(m_path.string(), "was written on a big-endian machine, whose numbers are not read");
    Unpickler::requireSize(m_archive.find(folder + "data.pkl")->size, m_path.string());
    m_archive.requireChecksum(folder + "data.pkl");
    const std::string pickle = m_archive.content(folder + "data.pkl");
    Unpickler unpickler(pickle, m_path.string());
    for (const auto& [name, view] : unpickler.stateDict())
        addEntry(folder, name, view);
}

void PickledWeights::addEntry(const std::string& folder, const std::string& name, const PickledTensor& view)
{
    const std::string storage = folder + "data/" + view.storage.key;
    const StoredZip::Entry* elements = m_archive.find(storage);
    const std::string tensor = "tensor " + inQuotes(name);
    if (elements == nullptr)
        throw BadInput(m_path.string(), tensor + " has its elements in " + inQuotes(storage) + ", which is missing");
    const auto bytes = static_cast<std::uint64_t>(view.storage.elements * view.storage.dtype->bytes);
    if (elements->size != bytes)
        throw BadInput(m_path.string(),
                       tensor + " needs a storage of " + counted(bytes, "byte") + ", but " + inQuotes(storage)
                           + " has " + std::to_string(elements->size));
    m_entries.emplace(name, Entry{{view.storage.dtype, view.shape}, view, storage});
}

std::vector<std::string> PickledWeights::names() const
{
    std::vector<std::string> result;
    for (const auto& [name, entry] : m_entries)
        result.push_back(name);
    return result;
}

const WeightInfo* PickledWeights::find(const std::string& name) const
{
    const auto found = m_entries.find(name);
    return found == m_entries.end() ? nullptr : &found->second.info;
}

torch::Tensor PickledWeights::tensor(const std::string& name) const
{
    const Entry& entry = m_entries.at(name);
    if (!m_verified.contains(entry.storage)) {
        m_archive.requireChecksum(entry.storage);
        m_verified.insert(entry.storage);
    }
    const std::uint64_t storage = m_archive.find(entry.storage)->begin;
    return assemble(entry.view, [this, storage](std::uint64_t offset, std::span<char> target) {
        m_bytes->read(storage + offset, target);
    });
}

} // namespace engine
