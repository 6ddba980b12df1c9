#include "storage/exchange/ExportBundle.h"
#include "storage/exchange/ExportTensorBoard.h"
#include "storage/export/ExportCsv.h"
#include "storage/export/ExportHtml.h"
#include "storage/export/ExportJsonLines.h"
#include "storage/runs/RunFilter.h"
#include "storage/runs/RunOverview.h"
#include "storage/runs/RunRecorder.h"
#include "storage/runs/RunRepository.h"
#include "tests/storage/SampleEvents.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace storage;

/// Names, tags, notes and keys of metrics are values to the database, never a part of its language.
class tst_HostileWords : public QObject {
    Q_OBJECT

private:
    static void record(const std::filesystem::path& workspace, std::int64_t run, const std::string& words)
    {
        RunRecorder recorder(workspace, run);
        engine::RunStarted started = support::sampleStart();
        started.metric = words;
        started.classes = {words, "b"};
        started.environment = {{words, words}};
        recorder.handle(started);
        recorder.handle(engine::StepDone{1, 0.1, 1, {{words, 0.5}}});
        recorder.handle(engine::Evaluated{1, 0.1, 1, "dev", 10, {{words, 0.25}}, true});
        recorder.handle(engine::LogLine{engine::LogLevel::Warning, words});
        engine::RunFinished finished = support::sampleEnd();
        finished.reason = words;
        recorder.handle(finished);
        recorder.flush();
    }

private Q_SLOTS:
    void wordsStayWords_data()
    {
        QTest::addColumn<QString>("words");
        for (const char* words :
             {"'; DROP TABLE runs; --", "x' OR 'a'='a", "\" OR \"a\"=\"a", "\"; DELETE FROM run_marks; --", "%", "_",
              "\\", "?", "?1", ":name", "$name", "1); ATTACH DATABASE '/tmp/molex-evil' AS evil; --", "/* comment"})
            QTest::newRow(words) << QString::fromLatin1(words);
    }
    void wordsStayWords()
    {
        QFETCH(QString, words);
        const std::string text = words.toStdString();
        const support::TemporaryFolder folder;
        RunRepository repository(folder.path());
        const std::int64_t other = repository.create("other", "", "{}");
        const std::int64_t run = repository.create(text, text, engine::Json{{"name", text}, {text, text}}.dump());
        repository.setMarks(run, {{text}, text, false, false, false, {}});
        record(folder.path(), run, text);

        QCOMPARE(repository.runs().size(), std::size_t(2));
        QCOMPARE(repository.find(text)->id, run);
        QCOMPARE(repository.run(run)->reason, text);
        QCOMPARE(repository.marks(run).tags, std::vector<std::string>{text});
        QCOMPARE(repository.marks(run).note, text);
        QCOMPARE(repository.marks(other).note, std::string());
        QCOMPARE(repository.series(run, text).values, (std::vector<double>{0.5, 0.25})); // the step's, the evaluation's
        QVERIFY(repository.series(other, text).steps.empty());
        QCOMPARE(repository.log(run).front().text, text);

        RunOverview overview;
        repository.update(overview, {text + "@1"});
        QVERIFY(overview.table().columnOf(text + "@1").has_value());
        filterRuns(overview.table(), text);
        repository.rename(run, text + "2");
        QCOMPARE(repository.find(text + "2")->id, run);
        repository.remove(other);
        QCOMPARE(repository.runs().size(), std::size_t(1));
        QVERIFY(!std::filesystem::exists("/tmp/molex-evil"));
    }

    /// Files of an export have names of the program's own.
    void noWordNamesAFileOfAnExport()
    {
        const std::string words = "../../escape/a";
        const support::TemporaryFolder folder;
        RunRepository repository(folder.path() / "in" / "workspace");
        const std::int64_t run = repository.create(words, words, engine::Json{{"name", words}, {words, words}}.dump());
        repository.setMarks(run, {{words}, words, false, false, false, {}});
        record(repository.workspace(), run, words);
        const std::filesystem::path out = folder.path() / "in" / "out" / "exports";
        std::filesystem::create_directories(out);
        exportJsonLines(repository, run, out / "run.jsonl");
        exportCsv(repository, run, out / "csv");
        exportHtml(repository, run, out / "run.html");
        exportTensorBoard(repository, run, out / "tfevents");
        exportBundle(repository, run, out / "run.molex");
        std::vector<std::string> beside;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path())) {
            const std::string path = entry.path().lexically_relative(folder.path()).string();
            QVERIFY2(path.find("escape") == std::string::npos, path.c_str());
            if (path != "in" && !path.starts_with("in/workspace") && !path.starts_with("in/out"))
                beside.push_back(path);
        }
        QCOMPARE(beside, std::vector<std::string>());
        QCOMPARE(std::distance(std::filesystem::directory_iterator(out.parent_path()), {}), std::ptrdiff_t(1));
        QVERIFY(std::filesystem::exists(out / "csv") && std::filesystem::exists(out / "run.molex"));
    }
};

MOLEX_TEST(tst_HostileWords)
#include "tst_HostileWords.moc"
