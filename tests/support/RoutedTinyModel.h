#pragma once

#include "engine/model/Torch.h"

#include <memory>
#include <utility>

#include "engine/model/CheckpointLoader.h"
#include "engine/training/RoutedModel.h"

/// Small models with a routing, drawn far enough apart that routes differ, in any precision.
namespace support {

inline engine::ModelConfig tinyShape(std::int64_t layers = 3, engine::ModelFamily family = engine::ModelFamily::Roberta)
{
    engine::ModelConfig shape;
    shape.family = family;
    shape.vocabularySize = 40;
    shape.hiddenSize = 8;
    shape.layers = layers;
    shape.heads = 2;
    shape.intermediateSize = 12;
    shape.positions = 34;
    shape.paddingId = 1;
    if (family == engine::ModelFamily::Roberta) {
        shape.firstPosition = 2;
        shape.tokenTypes = 1;
    }
    if (family == engine::ModelFamily::Bert)
        shape.tokenTypes = 2;
    return shape;
}

/// Its weights times 8: layers differ.
inline std::unique_ptr<engine::Model> tinyModel(const engine::ModelConfig& shape)
{
    auto model = engine::makeModel(shape, 2);
    engine::drawWeights(*model, 11);
    torch::NoGradGuard guard;
    model->visitTensors([](const std::string&, torch::Tensor& tensor) {
        if (tensor.dim() == 2)
            tensor.mul_(8);
    });
    return model;
}

/// How gates are drawn: from N(0, spread), so that tokens want different layers.
struct DrawnGates
{
    double spread = 3;
    std::uint64_t seed = 3;
};

inline engine::RoutedModel withRouting(std::unique_ptr<engine::Model> model, const engine::RoutingConfig& routing,
                                       const engine::MethodConfig& method, DrawnGates gates)
{
    torch::NoGradGuard guard;
    engine::RoutedModel result(std::move(model), method, routing, 5);
    torch::manual_seed(gates.seed);
    if (result.routing() != nullptr)
        result.routing()->visitTensors([&](const std::string& name, torch::Tensor& tensor) {
            if (name.find("mixing") != std::string::npos)
                tensor.add_(torch::randn_like(tensor) * 0.3);
            else if (name.find("temperature") == std::string::npos)
                tensor.copy_(torch::randn_like(tensor) * gates.spread);
        });
    return result;
}

inline engine::RoutedModel tinyRouted(const engine::ModelConfig& shape, const engine::RoutingConfig& routing,
                                      const engine::MethodConfig& method = engine::FullConfig{}, double spread = 3)
{
    return withRouting(tinyModel(shape), routing, method, {.spread = spread});
}

inline void toDouble(engine::RoutedModel& model)
{
    model.visitTensors([](const std::string&, torch::Tensor& tensor) {
        tensor = tensor.detach().to(torch::kFloat64).set_requires_grad(tensor.requires_grad());
    });
}

struct TinyBatch
{
    torch::Tensor ids;  ///< [B, N]
    torch::Tensor mask; ///< [B, N]
};

/// Rows of these lengths, padded to `width` (0: the longest), their tokens drawn from `seed`.
inline TinyBatch tinyBatch(const std::vector<std::int64_t>& lengths, std::int64_t width = 0, std::uint64_t seed = 1)
{
    for (const std::int64_t length : lengths)
        width = std::max(width, length);
    TinyBatch batch;
    batch.ids = torch::full({static_cast<std::int64_t>(lengths.size()), width}, 1, torch::kInt64);
    batch.mask = torch::zeros({static_cast<std::int64_t>(lengths.size()), width});
    for (std::size_t row = 0; row < lengths.size(); ++row)
        for (std::int64_t n = 0; n < lengths[row]; ++n) {
            const auto place = static_cast<std::int64_t>(row);
            batch.ids[place][n] = static_cast<std::int64_t>(4 + (seed * 7 + row * 37 + static_cast<std::size_t>(n * n) * 11) % 36);
            batch.mask[place][n] = 1;
        }
    return batch;
}

} // namespace support
