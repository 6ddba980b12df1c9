#pragma once

#include <fstream>

#include <QTest>

#include "engine/model/CheckpointLoader.h"
#include "engine/model/Safetensors.h"
#include "engine/run/JsonText.h"
#include "engine/training/TrainedModel.h"
#include "tests/support/TinyRun.h"
#include "tests/support/WholeRuns.h"

namespace exporting {

using namespace engine;
namespace fs = std::filesystem;
using support::Outcome;

/// Small models of each family, and runs that train them.
class Fixture {
public:
    Fixture()
    {
        support::writeTinyModel(base(ModelFamily::Roberta));
        support::writeTinyBert(base(ModelFamily::Bert));
        support::writeTinyTask(path("glue"), 32, 8);
        support::writeTinyGpt2(base(ModelFamily::Gpt2), {.layers = 2});
        support::writeTinyE2e(path("e2e"));
        for (const ModelFamily family : {ModelFamily::Roberta, ModelFamily::Bert, ModelFamily::Gpt2})
            writeWeights(family);
    }

    fs::path path(const std::string& name) const { return m_runs.path(name); }
    fs::path fresh() { return m_runs.fresh(); }
    fs::path base(ModelFamily family) const { return path(familyName(family)); }

    RunConfig config(const MethodConfig& method, ModelFamily family = ModelFamily::Roberta) const
    {
        RunConfig result = support::tinyRun(m_runs.folder());
        result.model = {base(family).string(), Initialize::Pretrained};
        if (family == ModelFamily::Gpt2) {
            result.task.kind = TaskKind::E2e;
            result.task.path = path("e2e").string();
            result.task.maxLength = 64;
        }
        result.method = method;
        result.routing = NoRoutingConfig{};
        result.training.steps = 6;
        result.training.learningRate = 0.05;
        result.training.warmup = 0;
        result.runtime.threads = 1;
        return result;
    }

    /// Trains; returns the checkpoint.
    fs::path trained(const RunConfig& run)
    {
        Outcome outcome;
        m_runs.run(run, outcome);
        return outcome.finished.status == RunStatus::Finished ? outcome.finished.checkpoint : "";
    }

    static torch::Tensor logitsOf(Model& model)
    {
        torch::NoGradGuard guard;
        torch::Tensor ids = torch::arange(4, 24, torch::kInt64).view({2, 10});
        torch::Tensor mask = torch::ones({2, 10});
        ids[1].narrow(0, 6, 4).fill_(1);
        mask[1].narrow(0, 6, 4).zero_();
        return model.forward(ids, model.makePass(mask, false));
    }

    static Json jsonOf(const fs::path& file)
    {
        std::ifstream stream(file);
        return Json::parse(stream);
    }

    static LoraConfig everywhere(bool rslora, bool dora)
    {
        return {.rank = 2,
                .alpha = 6,
                .targets = {"query", "key", "value", "attention_output", "intermediate", "output"},
                .rslora = rslora,
                .dora = dora};
    }

    static void addKinds()
    {
        QTest::addColumn<int>("family");
        QTest::addColumn<bool>("rslora");
        QTest::addColumn<bool>("dora");
        for (const ModelFamily family : {ModelFamily::Roberta, ModelFamily::Bert, ModelFamily::Gpt2}) {
            QTest::addRow("%s, LoRA", familyName(family)) << int(family) << false << false;
            QTest::addRow("%s, rsLoRA", familyName(family)) << int(family) << true << false;
            QTest::addRow("%s, DoRA", familyName(family)) << int(family) << false << true;
        }
    }

    std::unique_ptr<Model> plainBase(ModelFamily family) const
    {
        auto model = makeModel(readModelConfig(base(family)), 2);
        loadPretrained(*model, base(family), HeadRule::MustFit);
        return model;
    }

protected:
    void writeWeights(ModelFamily family) const
    {
        const auto model = makeModel(readModelConfig(base(family)), 2);
        drawWeights(*model, 17);
        writeSafetensors(base(family) / "model.safetensors", model->tensors());
    }
    support::WholeRuns m_runs;
};

} // namespace exporting
