// pytorch_model.bin, or its pickle alone where the bytes start as one; every tensor of it.
#include "tests/fuzz/Targets.h"

#include "engine/model/PickledWeights.h"
#include "engine/model/Unpickler.h"
#include "engine/run/Error.h"
#include "tests/support/TorchFile.h"

using namespace engine;
namespace pickle = support::pickle;

namespace {

constexpr std::int64_t storageLimitBytes = 1 << 20;

void readWeightArchive(std::span<const char> bytes)
{
    const PickledWeights weights(bytes, "input");
    for (const std::string& name : weights.names()) {
        const torch::Tensor tensor = weights.tensor(name);
        fuzz::require(tensor.is_contiguous() && tensor.sizes().vec() == weights.shape(name));
    }
}

/// A pickle alone, with storages as it says they are.
void readWeightPickle(std::span<const char> bytes)
{
    for (const auto& [name, tensor] : Unpickler(bytes, "input").stateDict()) {
        const std::int64_t size = tensor.storage.elements * tensor.storage.dtype->bytes;
        if (size > storageLimitBytes)
            continue;
        const std::vector<char> storage(static_cast<std::size_t>(size));
        fuzz::require(assemble(tensor, storage.data()).sizes().vec() == tensor.shape);
    }
}

bool acceptsWeights(std::span<const char> bytes)
{
    try {
        const bool isPickle = !bytes.empty() && bytes.front() == '\x80';
        isPickle ? readWeightPickle(bytes) : readWeightArchive(bytes);
        return true;
    } catch (const BadInput&) {
        return false; // the only way to refuse
    }
}

std::vector<std::string> goodWeights()
{
    const pickle::Tensor plain{"weight", "FloatStorage", "0", 12, 2, {2, 3}, {3, 1}};
    const pickle::Tensor turned{"turned", "HalfStorage", "1", 6, 0, {2, 3}, {1, 2}};
    const pickle::Tensor tied{"tied", "FloatStorage", "0", 12, 0, {12}, {1}};
    const std::string dictionary = pickle::stateDict({plain, turned, tied});
    const std::string small = pickle::start + pickle::emptyDict + "q\1(" + pickle::text("a") + pickle::rebuilt(plain)
        + "q\2" + pickle::text("b") + "h\2u.";
    const std::map<std::string, std::string> entries = {
        {"m/data.pkl", dictionary}, {"m/data/0", std::string(48, 'x')}, {"m/data/1", std::string(12, 'y')}};
    return {dictionary, small, support::zip(entries), support::zip(entries, false)};
}

std::vector<std::vector<std::string>> weightPieces()
{
    std::vector<std::string> operations;
    for (const char operation :
         std::string("(.NJKMGX]})taesubcRQqrhjioP\x80\x81\x85\x86\x87\x88\x89\x8a\x8c\x8d\x93\x94\x95"))
        operations.emplace_back(1, operation);
    std::vector<std::string> shapes;
    for (std::int64_t size = 0; size < 20; ++size)
        shapes.push_back(pickle::numbers({size, 1}));
    return {operations, {pickle::orderedDict()}, shapes};
}

} // namespace

fuzz::Target fuzz::weightsTarget()
{
    return {"weights", acceptsWeights, goodWeights, weightPieces, 20000};
}
