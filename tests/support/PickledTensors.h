#pragma once

#include "engine/model/Dtype.h"
#include "engine/model/TensorVisitor.h"
#include "tests/support/TorchFile.h"

namespace support {

/// A pytorch_model.bin with these tensors.
inline std::string pickled(const std::vector<engine::NamedTensor>& tensors)
{
    std::vector<pickle::Tensor> described;
    std::map<std::string, std::string> entries;
    for (const engine::NamedTensor& named : tensors) {
        const torch::Tensor tensor = named.tensor.contiguous();
        const std::string key = std::to_string(described.size());
        described.push_back({named.name, engine::dtypeOf(tensor.scalar_type())->storage, key, tensor.numel(), 0,
                             tensor.sizes().vec(), tensor.strides().vec()});
        entries["m/data/" + key].assign(static_cast<const char*>(tensor.data_ptr()), tensor.nbytes());
    }
    entries["m/data.pkl"] = pickle::stateDict(described);
    return zip(entries);
}

} // namespace support
