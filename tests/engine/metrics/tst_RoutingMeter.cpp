#include "engine/model/Torch.h"

#include "engine/metrics/RoutingMeter.h"
#include "engine/training/RunWatch.h"
#include "engine/training/Trainer.h"
#include "tests/support/ReadNumbers.h"
#include "tests/support/RecordingObserver.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyRun.h"

using namespace engine;

/// Counters of what routed positions did between two records.
class tst_RoutingMeter : public QObject {
    Q_OBJECT

    /// Two positions over three layers, all of whose units chose `layer`; with details also probabilities and weights.
    static RoutingTrace traceOf(std::int64_t layer, bool details, const torch::Device& device)
    {
        RoutingTrace trace(details);
        const auto options = torch::TensorOptions().device(device);
        for (const std::int64_t position : {0, 2}) {
            PositionTrace record;
            record.position = position;
            record.counts = torch::zeros({3}, options);
            if (!device.is_meta())
                record.counts[layer] = 4;
            if (details) {
                record.meanProbability = torch::full({3}, 1.0 / 3, options);
                record.margin = torch::zeros({}, options);
                record.mainWeight = torch::full({}, 0.75, options);
                record.otherWeight = torch::full({}, 0.25, options);
            }
            trace.add(std::move(record));
        }
        return trace;
    }

    support::TemporaryFolder m_folder;

    struct Steps
    {
        std::vector<int> numbersRead; ///< by step
        std::size_t records = 0;
    };

    /// Five steps, of which the third is recorded.
    Steps train(const RoutingConfig& routing) const
    {
        RunConfig config = support::tinyRun(m_folder.path());
        config.method = LoraConfig{};
        config.routing = routing;
        config.training.steps = 8;
        config.training.routingEvery = 3;
        const std::unique_ptr<PreparedRun> run = prepareRun(config);
        support::RecordingObserver observer;
        RunControl control;
        RunWatch watch;
        Trainer trainer(*run, {m_folder.path() / "checkpoints", control, observer, watch});
        Steps steps;
        support::ReadNumbers numbers;
        observer.onEvent = [&](const RunEvent& event) {
            const int read = numbers.take();
            if (std::holds_alternative<StepDone>(event))
                steps.numbersRead.push_back(read);
        };
        trainer.trainSteps(5);
        observer.onEvent = {};
        steps.records = observer.all<RoutingSnapshot>().size();
        return steps;
    }

private Q_SLOTS:
    void initTestCase() { support::writtenTinyRun(m_folder.path()); }

    void countsCoverEveryPassSinceTheLastRecord()
    {
        RoutingMeter meter(3, {0, 2}, torch::kCPU);
        meter.add(traceOf(1, false, torch::kCPU));
        meter.add(traceOf(1, false, torch::kCPU));
        meter.add(traceOf(2, true, torch::kCPU));
        const RoutingSnapshot record = meter.take();
        QCOMPARE(record.counts, (std::vector<std::int64_t>{0, 8, 4, 0, 8, 4}));
        QCOMPARE(record.mainWeight, (std::vector<float>{0.75f, 0.75f}));
        QCOMPARE(meter.take().counts, std::vector<std::int64_t>(6));
    }

    /// Tensors of the device "meta" have no values, so reading one, which on a GPU would be a copy to the host and a
    /// wait, throws: adding a pass reads none, with details or without, and making a record does.
    void countersLeaveTheDeviceForARecordAlone()
    {
        const torch::Device device(torch::kMeta);
        RoutingMeter meter(3, {0, 2}, device);
        for (int step = 0; step < 9; ++step)
            meter.add(traceOf(0, false, device));
        meter.add(traceOf(0, true, device));
        QVERIFY(meter.state().is_meta());
        QVERIFY_THROWS_EXCEPTION(c10::Error, meter.take());
    }

    void aStepWithoutARecordReadsNoMoreNumbersThanOneWithoutRouting_data()
    {
        QTest::addColumn<int>("vote"); // -1: none votes
        QTest::newRow("self") << -1;
        for (const Vote vote : {Vote::Batch, Vote::Sequence, Vote::Token})
            QTest::newRow(std::string(nameOf(vote)).c_str()) << int(vote);
    }

    /// Loss and norms, which every step tells.
    void aStepWithoutARecordReadsNoMoreNumbersThanOneWithoutRouting()
    {
        QFETCH(int, vote);
        MolexConfig molex;
        if (vote >= 0)
            molex.vote = Vote(vote);
        const Steps plain = train(NoRoutingConfig{});
        const Steps routed = train(vote < 0 ? RoutingConfig(SelfRoutingConfig{}) : RoutingConfig(molex));
        QCOMPARE(plain.numbersRead.size(), std::size_t(5));
        QCOMPARE(routed.numbersRead.size(), std::size_t(5));
        QCOMPARE(plain.records, std::size_t(0));
        QCOMPARE(routed.records, std::size_t(1));
        for (const std::size_t step : {0u, 1u, 3u, 4u}) {
            QVERIFY(plain.numbersRead[step] > 0);
            QVERIFY2(routed.numbersRead[step] <= plain.numbersRead[step],
                     qPrintable(QString::number(routed.numbersRead[step]) + " against "
                                + QString::number(plain.numbersRead[step])));
        }
    }
};

MOLEX_TEST(tst_RoutingMeter)
#include "tst_RoutingMeter.moc"
