#include "storage/runs/RowEvaluationBlock.h"

#include <cmath>
#include <random>

#include <SQLiteCpp/Database.h>

#include "storage/runs/ByteBlock.h"
#include "storage/runs/Error.h"
#include "storage/runs/RunRecorder.h"
#include "storage/runs/RunRepository.h"
#include "storage/schema/Migrator.h"
#include "tests/storage/SampleEvents.h"
#include "tests/support/TestMain.h"

using namespace storage;

namespace {

void compare(const engine::RowsEvaluated& stored, const engine::RowsEvaluated& expected)
{
    QCOMPARE(stored.step, expected.step);
    QCOMPARE(stored.split, expected.split);
    QCOMPARE(stored.labels, expected.labels);
    QCOMPARE(stored.predictions, expected.predictions);
    QCOMPARE(stored.probability, expected.probability);
    QCOMPARE(stored.labelProbability, expected.labelProbability);
    QCOMPARE(stored.losses, expected.losses);
    QCOMPARE(stored.layers, expected.layers);
    QCOMPARE(stored.positions, expected.positions);
    QCOMPARE(stored.choices, expected.choices);
    QCOMPARE(stored.routes, expected.routes);
    QCOMPARE(stored.isWritten, expected.isWritten);
    QCOMPARE(stored.texts, expected.texts);
    QCOMPARE(stored.textOf, expected.textOf);
    QVERIFY(stored.textStatistics == expected.textStatistics);
}

} // namespace

