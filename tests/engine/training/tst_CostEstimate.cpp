#include "engine/training/CostEstimate.h"

#include <cmath>
#include <filesystem>

#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyRun.h"

namespace fs = std::filesystem;
using namespace engine;

class tst_CostEstimate : public QObject {
    Q_OBJECT

    support::TemporaryFolder m_folder;

    RunConfig config(std::int64_t batchSize = 8, std::int64_t maxLength = 32) const
    {
        RunConfig result = support::tinyRun(m_folder.path());
        result.task.maxLength = maxLength;
        result.training.batchSize = batchSize;
        result.training.steps = 10;
        return result;
    }

private Q_SLOTS:
    void init()
    {
        support::writeTinyModel(m_folder.path() / "model");
        support::writeTinyTask(m_folder.path() / "glue", 16, 6);
    }

    void estimatesOfOneSittingReadATaskOnce()
    {
        EstimateInputs inputs;
        const CostResult first = estimateCost(config(), inputs);
        QVERIFY(first.issues.empty());
        QCOMPARE(first.cost.trainRows, std::int64_t(16));
        fs::remove_all(m_folder.path() / "glue");
        const CostResult second = estimateCost(config(4), inputs);
        QVERIFY(second.issues.empty());
        QCOMPARE(second.cost.trainRows, std::int64_t(16));
        QCOMPARE(second.cost.dataSummary, std::string("16 train, 6 dev rows"));
        QCOMPARE(second.cost.stepsPerEpoch, 2 * first.cost.stepsPerEpoch);
        QVERIFY(second.cost.memory.peak() < first.cost.memory.peak());
        QVERIFY(!estimateCost(config(4)).issues.empty()); // by itself it looks again
    }

    void oneDevRowIsNoRows()
    {
        RunConfig run = config();
        run.task.devLimit = 1;
        QCOMPARE(estimateCost(run).cost.dataSummary, std::string("16 train, 1 dev row"));
        run.training.routingRows = {1};
        QCOMPARE(estimateCost(run).issues.at(0).message,
                 std::string("is 1, but a dev split has 1 row, counted from 0"));
    }

    void theyEqualThoseMadeOneByOne()
    {
        EstimateInputs inputs;
        for (const std::int64_t length : {32, 24, 32}) {
            const CostResult kept = estimateCost(config(8, length), inputs);
            const CostResult alone = estimateCost(config(8, length));
            QCOMPARE(kept.cost.memory.peak(), alone.cost.memory.peak());
            QCOMPARE(kept.cost.parameters.trainable, alone.cost.parameters.trainable);
            QCOMPARE(kept.cost.dataSummary, alone.cost.dataSummary);
            QCOMPARE(kept.issues, alone.issues);
        }
    }

    void rowsThatAreCutAndRowsThatDevSharesAreCounted()
    {
        QVERIFY(estimateCost(config()).cautions.empty());
        const std::string longRow(40, 'x'); // a byte is a token
        support::writeText(m_folder.path() / "glue" / "SST-2" / "train.tsv",
                           "sentence\tlabel\ngood\t1\nbad\t0\n" + longRow + "\t1\n" + std::string(30, 'y') + "\t0\n");
        support::writeText(m_folder.path() / "glue" / "SST-2" / "dev.tsv",
                           "sentence\tlabel\nnew\t1\nbad\t1\n" + longRow + "\t1\n");
        const std::vector<DataCaution> cautions = estimateCost(config()).cautions;
        QCOMPARE(cautions.size(), std::size_t(2));
        QCOMPARE(toText(cautions[0]), std::string("2 of 3 dev rows are also in train"));
        QCOMPARE(toText(cautions[1]),
                 std::string("1 of 4 training rows (25.0 %) is longer than 32 tokens and is cut")); // 30 just fit
        QVERIFY(estimateCost(config(8, 48)).cautions.size() == 1);
    }

    void theShareOfVeryManyLongRowsIsEstimated()
    {
        std::string rows = "sentence\tlabel\n"; // every second one is cut, all could be
        for (int i = 0; i < 15'000; ++i)
            rows += std::string(i % 2 == 0 ? 31 : 30, 'x') + "\t1\n";
        support::writeText(m_folder.path() / "glue" / "SST-2" / "train.tsv", rows);
        const std::vector<DataCaution> cautions = estimateCost(config()).cautions;
        QCOMPARE(cautions.size(), std::size_t(1));
        QVERIFY(cautions[0].isEstimated);
        QVERIFY(std::abs(cautions[0].share() - 0.5) < 0.01);
    }

    void thePrecisionThatARunTakesIsTold()
    {
        RunConfig run = config();
        QCOMPARE(estimateCost(run).cost.precision, std::string("fp32"));
        run.runtime.precision = Precision::Auto;
        QCOMPARE(estimateCost(run).cost.precision, std::string("fp32")); // of the processor, as long as nothing is asked for
        run.runtime.precision = Precision::Bf16;
        QCOMPARE(estimateCost(run).cost.precision, std::string("bf16"));
    }

    void anEstimateIsCalledOffWhileItReads()
    {
        int asked = 0;
        EstimateInputs inputs([&] { return ++asked < 3; });
        QVERIFY_THROWS_EXCEPTION(CalledOff, estimateCost(config(), inputs));
    }

    void eachRunHasItsOwnProblems()
    {
        EstimateInputs inputs;
        QVERIFY(estimateCost(config(), inputs).issues.empty());
        const CostResult tooLong = estimateCost(config(8, 4000), inputs);
        QCOMPARE(tooLong.issues.size(), std::size_t(1));
        QCOMPARE(tooLong.issues.front().path, std::string("task.max_length"));
        QVERIFY(estimateCost(config(), inputs).issues.empty());
    }

    void classWeightsMustBeOnePerClass()
    {
        RunConfig run = config();
        run.training.classWeights = {1, 2};
        QVERIFY(estimateCost(run).issues.empty());
        run.training.classWeights = {1, 2, 3};
        const std::vector<Issue> issues = estimateCost(run).issues;
        QCOMPARE(issues.size(), std::size_t(1));
        QCOMPARE(issues.front().path, std::string("training.class_weights"));
    }

    void rowsToBeRecordedMustBeInTheDevSplitAndCostNothing()
    {
        EstimateInputs inputs;
        RunConfig run = config();
        const std::int64_t peak = estimateCost(run, inputs).cost.memory.peak();
        run.training.routingRows = {5, 0};
        QVERIFY(estimateCost(run, inputs).issues.empty());
        QCOMPARE(estimateCost(run, inputs).cost.memory.peak(), peak);
        run.training.routingRows = {5, 6};
        const std::vector<Issue> issues = estimateCost(run, inputs).issues;
        QCOMPARE(issues.size(), std::size_t(1));
        QCOMPARE(issues.front().path, std::string("training.routing_rows[1]"));
    }
};

MOLEX_TEST(tst_CostEstimate)
#include "tst_CostEstimate.moc"
