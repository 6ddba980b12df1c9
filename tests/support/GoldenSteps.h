#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <QtTest/QtTest>

#include "engine/training/Inference.h"
#include "tests/support/JsonCompare.h"

/// Steps with AdamW against golden ones, for every family alike.
namespace support {

inline constexpr Tolerance stepLosses{2e-5, 1e-5};
inline constexpr Tolerance stepBalanceLosses{5e-5, 1e-5};
inline constexpr Tolerance stepGradients{1e-6, 1e-4};
inline constexpr Tolerance stepParameters{2e-5, 1e-4};

inline Json goldenSteps(const engine::ModelOptions& options, std::int64_t steps)
{
    engine::TrainStepsOptions training;
    training.steps = steps;
    training.learningRate = 1e-3;
    training.weightDecay = 0.01;
    return engine::trainSteps(options, training);
}

/// Of a model without routing; `train`: the golden's part of that name. causal: null of what is no language model.
inline void requireThreeSteps(const engine::ModelOptions& options, const Json& train, const Json& causal = Json())
{
    const Json actual = goldenSteps(options, 3);
    QVERIFY2(actual.value("causal", Json()) == causal, actual.dump().c_str());
    MOLEX_CLOSE(actual["losses"], train["losses"], stepLosses);
    QCOMPARE(actual["trainable"].size(), train["trainable"].size());
    for (const auto& [name, gradient] : train["grads_first_backward"].items()) {
        QVERIFY2(actual["gradient_norms"].contains(name), name.c_str());
        MOLEX_CLOSE(actual["gradient_norms"][name], gradient["norm"], stepGradients);
    }
    for (const auto& [name, parameter] : train["params_after_3_steps"].items())
        MOLEX_CLOSE(actual["parameter_norms"][name], parameter["norm"], stepParameters);
    QVERIFY(actual["unchanged"].empty());
}

/// Of a mixture of layers; `expected`: all that the golden says of the variant; causal as above.
inline void requireFiveSteps(const engine::ModelOptions& options, const Json& expected, bool hasBalanceLoss,
                             const Json& causal = Json())
{
    const Json actual = goldenSteps(options, 5);
    QVERIFY2(actual.value("causal", Json()) == causal, actual.dump().c_str());
    const Json& train = expected["train"];
    MOLEX_CLOSE(actual["losses"], train["losses"], stepLosses);
    MOLEX_CLOSE(actual["task_losses"], train["task_losses"], stepLosses);
    QCOMPARE(QString::fromStdString(actual["chosen"].dump()), QString::fromStdString(train["chosen"].dump()));
    QCOMPARE(actual.contains("balance_losses"), hasBalanceLoss);
    if (hasBalanceLoss)
        MOLEX_CLOSE(actual["balance_losses"], train["balance_losses"], stepBalanceLosses);
    QCOMPARE(actual["gradient_norms"].size(), expected["gradient_norms"].size());
    for (const auto& [name, norm] : expected["gradient_norms"].items()) {
        QVERIFY2(actual["gradient_norms"].contains(name), name.c_str());
        MOLEX_CLOSE(actual["gradient_norms"][name], norm, stepGradients);
    }
    for (const auto& [name, parameter] : train["parameters_after_5_steps"].items())
        MOLEX_CLOSE(actual["parameter_norms"][name], parameter["norm"], stepParameters);
    std::vector<std::string> unchanged = actual["unchanged"];
    std::vector<std::string> wanted = train["unchanged"];
    std::sort(unchanged.begin(), unchanged.end());
    std::sort(wanted.begin(), wanted.end());
    QCOMPARE(unchanged, wanted);
}

} // namespace support
