#pragma once

#include "engine/model/RobertaModel.h"
#include "engine/pretraining/MaskedLanguageHead.h"
#include "engine/pretraining/TokenMasking.h"
#include "engine/training/RoutedModel.h"

namespace engine {

/// Masked rows as tensors. B rows of N tokens, M masked tokens.
struct MaskedBatch
{
    torch::Tensor ids;     ///< [B, N] int64, as the model reads them
    torch::Tensor places;  ///< [M] int64: row · N + place
    torch::Tensor targets; ///< [M] int64

    MaskedBatch to(const torch::Device& device) const
    {
        return {ids.to(device), places.to(device), targets.to(device)};
    }
};

/// Rows of one length.
MaskedBatch makeMaskedBatch(const std::vector<MaskedRow>& rows);

/// RoBERTa with the language-model head in place of a classification head; all tensors train.
class MaskedLanguageModel final {
public:
    /// Fresh weights from the seed, drawn on the CPU.
    MaskedLanguageModel(const ModelConfig& config, std::uint64_t seed, const torch::Device& device = torch::kCPU);

    /// Logits over the vocabulary at the batch's masked places alone: [M, V], float32 at least.
    torch::Tensor logits(const MaskedBatch& batch, bool training);

    /// Every tensor once under its name in Hugging Face's RobertaForMaskedLM.
    void visitTensors(const TensorVisitor& visit);
    std::vector<NamedTensor> tensors();
    /// Biases and LayerNorm are NoDecay.
    std::vector<TrainableTensor> trainable();
    std::int64_t parameterCount();

private:
    RobertaModel m_model;
    MaskedLanguageHead m_head;
};

} // namespace engine
