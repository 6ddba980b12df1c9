#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "engine/model/Safetensors.h"
#include "engine/run/DiskSync.h"
#include "engine/run/Error.h"

namespace engine {

namespace {

const char* dtypeName(torch::ScalarType type)
{
    const Dtype* dtype = dtypeOf(type);
    if (dtype == nullptr)
        throw Error("a tensor of this type cannot be written to a safetensors file");
    return dtype->name;
}

/// A file being written; removed again unless finished.
class PartialFile {
public:
    explicit PartialFile(const std::filesystem::path& target)
        : m_target(target)
        , m_partial(target.string() + ".partial")
        , m_file(::open(m_partial.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644))
    {
        if (m_file < 0)
            fail();
    }
    ~PartialFile()
    {
        if (m_file >= 0)
            ::close(m_file);
        if (!m_isFinished)
            ::unlink(m_partial.c_str());
    }
    PartialFile(const PartialFile&) = delete;
    PartialFile& operator=(const PartialFile&) = delete;

    void write(const void* data, std::size_t size)
    {
        const char* bytes = static_cast<const char*>(data);
        while (size > 0) {
            const ssize_t written = ::write(m_file, bytes, size);
            if (written < 0 && errno == EINTR)
                continue;
            if (written <= 0)
                fail();
            bytes += written;
            size -= static_cast<std::size_t>(written);
        }
    }

    void finish()
    {
        const bool isWritten = ::close(m_file) == 0;
        m_file = -1;
        if (!isWritten)
            fail();
        if (const std::error_code error = moveIntoPlace(m_partial, m_target))
            failWriting(m_target.string(), error.value());
        m_isFinished = true;
    }

private:
    [[noreturn]] void fail() const { failWriting(m_target.string(), errno); }

    std::filesystem::path m_target;
    std::string m_partial;
    int m_file;
    bool m_isFinished = false;
};

} // namespace

void writeSafetensors(const std::filesystem::path& path, const std::vector<NamedTensor>& tensors,
                      const std::map<std::string, std::string>& metadata)
{
    nlohmann::ordered_json header = nlohmann::ordered_json::object();
    if (!metadata.empty())
        header["__metadata__"] = metadata;
    std::vector<torch::Tensor> data;
    std::size_t offset = 0;
    for (const NamedTensor& named : tensors) {
        const torch::Tensor tensor = named.tensor.detach().to(torch::kCPU).contiguous();
        header[named.name] = {{"dtype", dtypeName(tensor.scalar_type())},
                              {"shape", tensor.sizes().vec()},
                              {"data_offsets", {offset, offset + tensor.nbytes()}}};
        offset += tensor.nbytes();
        data.push_back(tensor);
    }
    std::string text = header.dump();
    text.append((8 - text.size() % 8) % 8, ' ');

    PartialFile file(path);
    unsigned char length[8];
    for (int i = 0; i < 8; ++i)
        length[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(text.size()) >> (8 * i));
    file.write(length, sizeof length);
    file.write(text.data(), text.size());
    for (const torch::Tensor& tensor : data)
        file.write(tensor.data_ptr(), tensor.nbytes());
    file.finish();
}

} // namespace engine
