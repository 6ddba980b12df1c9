#include "engine/model/Torch.h"

#include "engine/metrics/RoutingMeter.h"
#include "tests/support/TestMain.h"

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

private Q_SLOTS:
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
};

MOLEX_TEST(tst_RoutingMeter)
#include "tst_RoutingMeter.moc"
