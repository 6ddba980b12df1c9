#include "storage/runs/RoutingEvaluationBlock.h"

#include <cmath>

#include "storage/runs/ByteBlock.h"
#include "storage/runs/Error.h"
#include "storage/runs/RunRecorder.h"
#include "storage/runs/RunRepository.h"
#include "tests/storage/SampleEvents.h"
#include "tests/support/TestMain.h"

using namespace storage;

namespace {

bool close(const std::vector<float>& a, const std::vector<float>& b)
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](float x, float y) {
        return std::isnan(x) ? std::isnan(y) : std::abs(x - y) <= 0.5f / 65534 + 1e-7f;
    });
}

void compare(const engine::RoutingEvaluated& stored, const engine::RoutingEvaluated& expected)
{
    QCOMPARE(stored.step, expected.step);
    QCOMPARE(stored.split, expected.split);
    QCOMPARE(stored.layers, expected.layers);
    QCOMPARE(stored.positions, expected.positions);
    QCOMPARE(stored.rows, expected.rows);
    QCOMPARE(stored.counts, expected.counts);
    QVERIFY(close(stored.probability, expected.probability));
    QCOMPARE(stored.choices, expected.choices);
    QCOMPARE(stored.examples.size(), expected.examples.size());
    for (std::size_t e = 0; e < expected.examples.size(); ++e) {
        QCOMPARE(stored.examples[e].row, expected.examples[e].row);
        QCOMPARE(stored.examples[e].label, expected.examples[e].label);
        QCOMPARE(stored.examples[e].prediction, expected.examples[e].prediction);
        QCOMPARE(stored.examples[e].route, expected.examples[e].route);
        QVERIFY(close(stored.examples[e].probability, expected.examples[e].probability));
    }
}

} // namespace

class tst_RoutingEvaluationBlock : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_workspace;

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace = m_folder->path().toStdString();
    }

    void everyEvaluationComesBackUntilItIsTruncated()
    {
        const auto id = RunRepository(m_workspace).create("a", "", "{}");
        {
            RunRecorder recorder(m_workspace, id);
            for (const std::int64_t step : {10, 20, 30})
                for (const char* split : {"dev", "dev_mismatched"})
                    recorder.handle(support::sampleRoutingEvaluation(step, split));
            recorder.handle(support::sampleRoutingEvaluation(30, "dev")); // said twice: kept once
        }
        RunRepository repository(m_workspace);
        QCOMPARE(repository.routingEvaluationKeys(id).size(), std::size_t(6));
        for (const auto& [step, split] : repository.routingEvaluationKeys(id))
            compare(*repository.routingEvaluation(id, step, split), support::sampleRoutingEvaluation(step, split));
        QVERIFY(!repository.routingEvaluation(id, 15, "dev").has_value());
        repository.setState(id, RunState::Stopped);
        repository.truncateAfter(id, 10);
        QCOMPARE(repository.routingEvaluationKeys(id).size(), std::size_t(2));
        repository.remove(id);
        QVERIFY(repository.routingEvaluationKeys(id).empty());
    }

    void arraysMayBeMissing()
    {
        engine::RoutingEvaluated bare = support::sampleRoutingEvaluation(0, "");
        bare.probability.clear();
        bare.examples.clear();
        compare(unpackRoutingEvaluation(packRoutingEvaluation(bare)), bare);
        bare = support::sampleRoutingEvaluation(0, "");
        for (auto& example : bare.examples)
            example.probability.clear();
        compare(unpackRoutingEvaluation(packRoutingEvaluation(bare)), bare);
    }

    /// Twelve classes of a model of 24 layers and eight rows take less than a page per class.
    void aBlobIsCompact()
    {
        engine::RoutingEvaluated large;
        large.layers = 24;
        for (std::int64_t p = 0; p < 24; ++p)
            large.positions.push_back(p);
        large.rows.assign(12, 90);
        for (std::size_t i = 0; i < 12 * 24 * 24; ++i) {
            large.counts.push_back(std::int64_t(i % 7 == 0 ? 26 + i % 5 : 0));
            large.probability.push_back(float(i % 97) / 2000);
        }
        QVERIFY(packRoutingEvaluation(large).size() < 12 * 4096);
    }

    void sizesThatDoNotFitAreRefused_data()
    {
        QTest::addColumn<QList<qint64>>("numbers");
        QTest::newRow("format") << QList<qint64>{7, 1, 1, 1, 1, 0, 0, 0};
        QTest::newRow("below 0") << QList<qint64>{1, -1, 1, 1, 1, 0, 0, 0};
        QTest::newRow("too many cells") << QList<qint64>{1, 4096, 4096, 4096, 1, 0, 0, 0};
        QTest::newRow("too many routes") << QList<qint64>{1, 4096, 1, 0, 4096, 4096, 0, 0};
        QTest::newRow("no such switch") << QList<qint64>{1, 1, 1, 1, 1, 0, 2, 0};
        QTest::newRow("nothing behind") << QList<qint64>{1, 2, 2, 2, 1, 3, 1, 1};
    }

    void sizesThatDoNotFitAreRefused()
    {
        QFETCH(QList<qint64>, numbers);
        ByteWriter writer;
        for (const qint64 number : numbers)
            writer.number(number);
        QVERIFY_THROWS_EXCEPTION(Error, unpackRoutingEvaluation(writer.compressed()));
    }
};

MOLEX_TEST(tst_RoutingEvaluationBlock)
#include "tst_RoutingEvaluationBlock.moc"
