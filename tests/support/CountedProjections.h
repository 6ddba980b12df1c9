#pragma once

#include "engine/model/Torch.h"

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "engine/model/Model.h"

namespace support {

/// One run of a linear map of a layer.
struct ProjectionCall
{
    std::int64_t position = 0;
    std::int64_t layer = 0;
    std::string name;    ///< in a configuration: "query"
    torch::Tensor input; ///< [M, in]: one row for each token
};

class CountingProjection final : public engine::Projection {
public:
    /// which: the layer and the name.
    CountingProjection(ProjectionCall which, std::unique_ptr<engine::Projection> projection,
                       std::vector<ProjectionCall>& calls)
        : m_which(std::move(which))
        , m_projection(std::move(projection))
        , m_calls(calls)
    {
    }

    torch::Tensor forward(const torch::Tensor& input, const engine::Pass& pass) override
    {
        {
            const std::lock_guard<std::mutex> lock(m_writing);
            m_calls.push_back({pass.position, m_which.layer, m_which.name, input.flatten(0, -2)});
        }
        return m_projection->forward(input, pass);
    }
    void visitTensors(const std::string& prefix, const engine::TensorVisitor& visit) override
    {
        m_projection->visitTensors(prefix, visit);
    }
    std::int64_t inWidth() const override { return m_projection->inWidth(); }
    std::int64_t outWidth() const override { return m_projection->outWidth(); }

private:
    static inline std::mutex m_writing; ///< layers of a position may run at once

    ProjectionCall m_which;
    std::unique_ptr<engine::Projection> m_projection;
    std::vector<ProjectionCall>& m_calls;
};

/// Every linear map of the model's layers tells `calls`, which outlives the model's passes.
inline void countProjections(engine::Model& model, std::vector<ProjectionCall>& calls)
{
    for (std::size_t i = 0; i < model.layers().size(); ++i)
        model.layers()[i]->visitProjections([&](const std::string& name, std::unique_ptr<engine::Projection>& slot) {
            ProjectionCall which{0, static_cast<std::int64_t>(i), name, {}};
            slot = std::make_unique<CountingProjection>(std::move(which), std::move(slot), calls);
        });
}

} // namespace support
