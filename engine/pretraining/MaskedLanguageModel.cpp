#include "engine/pretraining/MaskedLanguageModel.h"

#include "engine/model/CheckpointLoader.h"
#include "engine/model/TensorMemory.h"

namespace engine {

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
    visitTensors([&](const std::string&, torch::Tensor& tensor) { tensor = tensor.to(device).set_requires_grad(true); });
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
