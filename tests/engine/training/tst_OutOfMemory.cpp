#include "engine/model/Torch.h"

#include <vector>

#include "tests/support/FailingMemory.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyRun.h"
#include "tests/support/WholeRuns.h"

using namespace engine;
using support::FailingMemory;
using support::Outcome;

/// Runs that memory runs out for end with advice, and the program goes on.
class tst_OutOfMemory : public QObject {
    Q_OBJECT

    support::WholeRuns m_runs;

    RunConfig config() const
    {
        RunConfig result = support::tinyRun(m_runs.folder());
        result.training.steps = 6;
        result.training.checkpointEvery = 2;
        result.runtime.threads = 1;
        return result;
    }

    static void requireAdvice(const std::string& reason)
    {
        for (const char* words :
             {"memory ran out", "training.batch_size (it is 8", "task.max_length (it is 32)", "bf16"})
            QVERIFY2(reason.find(words) != std::string::npos, reason.c_str());
    }

    static void addWays()
    {
        QTest::addColumn<QString>("device");
        QTest::addColumn<int>("way");
        QTest::newRow("LibTorch says so") << "cpu" << int(FailingMemory::Way::Message);
        QTest::newRow("the C++ library says so") << "cpu" << int(FailingMemory::Way::BadAlloc);
    }

    /// Asks a GPU for more than it has, with blocks down to the smallest that LibTorch gives.
    static std::vector<torch::Tensor> restOfTheGpu()
    {
        std::vector<torch::Tensor> taken;
        const auto options = torch::TensorOptions().dtype(torch::kUInt8).device(torch::kCUDA);
        for (const std::int64_t bytes : {1 << 30, 1 << 26, 1 << 21, 1 << 16, 1 << 9}) {
            try {
                for (;;)
                    taken.push_back(torch::empty({bytes}, options));
            } catch (const c10::Error&) { // a smaller one may still find room
            }
        }
        return taken;
    }

private Q_SLOTS:
    void initTestCase()
    {
        support::writeTinyModel(m_runs.path("model"));
        support::writeTinyTask(m_runs.path("glue"));
    }

    void theRunFailsWithAdviceAndTheNextOneTrains_data()
    {
        addWays();
        QTest::newRow("CUDA says so") << "cuda" << int(FailingMemory::Way::No);
    }

    void theRunFailsWithAdviceAndTheNextOneTrains()
    {
        QFETCH(QString, device);
        QFETCH(int, way);
        const bool isGpu = device == QLatin1String("cuda");
        if (isGpu && !torch::cuda::is_available())
            QSKIP("LibTorch sees no GPU whose memory could run out");
        RunConfig run = config();
        run.runtime.device = device.toStdString();
        FailingMemory memory;
        std::vector<torch::Tensor> taken;
        Outcome outcome;
        RunControl control;
        outcome.observer.onEvent = [&](const RunEvent& event) {
            const auto* done = std::get_if<StepDone>(&event);
            if (done == nullptr || done->step != 3)
                return;
            memory.runOut(FailingMemory::Way(way));
            if (isGpu)
                taken = restOfTheGpu();
        };
        m_runs.run(run, outcome, control);
        outcome.observer.onEvent = {};
        memory.runOut(FailingMemory::Way::No);
        taken.clear();
        QCOMPARE(outcome.finished.status, RunStatus::Failed);
        requireAdvice(outcome.finished.reason);
        QCOMPARE(outcome.finished.reason.find('\n'), std::string::npos);
        QCOMPARE(outcome.finished.steps, std::int64_t(3));
        QCOMPARE(outcome.observer.all<RunFinished>().size(), 1u);
        QVERIFY(std::filesystem::exists(std::filesystem::path(outcome.finished.checkpoint) / "complete"));

        Outcome next;
        m_runs.run(run, next, 0, std::filesystem::path(outcome.finished.checkpoint));
        QCOMPARE(next.finished.status, RunStatus::Finished);
    }

    void aModelThatDoesNotFitIsToldBeforeTheStart_data() { addWays(); }

    void aModelThatDoesNotFitIsToldBeforeTheStart()
    {
        QFETCH(int, way);
        FailingMemory memory;
        TrainingSession session(config(), {m_runs.fresh(), {}});
        memory.runOut(FailingMemory::Way(way));
        std::string reason;
        try {
            session.prepare();
        } catch (const Error& error) {
            reason = error.what();
        }
        memory.runOut(FailingMemory::Way::No);
        requireAdvice(reason);
    }
};

MOLEX_TEST(tst_OutOfMemory)
#include "tst_OutOfMemory.moc"
