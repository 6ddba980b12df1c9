#include "engine/method/LowRankUpdate.h"

#include <algorithm>
#include <cmath>

#include "engine/method/AddedLowRank.h"
#include "engine/model/Dropout.h"

namespace engine {

namespace {

torch::Tensor drawnA(std::int64_t rows, std::int64_t in, torch::Generator& random)
{
    // Kaiming-uniform with a = √5: bound √(6 / ((1 + 5) · in)) = 1 / √in.
    const double bound = 1.0 / std::sqrt(static_cast<double>(in));
    return torch::empty({rows, in}).uniform_(-bound, bound, random).set_requires_grad(true);
}

torch::Tensor droppedInput(const torch::Tensor& input, double dropout, const Pass& pass)
{
    return pass.training && dropout > 0 ? dropped(input, dropout) : input;
}

class SingleUpdate final : public LowRankUpdate {
public:
    SingleUpdate(const Projection& base, const LoraConfig& config, torch::Generator& random)
        : m_scale(loraScale(config))
        , m_dropout(config.dropout)
        , m_a(drawnA(config.rank, base.inWidth(), random))
        , m_b(torch::zeros({base.outWidth(), config.rank}).set_requires_grad(true))
    {
    }

    std::vector<Run> outputs() const override { return {{0, m_b.size(0)}}; }

    torch::Tensor addTo(const torch::Tensor& outputs, std::int64_t first, const torch::Tensor& input,
                        const Pass& pass) const override
    {
        return addLowRank(outputs, first, {torch::linear(droppedInput(input, m_dropout, pass), m_a), m_b, m_scale});
    }

    torch::Tensor addToWeight(const torch::Tensor& weight) const override
    {
        return weight + torch::matmul(m_b, m_a) * m_scale;
    }

    std::optional<LinearMap> onto(const torch::Tensor& weight, const Pass& pass) const override
    {
        return pass.training && m_dropout > 0 ? std::nullopt : std::optional(LinearMap{weight, m_a, m_b, m_scale});
    }

    void visitTensors(const std::string& prefix, const TensorVisitor& visit) override
    {
        visit(prefix + ".lora_A", m_a);
        visit(prefix + ".lora_B", m_b);
    }

private:
    double m_scale;
    double m_dropout;
    torch::Tensor m_a;
    torch::Tensor m_b;
};

class FusedUpdate final : public LowRankUpdate {
public:
    FusedUpdate(const Projection& base, std::vector<bool> adapted, const LoraConfig& config, torch::Generator& random)
        : m_adapted(std::move(adapted))
        , m_width(base.outWidth() / static_cast<std::int64_t>(m_adapted.size()))
        , m_rank(config.rank)
        , m_scale(loraScale(config))
        , m_dropout(config.dropout)
    {
        const auto count = std::count(m_adapted.begin(), m_adapted.end(), true);
        m_a = drawnA(count * m_rank, base.inWidth(), random);
        m_b = torch::zeros({count * m_width, m_rank}).set_requires_grad(true);
    }

    std::vector<Run> outputs() const override
    {
        std::vector<Run> result;
        for (std::size_t i = 0; i < m_adapted.size(); ++i)
            if (m_adapted[i])
                result.push_back({static_cast<std::int64_t>(i) * m_width, m_width});
        return result;
    }

    torch::Tensor addTo(const torch::Tensor& outputs, std::int64_t first, const torch::Tensor& input,
                        const Pass& pass) const override
    {
        const torch::Tensor inner = torch::linear(droppedInput(input, m_dropout, pass), m_a);
        torch::Tensor result = outputs;
        std::int64_t k = 0;
        for (std::size_t i = 0; i < m_adapted.size(); ++i) {
            if (!m_adapted[i])
                continue;
            const std::int64_t place = first + static_cast<std::int64_t>(i) * m_width;
            result = addLowRank(result, place, {inner.narrow(-1, k * m_rank, m_rank), blockB(k), m_scale});
            ++k;
        }
        return result;
    }

    torch::Tensor addToWeight(const torch::Tensor& weight) const override
    {
        std::vector<torch::Tensor> parts = weight.chunk(static_cast<std::int64_t>(m_adapted.size()));
        std::int64_t k = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (!m_adapted[i])
                continue;
            parts[i] = parts[i] + torch::matmul(blockB(k), m_a.narrow(0, k * m_rank, m_rank)) * m_scale;
            ++k;
        }
        return torch::cat(parts);
    }

    std::optional<LinearMap> onto(const torch::Tensor&, const Pass&) const override { return std::nullopt; }

    void visitTensors(const std::string& prefix, const TensorVisitor& visit) override
    {
        visit(prefix + ".lora_A", m_a);
        visit(prefix + ".lora_B", m_b);
    }

private:
    torch::Tensor blockB(std::int64_t k) const { return m_b.narrow(0, k * m_width, m_width); }

    std::vector<bool> m_adapted;
    std::int64_t m_width;
    std::int64_t m_rank;
    double m_scale;
    double m_dropout;
    torch::Tensor m_a;
    torch::Tensor m_b;
};

} // namespace

std::unique_ptr<LowRankUpdate> makeUpdate(const Projection& base, const LoraConfig& config, torch::Generator& random)
{
    return std::make_unique<SingleUpdate>(base, config, random);
}

std::unique_ptr<LowRankUpdate> makeFusedUpdate(const Projection& base, std::vector<bool> adapted,
                                               const LoraConfig& config, torch::Generator& random)
{
    return std::make_unique<FusedUpdate>(base, std::move(adapted), config, random);
}

double loraScale(const LoraConfig& config)
{
    const auto rank = static_cast<double>(config.rank);
    return config.alpha / (config.rslora ? std::sqrt(rank) : rank);
}

} // namespace engine
