#pragma once

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

private:
    std::unique_ptr<Projection> m_base;
};

} // namespace engine
