#include "tests/fuzz/FuzzWeights.h"

#include <vector>

#include "engine/model/PickledWeights.h"
#include "engine/model/Unpickler.h"
#include "engine/run/Error.h"

using namespace engine;

namespace {

constexpr std::int64_t storageLimitBytes = 1 << 20;

void require(bool holds)
{
    if (!holds)
        std::abort();
}

void readArchive(std::span<const char> bytes)
{
    const PickledWeights weights(bytes, "input");
    for (const std::string& name : weights.names()) {
        const torch::Tensor tensor = weights.tensor(name);
        require(tensor.is_contiguous() && tensor.sizes().vec() == weights.shape(name));
    }
}

/// A pickle alone, with storages as it says they are.
void readPickle(std::span<const char> bytes)
{
    for (const auto& [name, tensor] : Unpickler(bytes, "input").stateDict()) {
        const std::int64_t size = tensor.storage.elements * tensor.storage.dtype->bytes;
        if (size > storageLimitBytes)
            continue;
        const std::vector<char> storage(static_cast<std::size_t>(size));
        require(assemble(tensor, storage.data()).sizes().vec() == tensor.shape);
    }
}

} // namespace

bool fuzz::isAccepted(std::span<const char> bytes)
{
    try {
        const bool isPickle = !bytes.empty() && bytes.front() == '\x80';
        isPickle ? readPickle(bytes) : readArchive(bytes);
        return true;
    } catch (const BadInput&) {
        return false; // the only way to refuse
    }
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::isAccepted({reinterpret_cast<const char*>(data), size});
    return 0;
}