class tst_RowEvaluationBlock : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_workspace;

    std::string database() const { return (m_workspace / "workspace.sqlite").string(); }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace = m_folder->path().toStdString();
    }

    void everyRowComesBackExactlyUntilItIsTruncated()
    {
        const auto id = RunRepository(m_workspace).create("a", "", "{}");
        {
            RunRecorder recorder(m_workspace, id);
            for (const std::int64_t step : {10, 20})
                for (const char* split : {"dev", "dev_mismatched"})
                    recorder.handle(support::sampleRows(step, split));
            recorder.handle(support::sampleRows(20, "dev")); // said twice: kept once
        }
        RunRepository repository(m_workspace);
        QCOMPARE(repository.rowEvaluationKeys(id).size(), std::size_t(4));
        for (const auto& [step, split] : repository.rowEvaluationKeys(id))
            compare(*repository.rowEvaluation(id, step, split), support::sampleRows(step, split));
        QVERIFY(!repository.rowEvaluation(id, 15, "dev").has_value());
        repository.setState(id, RunState::Stopped);
        repository.truncateAfter(id, 10);
        QCOMPARE(repository.rowEvaluationKeys(id).size(), std::size_t(2));
        repository.remove(id);
        QVERIFY(repository.rowEvaluationKeys(id).empty());
    }

    void aRegressionAndARunWithoutRoutingHaveLess()
    {
        engine::RowsEvaluated bare = support::sampleRows(0, "");
        bare.labels = {0.1, 5, 3.8, 2, std::nan("")};
        bare.probability.clear();
        bare.labelProbability.clear();
        bare.positions.clear();
        bare.routes.clear();
        bare.layers = 0;
        const engine::RowsEvaluated read = unpackRowEvaluation(packRowEvaluation(bare));
        QVERIFY(read.isRegression());
        QCOMPARE(read.labels[2], 3.8);
        QVERIFY(std::isnan(read.labels[4]));
        QVERIFY(read.positions.empty() && read.routes.empty());
        QCOMPARE(unpackRowEvaluation(packRowEvaluation({})).rows(), std::size_t(0));
    }

    void aLanguageModelsTextsComeBack()
    {
        engine::RowsEvaluated written = support::sampleWrittenRows(0, "");
        compare(unpackRowEvaluation(packRowEvaluation(written)), written);
        QVERIFY(!written.isRegression());
        written.textOf[1] = 2; // there are two
        QVERIFY_THROWS_EXCEPTION(Error, unpackRowEvaluation(packRowEvaluation(written)));
        written.textOf.clear();
        written.texts.clear(); // none were asked for
        compare(unpackRowEvaluation(packRowEvaluation(written)), written);
    }

    void whatTextsAddToTheirScoresComesBack()
    {
        engine::RowsEvaluated written = support::sampleWrittenRows(0, "");
        for (std::size_t text = 0; text < written.texts.size(); ++text) {
            engine::TextStatistics& statistics = written.textStatistics.emplace_back();
            for (std::size_t part = 0; part < engine::TextStatistics::PartCount; ++part)
                statistics.parts[part] = double(text) + 0.1 * double(part);
        }
        const std::string blob = packRowEvaluation(written);
        compare(unpackRowEvaluation(blob), written);
        written.textStatistics.pop_back(); // not of each text: not kept
        QVERIFY(unpackRowEvaluation(packRowEvaluation(written)).textStatistics.empty());
    }

    void aWorkspaceOfTheSchemaBeforeTakesRows()
    {
        std::filesystem::create_directories(m_workspace);
        {
            SQLite::Database old(database(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            old.exec("PRAGMA journal_mode = WAL");
            Migrator(allMigrations().first(2)).migrate(old);
            old.exec("INSERT INTO runs (name, group_name, state, config, created_at) "
                     "VALUES ('kept', '', 'stopped', '{}', 0)");
        }
        RunRepository repository(m_workspace);
        QCOMPARE(repository.run(1)->name, std::string("kept"));
        QVERIFY(repository.rowEvaluationKeys(1).empty());
        RunRecorder(m_workspace, 1).handle(support::sampleRows(7));
        compare(*repository.rowEvaluation(1, 7, "dev"), support::sampleRows(7));
        QVERIFY(std::filesystem::exists(database() + ".v2.backup"));
    }

    void aDamagedBlobIsSaidAndTheOthersAreRead()
    {
        const auto id = RunRepository(m_workspace).create("a", "", "{}");
        {
            RunRecorder recorder(m_workspace, id);
            recorder.handle(support::sampleRows(10));
            recorder.handle(support::sampleRows(20));
        }
        {
            SQLite::Database file(database(), SQLite::OPEN_READWRITE);
            file.exec("UPDATE row_evaluations SET data = substr(data, 1, length(data) - 5) WHERE step = 10");
        }
        RunRepository repository(m_workspace);
        QVERIFY_THROWS_EXCEPTION(Error, repository.rowEvaluation(id, 10, "dev"));
        compare(*repository.rowEvaluation(id, 20, "dev"), support::sampleRows(20));
    }

    void sizesThatDoNotFitAreRefused_data()
    {
        QTest::addColumn<QList<qint64>>("numbers"); // format, rows, probabilities, layers, positions, choices
        QTest::newRow("format") << QList<qint64>{4, 0, 0, 0, 0, 1};
        QTest::newRow("scored texts that are not there") << QList<qint64>{3, 0, 0, 0, 0, 1};
        QTest::newRow("scores that are not there") << QList<qint64>{3, 0, 0, 0, 0, 1, 1, 0};
        QTest::newRow("texts that are not there") << QList<qint64>{2, 0, 0, 0, 0, 1};
        QTest::newRow("too many texts") << QList<qint64>{2, 0, 0, 0, 0, 1, qint64(1) << 40};
        QTest::newRow("too long a text") << QList<qint64>{2, 0, 0, 0, 0, 1, 1, qint64(1) << 40};
        QTest::newRow("below 0") << QList<qint64>{1, -1, 0, 0, 0, 1};
        QTest::newRow("too many rows") << QList<qint64>{1, qint64(1) << 40, 0, 0, 0, 1};
        QTest::newRow("too many routes") << QList<qint64>{1, qint64(1) << 22, 0, 12, 4096, 4096};
        QTest::newRow("no such switch") << QList<qint64>{1, 1, 2, 0, 0, 1};
        QTest::newRow("nothing behind") << QList<qint64>{1, 3, 1, 12, 12, 1};
    }

    void sizesThatDoNotFitAreRefused()
    {
        QFETCH(QList<qint64>, numbers);
        ByteWriter writer;
        for (const qint64 number : numbers)
            writer.number(number);
        QVERIFY_THROWS_EXCEPTION(Error, unpackRowEvaluation(writer.compressed()));
    }

    void aRouteThroughALayerThatIsNotThereIsRefused()
    {
        engine::RowsEvaluated rows = support::sampleRows(0);
        rows.routes[3] = 3;
        QVERIFY_THROWS_EXCEPTION(Error, unpackRowEvaluation(packRowEvaluation(rows)));
        rows.routes[3] = -1; // nothing voted
        QCOMPARE(unpackRowEvaluation(packRowEvaluation(rows)).routes[3], std::int16_t(-1));
    }

    /// Losses and probabilities are noise; everything else must cost next to nothing.
    void aBlobIsCompact()
    {
        std::mt19937 random(5);
        std::uniform_real_distribution<float> chance(0.5f, 1);
        engine::RowsEvaluated rows;
        rows.layers = 12;
        for (std::int64_t p = 0; p < 12; ++p)
            rows.positions.push_back(p);
        for (int row = 0; row < 1000; ++row) {
            rows.labels.push_back(row % 2);
            rows.predictions.push_back(row % 7 == 0 ? 1 - row % 2 : row % 2);
            rows.probability.push_back(chance(random));
            rows.labelProbability.push_back(row % 7 == 0 ? 1 - rows.probability.back() : rows.probability.back());
            rows.losses.push_back(-std::log(rows.labelProbability.back()));
            for (std::int16_t p = 0; p < 12; ++p)
                rows.routes.push_back(random() % 5 == 0 ? std::int16_t(random() % 12) : p);
        }
        QVERIFY2(packRowEvaluation(rows).size() < 1000 * 20,
                 qPrintable(QString::number(packRowEvaluation(rows).size())));
    }
};

MOLEX_TEST(tst_RowEvaluationBlock)
#include "tst_RowEvaluationBlock.moc"
