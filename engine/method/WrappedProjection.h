#pragma once

#include <vector>

#include "engine/model/Projection.h"

namespace engine {

/// A projection that a method put around one of the model's, which it owns.
class WrappedProjection : public Projection {
public:
    explicit WrappedProjection(std::unique_ptr<Projection> base)
        : m_base(std::move(base))
    {
    }

    std::int64_t inWidth() const override { return m_base->inWidth(); }
    std::int64_t outWidth() const override { return m_base->outWidth(); }
    torch::Tensor bias() const override { return m_base->bias(); }

    /// The model's projection, changed so that it alone computes what this one does; weight() must be defined. Leaves
    /// nothing behind that could run.
    std::unique_ptr<Projection> merge()
    {
        torch::NoGradGuard guard;
        m_base->weight().copy_(weight());
        return std::move(m_base);
    }

protected:
    Projection& base() const { return *m_base; }

    /// outputs: [M, out] of the input's rows, [..., in]. Returns [..., out].
    static torch::Tensor likeRowsOf(const torch::Tensor& input, const torch::Tensor& outputs)
    {
        std::vector<std::int64_t> sizes = input.sizes().vec();
        sizes.back() = outputs.size(-1);
        return outputs.view(sizes);
    }

private:
    std::unique_ptr<Projection> m_base;
};

} // namespace engine
