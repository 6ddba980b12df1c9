#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/model/Dtype.h"

namespace engine {

/// A block of elements as a pickle names it; the elements lie in the archive's entry data/KEY.
struct PickledStorage
{
    std::string key;
    const Dtype* dtype = nullptr;
    std::int64_t elements = 0;
};

/// A tensor as a pickle describes it: a view of a storage. Offset and strides count elements.
struct PickledTensor
{
    PickledStorage storage;
    std::int64_t offset = 0;
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides;
};

/// Why the view cannot be: negative or overflowing numbers, elements beyond the storage, more elements than it has.
std::optional<std::string> layoutProblem(const PickledTensor& tensor);

/// Elements of the storage from the view's first to its last, both counted; 0 for a view of nothing. These three need a
/// view without a problem.
std::int64_t extent(const PickledTensor& tensor);

bool isContiguous(const PickledTensor& tensor);

/// Fills the target with the bytes of a storage from this offset on.
using StorageReader = std::function<void(std::uint64_t offset, std::span<char> target)>;

/// A contiguous tensor of the view's elements; no more of its storage is read than lies between them.
torch::Tensor assemble(const PickledTensor& tensor, const StorageReader& read);

/// The same of a storage in memory, at any alignment.
torch::Tensor assemble(const PickledTensor& tensor, const char* storage);

} // namespace engine
