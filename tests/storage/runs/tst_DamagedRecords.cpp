#include <SQLiteCpp/Database.h>

#include "storage/runs/RunDocuments.h"
#include "storage/runs/RunOverview.h"
#include "storage/runs/RunRepository.h"
#include "tests/storage/RecordEvents.h"
#include "tests/storage/SampleEvents.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace storage;

/// Records of which something cannot be read, or must not be taken for what it says.
class tst_DamagedRecords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatCouldNotBeReadIsReadTheNextTime()
    {
        const support::TemporaryFolder folder;
        RunRepository repository(folder.path());
        const auto run = repository.create("a", "", R"({"name": "a", "method": {"kind": "lora"}})");
        support::record(folder.path(), run, {support::sampleStart(), support::sampleEvaluation(10, 0.3, true)});
        SQLite::Database other((folder.path() / "workspace.sqlite").string(), SQLite::OPEN_READWRITE);
        other.exec("ALTER TABLE metric_summaries RENAME TO elsewhere");
        RunOverview summaries;
        QVERIFY_EXCEPTION_THROWN(repository.update(summaries), Error);
        other.exec("ALTER TABLE elsewhere RENAME TO metric_summaries");
        QVERIFY(repository.update(summaries));
        QCOMPARE(summaries.table().textOf(0, "method.kind"), std::string("lora"));
        QCOMPARE(summaries.table().numberOf(0, "best.matthews"), 0.3);
    }

    void aStrangersNumberThatIsNotWholeIsRefused()
    {
        const std::string start = toDocument(support::sampleStart());
        QCOMPARE(startedFromDocument(start).totalSteps, support::sampleStart().totalSteps);
        const std::string steps = "\"total_steps\":1000";
        for (const char* number : {"1e300", "1.5", "\"1000\""}) {
            std::string wrong = start;
            QVERIFY(wrong.find(steps) != std::string::npos);
            wrong.replace(wrong.find(steps), steps.size(), std::string("\"total_steps\":") + number);
            QVERIFY_THROWS_EXCEPTION(Error, startedFromDocument(wrong));
        }
    }
};

MOLEX_TEST(tst_DamagedRecords)
#include "tst_DamagedRecords.moc"
