#include "engine/model/Torch.h"

#include <initializer_list>
#include <limits>
#include <optional>

#include "engine/training/NotFinite.h"
#include "engine/training/RunWatch.h"
#include "engine/training/Trainer.h"
#include "tests/support/RecordingObserver.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyRun.h"

namespace fs = std::filesystem;
using namespace engine;

/// Training whose numbers stop being finite says when and where, and keeps what was good.
class tst_NotFinite : public QObject {
    Q_OBJECT

    static constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
    support::TemporaryFolder m_folder;

    /// One tensor that is filled with a value after a step.
    struct Spoilt
    {
        std::string tensor;
        std::int64_t step = 0;
        double value = 0;
    };

    struct Failure
    {
        std::string reason;
        support::RecordingObserver observer;
        fs::path checkpoints;
    };

    RunConfig config() const
    {
        RunConfig result = support::tinyRun(m_folder.path());
        result.method = FullConfig{};
        result.routing = NoRoutingConfig{};
        result.training.steps = 8;
        result.training.checkpointEvery = 2;
        result.training.evaluateEvery = 4;
        result.training.learningRate = 1e-4;
        return result;
    }

    void train(const Spoilt& spoilt, Failure& failure) const
    {
        failure.checkpoints = m_folder.path() / QTest::currentTestFunction();
        const std::unique_ptr<PreparedRun> run = prepareRun(config());
        torch::Tensor tensor;
        for (const TrainableTensor& named : run->model->trainable())
            if (named.name == spoilt.tensor)
                tensor = named.tensor;
        QVERIFY2(tensor.defined(), spoilt.tensor.c_str());
        failure.observer.onEvent = [&](const RunEvent& event) {
            const torch::NoGradGuard guard;
            if (const auto* done = std::get_if<StepDone>(&event); done != nullptr && done->step == spoilt.step)
                tensor.fill_(spoilt.value);
        };
        RunControl control;
        RunWatch watch;
        Trainer trainer(*run, {failure.checkpoints, control, failure.observer, watch});
        try {
            trainer.train();
        } catch (const Error& error) {
            failure.reason = error.what();
        }
        failure.observer.onEvent = {};
    }

    static void requireWords(const std::string& text, std::initializer_list<const char*> words)
    {
        for (const char* word : words)
            QVERIFY2(text.find(word) != std::string::npos, text.c_str());
    }

private Q_SLOTS:
    void initTestCase()
    {
        support::writeTinyModel(m_folder.path() / "model");
        support::writeTinyTask(m_folder.path() / "glue");
    }

    void theStepTheTensorAndTheLastGoodCheckpointAreNamed()
    {
        Failure failure;
        train({"classifier.dense.weight", 3, notANumber}, failure);
        requireWords(failure.reason,
                     {"not a number at step 4", "the tensor classifier.dense.weight", "the last good checkpoint is",
                      "step-00000002"});
        QCOMPARE(failure.observer.all<StepDone>().size(), 3u);
    }

    void theOutputThatOverflowsIsNamed()
    {
        Failure failure;
        train({"roberta.embeddings.LayerNorm.weight", 1, 3e38}, failure);
        requireWords(failure.reason,
                     {"not a number at step 2", "the output of the embeddings", "there is no checkpoint yet"});
    }

    void whatIsSpoiltIsNeitherBestNorKept()
    {
        Failure failure;
        train({"classifier.dense.weight", 4, std::numeric_limits<double>::infinity()}, failure);
        requireWords(failure.reason,
                     {"not a number after step 4", "the tensor classifier.dense.weight", "step-00000002"});
        QVERIFY(failure.observer.all<Evaluated>().empty());
        QCOMPARE(failure.observer.all<CheckpointSaved>().size(), 1u);
        QVERIFY(!fs::exists(failure.checkpoints / "best") && !fs::exists(failure.checkpoints / "step-00000004"));
    }

    void theGradientNearestToTheLossIsNamed()
    {
        const auto withGradient = [](const char* name, double gradient) {
            TrainableTensor named;
            named.name = name;
            named.tensor = torch::ones({3}).set_requires_grad(true);
            named.tensor.mutable_grad() = torch::full({3}, gradient);
            return named;
        };
        QVERIFY(!gradientNotFinite({withGradient("a", 1), withGradient("b", 2)}));
        QCOMPARE(
            gradientNotFinite({withGradient("a", notANumber), withGradient("b", notANumber), withGradient("c", 1)}),
            std::optional<std::string>("the gradient of b"));
    }

    void numbersThatAreNotFiniteAreSeen()
    {
        torch::Tensor tensor = torch::zeros({2, 3});
        QVERIFY(isFinite(tensor) && isFinite(torch::empty({0})) && isFinite(torch::ones({2}, torch::kInt64)));
        for (const double value :
             {notANumber, std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()}) {
            tensor[1][2] = value;
            QVERIFY(!isFinite(tensor));
        }
    }

    void weightsOfACheckpointMustBeNumbers()
    {
        Failure sound;
        train({"classifier.dense.weight", 100, 0}, sound);
        QCOMPARE(sound.reason, std::string());
        const std::unique_ptr<PreparedRun> run = prepareRun(config());
        {
            const torch::NoGradGuard guard;
            for (TrainableTensor& named : run->model->trainable())
                if (named.name == "classifier.dense.bias")
                    named.tensor.fill_(notANumber);
        }
        CheckpointContent content = readCheckpointHeader(sound.checkpoints / "step-00000006");
        run->model->visitTensors([&](const std::string& name, torch::Tensor& tensor) {
            content.weights.push_back({name, tensor});
        });
        const fs::path spoilt = m_folder.path() / "spoilt";
        saveCheckpoint(spoilt, content);
        RunControl control;
        support::RecordingObserver observer;
        RunWatch watch;
        Trainer trainer(*run, {m_folder.path() / "unused", control, observer, watch});
        try {
            trainer.resumeFrom(spoilt);
            QFAIL("accepted");
        } catch (const BadInput& problem) {
            requireWords(problem.what(), {"classifier.dense.bias is not a number"});
        }
    }
};

MOLEX_TEST(tst_NotFinite)
#include "tst_NotFinite.moc"
