#include "engine/pretraining/MaskedLanguageModel.h"

#include <algorithm>
#include <cmath>

#include "engine/model/CheckpointLoader.h"
#include "engine/model/TensorMemory.h"

namespace engine {

namespace {

/// Sines and cosines of the position, wave lengths 2π to 200π in geometric order, in place of random vectors: from one
/// token to the next each pair is turned by the same angle, so that one matrix finds a neighbour from anywhere (Vaswani et
/// al. 2017, 3.5). `positions` [P, H] keep `deviation` and train like everything else.
void drawWaves(torch::Tensor& positions, double deviation)
{
    torch::NoGradGuard guard;
    const std::int64_t waves = (positions.size(1) + 1) / 2;
    const torch::Tensor frequencies
        = torch::pow(100.0, -torch::arange(waves, torch::kFloat64) / std::max<std::int64_t>(waves, 1));
    const torch::Tensor angles = torch::outer(torch::arange(positions.size(0), torch::kFloat64), frequencies);
    const torch::Tensor pairs = torch::stack({angles.sin(), angles.cos()}, 2).flatten(1);
    positions.copy_(pairs.narrow(1, 0, positions.size(1)) * (std::sqrt(2.0) * deviation));
}

} // namespace

MaskedBatch makeMaskedBatch(const std::vector<MaskedRow>& rows)
{
    const auto height = static_cast<std::int64_t>(rows.size());
    const auto length = static_cast<std::int64_t>(rows.front().inputs.size());
    std::vector<std::int64_t> ids;
    std::vector<std::int64_t> places;
    std::vector<std::int64_t> targets;
    for (std::int64_t r = 0; r < height; ++r) {
        const MaskedRow& row = rows[static_cast<std::size_t>(r)];
        ids.insert(ids.end(), row.inputs.begin(), row.inputs.end());
        for (const std::int64_t place : row.places)
            places.push_back(r * length + place);
        targets.insert(targets.end(), row.targets.begin(), row.targets.end());
    }
    return {torch::tensor(ids, torch::kInt64).view({height, length}), torch::tensor(places, torch::kInt64),
            torch::tensor(targets, torch::kInt64)};
}

MaskedLanguageModel::MaskedLanguageModel(const ModelConfig& config, std::uint64_t seed, const torch::Device& device)
    : m_model(config, 1)
    , m_head(config)
{
    useTensorMemory();
    drawWeights(m_model, seed);
    torch::Generator random = makeGenerator(seed, "language head");
    m_head.visitTensors("lm_head", [&](const std::string& name, torch::Tensor& tensor) {
        m_model.drawTensor(name, tensor, random);
    });
    visitTensors([&](const std::string& name, torch::Tensor& tensor) {
        if (name.ends_with("position_embeddings.weight"))
            drawWaves(tensor, config.initializerRange);
        tensor = tensor.to(device).set_requires_grad(true);
    });
}

torch::Tensor MaskedLanguageModel::logits(const MaskedBatch& batch, bool training)
{
    const torch::Tensor mask = torch::ones(batch.ids.sizes(), batch.ids.options().dtype(torch::kFloat32));
    const torch::Tensor hidden = m_model.encode(batch.ids, m_model.makePass(mask, training, nullptr), nullptr);
    return m_head.forward(hidden.flatten(0, 1).index_select(0, batch.places), m_model.wordEmbeddings());
}

void MaskedLanguageModel::visitTensors(const TensorVisitor& visit)
{
    m_model.visitTensors([&](const std::string& name, torch::Tensor& tensor) {
        if (!name.starts_with("classifier."))
            visit(name, tensor);
    });
    m_head.visitTensors("lm_head", visit);
}

std::vector<NamedTensor> MaskedLanguageModel::tensors()
{
    std::vector<NamedTensor> result;
    visitTensors([&](const std::string& name, torch::Tensor& tensor) { result.push_back({name, tensor}); });
    return result;
}

std::vector<TrainableTensor> MaskedLanguageModel::trainable()
{
    using Group = TrainableTensor::Group;
    std::vector<TrainableTensor> result;
    visitTensors([&](const std::string& name, torch::Tensor& tensor) {
        result.push_back({name, tensor, tensor.dim() < 2 ? Group::NoDecay : Group::Decay});
    });
    return result;
}

std::int64_t MaskedLanguageModel::parameterCount()
{
    std::int64_t count = 0;
    visitTensors([&](const std::string&, torch::Tensor& tensor) { count += tensor.numel(); });
    return count;
}

} // namespace engine
