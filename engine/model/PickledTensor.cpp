#include "engine/model/PickledTensor.h"

#include <algorithm>
#include <cstring>

namespace engine {

namespace {

constexpr std::size_t dimensionLimit = 16;
constexpr std::int64_t numberLimit = std::int64_t(1) << 40;

bool isPlausible(std::int64_t value)
{
    return value >= 0 && value <= numberLimit;
}

bool hasElements(const PickledTensor& tensor)
{
    return std::find(tensor.shape.begin(), tensor.shape.end(), 0) == tensor.shape.end();
}

} // namespace

std::optional<std::string> layoutProblem(const PickledTensor& tensor)
{
    if (tensor.shape.size() != tensor.strides.size() || tensor.shape.size() > dimensionLimit)
        return "has no valid shape";
    if (!isPlausible(tensor.offset) || !isPlausible(tensor.storage.elements))
        return "has an impossible offset or storage";
    std::int64_t count = 1;
    std::int64_t last = tensor.offset;
    for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
        std::int64_t reach = 0;
        if (!isPlausible(tensor.shape[i]) || !isPlausible(tensor.strides[i])
            || __builtin_mul_overflow(count, tensor.shape[i], &count)
            || __builtin_mul_overflow(std::max<std::int64_t>(tensor.shape[i] - 1, 0), tensor.strides[i], &reach)
            || __builtin_add_overflow(last, reach, &last))
            return "has an impossible shape or strides";
    }
    if (!hasElements(tensor))
        return std::nullopt;
    if (last >= tensor.storage.elements)
        return "reaches to element " + std::to_string(last) + " of a storage of "
            + std::to_string(tensor.storage.elements);
    if (count > tensor.storage.elements)
        return "shows the elements of its storage more than once";
    return std::nullopt;
}

std::int64_t extent(const PickledTensor& tensor)
{
    if (!hasElements(tensor))
        return 0;
    std::int64_t count = 1;
    for (std::size_t i = 0; i < tensor.shape.size(); ++i)
        count += (tensor.shape[i] - 1) * tensor.strides[i];
    return count;
}

bool isContiguous(const PickledTensor& tensor)
{
    std::int64_t expected = 1;
    for (std::size_t i = tensor.shape.size(); i-- > 0;) {
        if (tensor.shape[i] != 1 && tensor.strides[i] != expected)
            return false;
        expected *= tensor.shape[i];
    }
    return true;
}

torch::Tensor assemble(const PickledTensor& tensor, const StorageReader& read)
{
    const Dtype& dtype = *tensor.storage.dtype;
    const std::int64_t count = extent(tensor);
    if (count == 0)
        return torch::empty(tensor.shape, dtype.type);
    torch::Tensor elements = torch::empty({count}, dtype.type);
    read(static_cast<std::uint64_t>(tensor.offset * dtype.bytes),
         {static_cast<char*>(elements.data_ptr()), static_cast<std::size_t>(count * dtype.bytes)});
    if (isContiguous(tensor))
        return elements.view(tensor.shape);
    return elements.as_strided(tensor.shape, tensor.strides).contiguous();
}

torch::Tensor assemble(const PickledTensor& tensor, const char* storage)
{
    return assemble(tensor, [storage](std::uint64_t offset, std::span<char> target) {
        std::memcpy(target.data(), storage + offset, target.size());
    });
}

} // namespace engine
