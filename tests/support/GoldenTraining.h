#pragma once

#include "engine/model/Torch.h"

#include "engine/routing/RoutingTrace.h"
#include "engine/training/AdamW.h"
#include "tests/support/GoldenModel.h"
#include "tests/support/TestMain.h"

namespace support {

/// A golden model's steps with AdamW, for tests that look at the numbers of gradients and parameters themselves
/// (GoldenSteps.h has what `molex train-steps` tells of them).
class GoldenTraining final {
public:
    explicit GoldenTraining(GoldenModel& golden)
        : m_golden(golden)
        , m_optimizer(golden.routed().trainable())
    {
    }

    /// Leaves the gradients of the total loss.
    void backward()
    {
        m_optimizer.zeroGradients();
        engine::RoutingTrace trace(false);
        m_golden.totalLoss(trace).backward();
    }

    void step()
    {
        const engine::AdamW::Setting setting{1e-3, 0.01};
        m_optimizer.step(setting, setting, setting);
    }

    /// expected: of each trained tensor by its name the shape and the first four of its gradient.
    void requireGradients(const Json& expected) const
    {
        QCOMPARE(m_optimizer.tensors().size(), expected.size());
        for (const engine::TrainableTensor& named : m_optimizer.tensors()) {
            const std::string name = m_golden.spelled(named.name);
            QVERIFY2(expected.contains(name), name.c_str());
            const torch::Tensor gradient = named.tensor.grad();
            QVERIFY2(gradient.defined(), name.c_str());
            MOLEX_CLOSE(Json(gradient.sizes().vec()), expected[name]["shape"], exact);
            MOLEX_CLOSE(first4(gradient), expected[name]["first4"], elements);
        }
    }

    /// expected: of each trained tensor by its name its first four.
    void requireParameters(const Json& expected) const
    {
        QCOMPARE(m_optimizer.tensors().size(), expected.size());
        for (const engine::TrainableTensor& named : m_optimizer.tensors()) {
            const std::string name = m_golden.spelled(named.name);
            QVERIFY2(expected.contains(name), name.c_str());
            MOLEX_CLOSE(first4(named.tensor), expected[name]["first4"], parameters);
        }
    }

private:
    static constexpr Tolerance exact{0, 0};
    static constexpr Tolerance elements{1e-5, 1e-3};
    static constexpr Tolerance parameters{2e-5, 1e-4};

    GoldenModel& m_golden;
    engine::AdamW m_optimizer;
};

} // namespace support
