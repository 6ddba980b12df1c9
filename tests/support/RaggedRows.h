#pragma once

#include "engine/model/Torch.h"

#include <cstdint>
#include <utility>

#include "engine/routing/RoutingTrace.h"
#include "engine/training/RoutedModel.h"

namespace support {

/// Ids and mask of three rows of 5, 9 and 7 tokens, padded to `width`; ids are those of writeTinyModel().
inline std::pair<torch::Tensor, torch::Tensor> raggedRows(std::int64_t width)
{
    torch::Tensor ids = torch::full({3, width}, 1, torch::kInt64);
    torch::Tensor mask = torch::zeros({3, width});
    const std::int64_t lengths[] = {5, 9, 7};
    for (std::int64_t row = 0; row < 3; ++row)
        for (std::int64_t n = 0; n < lengths[row]; ++n) {
            ids[row][n] = 4 + (row * 37 + n * n * 11) % 250;
            mask[row][n] = 1;
        }
    return {ids, mask};
}

inline torch::Tensor logitsOf(engine::RoutedModel& model, const torch::Tensor& ids, const torch::Tensor& mask,
                              engine::RoutingTrace* trace = nullptr)
{
    torch::NoGradGuard guard;
    return model.model().forward(ids, model.model().makePass(mask, false, trace));
}

} // namespace support
