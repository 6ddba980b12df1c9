#include "engine/data/Task.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace engine;

/// Data files that are read for nobody.
class tst_CalledOffReading : public QObject {
    Q_OBJECT

    support::TemporaryFolder m_folder;

    std::string at(const char* folder) const { return (m_folder.path() / folder).string(); }

    void writeTables(const std::string& folder, const std::string& extension, const std::string& rows) const
    {
        for (const char* split : {"/train", "/dev"})
            m_folder.write(folder + split + extension, rows);
    }

private Q_SLOTS:
    void initTestCase()
    {
        writeTables("csv", ".csv", "text,label\none,a\ntwo,b\nthree,a\n");
        writeTables("tsv", ".tsv", "text\tlabel\none\ta\ntwo\tb\nthree\ta\n");
        writeTables("jsonl", ".jsonl",
                    R"({"text":"one","label":"a"}
{"text":"two","label":"b"}
{"text":"three","label":"a"}
)");
        writeTables("glue/SST-2", ".tsv", "sentence\tlabel\none\t1\ntwo\t0\nthree\t1\n");
        for (const char* file : {"e2e/train.txt", "e2e/valid.txt"})
            m_folder.write(file, "name : A||A is good .\n");
        for (const char* file : {"wordnet/data.noun", "wordnet/data.verb", "wordnet/data.adj", "wordnet/data.adv"})
            m_folder.write(file, "00001740 03 n 01 entity 0 000 | that which is perceived  \n");
    }

    void readingIsGivenUpBetweenItsSteps_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("folder");
        QTest::addColumn<int>("steps"); // one for each file, read in one block, and each row
        const auto add = [this](const char* name, TaskKind kind, const char* folder, int steps) {
            QTest::newRow(name) << int(kind) << QString::fromStdString(at(folder)) << steps;
        };
        add("CSV", TaskKind::Table, "csv", 2 + 3 + 2 * 3); // the training rows once more, for the classes
        add("TSV", TaskKind::Table, "tsv", 2 + 3 + 2 * 3);
        add("JSON Lines", TaskKind::Table, "jsonl", 2 + 3 + 2 * 3);
        add("GLUE", TaskKind::Glue, "glue", 2 + 2 * 3);
        add("E2E", TaskKind::E2e, "e2e", 2);
        add("WordNet", TaskKind::WordNet, "wordnet", 4 + 4);
    }

    void readingIsGivenUpBetweenItsSteps()
    {
        QFETCH(int, kind);
        QFETCH(QString, folder);
        QFETCH(int, steps);
        TaskConfig task;
        task.kind = TaskKind(kind);
        task.name = GlueName::Sst2;
        task.path = folder.toStdString();
        int asked = 0;
        loadTask(task, [&] { return ++asked > 0; });
        QVERIFY2(asked >= steps, qPrintable(QString::number(asked)));
        for (const int last : {1, 2, asked}) {
            int now = 0;
            QVERIFY_THROWS_EXCEPTION(CalledOff, loadTask(task, [&] { return ++now < last; }));
            QCOMPARE(now, last);
        }
    }

    void aTablesClassesAreSoughtForSomebody()
    {
        TaskConfig task;
        task.kind = TaskKind::Table;
        task.path = at("csv");
        QCOMPARE(describeTask(task, [] { return true; }).classes, (std::vector<std::string>{"a", "b"}));
        QVERIFY_THROWS_EXCEPTION(CalledOff, describeTask(task, [] { return false; }));
    }
};

MOLEX_TEST(tst_CalledOffReading)
#include "tst_CalledOffReading.moc"
