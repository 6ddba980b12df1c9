#include <SQLiteCpp/Database.h>

#include "engine/run/JsonText.h"
#include "storage/exchange/ImportBundle.h"
#include "storage/runs/Error.h"
#include "storage/schema/Migrator.h"
#include "tests/storage/exchange/BundleParts.h"
#include "tests/support/FileCalls.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/TestMain.h"

using namespace storage;
using namespace support;

/// Runs handed over from one workspace to another.
class tst_Bundle : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    fs::path m_root = m_folder.path().toStdString();
    fs::path m_from = m_root / "from";
    fs::path m_bundle = m_root / "run.molex";
    std::int64_t m_run = 0;

    fs::path fresh() const
    {
        static int number = 0;
        return m_root / ("to-" + std::to_string(++number));
    }

    static std::vector<std::string> without(const std::map<std::string, std::vector<std::string>>& rows, const char* table)
    {
        std::vector<std::string> all;
        for (const auto& [name, lines] : rows)
            for (const std::string& line : lines)
                if (name != table)
                    all.push_back(name + " " + line);
        return all;
    }

    /// What belongs to a workspace and not to a run.
    static std::map<std::string, std::vector<std::string>> runRows(const fs::path& workspace)
    {
        return allRows(workspace, {"id", "run", "series", "evaluation", "path", "finished", "queue_order", "written_at"});
    }

private Q_SLOTS:
    void initTestCase()
    {
        RunRepository(m_from).create("before it", "", "{}");
        m_run = recordRun(m_from, "handed \"over\"");
        RunRepository repository(m_from);
        repository.remove(1); // numbers differ from those of a fresh workspace
        exportBundle(repository, m_run, m_bundle);
    }

    void everyStoredValueComesBack()
    {
        RunRepository to(fresh());
        const ImportResult result = importBundle(to, m_bundle);
        QVERIFY(result.isNew);
        QCOMPARE(result.name, std::string("handed \"over\""));
        const auto expected = without(runRows(m_from), "imports");
        QVERIFY(expected.size() > 20);
        QCOMPARE(without(runRows(to.workspace()), "imports"), expected);
        QCOMPARE(allFiles(to.runFolder(result.run)), allFiles(RunRepository(m_from).runFolder(m_run)));
    }

    void rowsKeepTheirPlaceWhereTheTargetHasRows()
    {
        RunRepository to(fresh());
        recordRun(to.workspace(), "own", 30);
        const ImportResult result = importBundle(to, m_bundle);
        const RunRepository from(m_from);
        for (const std::string& key : from.seriesKeys(m_run)) {
            QCOMPARE(to.series(result.run, key).values.size(), from.series(m_run, key).values.size());
            QCOMPARE(to.series(result.run, key).steps, from.series(m_run, key).steps);
        }
        QCOMPARE(to.evaluations(result.run).size(), std::size_t(2));
        QCOMPARE(to.evaluations(result.run).back().values.at(0).value, 0.5);
        QCOMPARE(to.evaluations(1).size(), std::size_t(2));
        QCOMPARE(to.routingSteps(result.run), from.routingSteps(m_run));
    }

    void checkpointsAreFoundInTheirNewPlace()
    {
        RunRepository to(fresh());
        const ImportResult result = importBundle(to, m_bundle);
        const auto checkpoints = to.checkpoints(result.run);
        QCOMPARE(checkpoints.size(), std::size_t(2));
        for (const CheckpointRecord& checkpoint : checkpoints)
            QVERIFY(fs::exists(fs::path(checkpoint.path) / "complete"));
        QCOMPARE(to.run(result.run)->finished->checkpoint, checkpoints.back().path);
        QVERIFY(checkpoints.back().path.starts_with(to.runFolder(result.run).string()));
    }

    /// "Train N more" begins from another run's checkpoint, kept beside the runs.
    void aRunThatWentOnTakesItsStartAlong()
    {
        const fs::path workspace = fresh();
        RunRepository from(workspace);
        const fs::path start = workspace / "starts" / "run-1-step-40";
        writeText(start / "weights.safetensors", "where it began");
        writeText(start / "optimizer.safetensors", "what it remembered");
        writeText(start / "complete", "");
        const engine::Json training = {{"continue_from", start.string()}};
        const std::string config = engine::Json{{"name", "more"}, {"training", training}}.dump();
        const std::int64_t run = from.create("more", "", config);
        const fs::path bundle = m_root / "more.molex";
        exportBundle(from, run, bundle);
        QVERIFY(BundleReader(bundle).head().find("\"included\": true") != std::string::npos);
        QVERIFY(BundleReader(bundle).head().find("\"version\": 2") != std::string::npos);
        RunRepository to(fresh());
        const ImportResult result = importBundle(to, bundle);
        QCOMPARE(result.note, std::string());
        QCOMPARE(to.run(result.run)->configJson, config); // it is known by what was asked for
        QCOMPARE(contentOf(to.runFolder(result.run) / "start" / "weights.safetensors"), std::string("where it began"));
        QVERIFY(fs::exists(to.runFolder(result.run) / "start" / "complete"));
        QVERIFY(!importBundle(to, bundle).isNew);
        fs::remove_all(workspace / "starts");
        exportBundle(to, result.run, m_root / "again-more.molex"); // and further
        RunRepository third(fresh());
        QVERIFY(fs::exists(third.runFolder(importBundle(third, m_root / "again-more.molex").run) / "start" / "complete"));
    }

    /// Its sender chose the path that the configuration names.
    void theFoldersThatAnImportedRunNamesAreNotHandedOn()
    {
        const fs::path secrets = fresh();
        writeText(secrets / "id_rsa", "private");
        const auto configOf = [&] { return engine::Json{{"training", {{"continue_from", secrets.string()}}}}.dump(); };
        RunRepository from(fresh());
        const std::int64_t run = from.create("more", "", configOf());
        const fs::path bundle = m_root / "named.molex";
        const auto isAlong = [&] { return BundleReader(bundle).head().find("\"included\": true") != std::string::npos; };
        exportBundle(from, run, bundle);
        QVERIFY(!isAlong()); // nor is any folder a start
        writeText(secrets / "optimizer.safetensors", "");
        RunRepository to(fresh());
        const std::int64_t imported = importBundle(to, bundle).run;
        exportBundle(to, imported, bundle);
        QVERIFY(!isAlong());
    }

    void aStartThatIsGoneIsSaid()
    {
        RunRepository from(fresh());
        const std::int64_t run = from.create("more", "", R"({"training":{"continue_from":"/nowhere/run-1-step-40"}})");
        const fs::path bundle = m_root / "gone.molex";
        exportBundle(from, run, bundle);
        QVERIFY(BundleReader(bundle).head().find("\"included\": false") != std::string::npos);
        QVERIFY(BundleReader(bundle).head().find("\"version\": 1") != std::string::npos); // older programs read it
        RunRepository to(fresh());
        const std::string note = importBundle(to, bundle).note;
        QVERIFY2(note.find("/nowhere/run-1-step-40, which is not in the bundle") != std::string::npos, note.c_str());
        QVERIFY(BundleReader(m_bundle).head().find("start") == std::string::npos);
    }

    void whereItCameFromIsKept()
    {
        RunRepository first(fresh());
        const std::int64_t run = importBundle(first, m_bundle).run;
        const fs::path again = m_root / "again.molex";
        exportBundle(first, run, again);
        RunRepository second(fresh());
        const auto record = second.run(importBundle(second, again).run);
        QCOMPARE(record->imports.size(), std::size_t(2));
        QCOMPARE(record->imports[0].source, again.string());
        QCOMPARE(record->imports[1].source, m_bundle.string());
        QCOMPARE(record->imports[0].hash.size(), std::size_t(32));
        QVERIFY(record->imports[0].time > 1e9);
        QCOMPARE(record->state, RunState::Finished);
    }

    void theSameRunIsImportedOnce()
    {
        RunRepository to(fresh());
        const ImportResult first = importBundle(to, m_bundle);
        const auto rows = allRows(to.workspace(), {});
        const ImportResult second = importBundle(to, m_bundle);
        QVERIFY(!second.isNew);
        QCOMPARE(second.run, first.run);
        QCOMPARE(allRows(to.workspace(), {}), rows);
        RunRepository origin(m_from);
        QVERIFY(!importBundle(origin, m_bundle).isNew);
        QCOMPARE(importBundle(origin, m_bundle).run, m_run);
    }

    void aNameThatIsTakenGetsANumber()
    {
        RunRepository to(fresh());
        to.create("handed \"over\"", "", "{}");
        QCOMPARE(importBundle(to, m_bundle).name, std::string("handed \"over\"-2"));
    }

    void foldersThatTheStoreDoesNotKnowAreLeftAlone()
    {
        RunRepository to(fresh());
        writeText(to.runFolder(1) / "precious", "kept");
        const ImportResult result = importBundle(to, m_bundle);
        QCOMPARE(result.run, std::int64_t(2));
        QCOMPARE(contentOf(to.runFolder(1) / "precious"), std::string("kept"));
        QCOMPARE(to.create("next", "", "{}"), std::int64_t(3));
    }

    void whatWaitedOrRanDoesNotBegin_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("becomes");
        QTest::newRow("queued") << QStringLiteral("queued") << QStringLiteral("stopped");
        QTest::newRow("running") << QStringLiteral("running") << QStringLiteral("interrupted");
        QTest::newRow("paused") << QStringLiteral("paused") << QStringLiteral("interrupted");
        QTest::newRow("failed") << QStringLiteral("failed") << QStringLiteral("failed");
    }
    void whatWaitedOrRanDoesNotBegin()
    {
        QFETCH(QString, state);
        QFETCH(QString, becomes);
        auto parts = partsOf(m_bundle);
        parts[1].content = altered(parts[1].content, "UPDATE runs SET owner_process = 1, state = '" + state.toStdString() + "'",
                                   m_root / "altered.sqlite");
        writeParts(parts, m_root / "altered.molex");
        RunRepository to(fresh());
        const auto record = to.run(importBundle(to, m_root / "altered.molex").run);
        QCOMPARE(QString::fromUtf8(toText(record->state)), becomes);
        QVERIFY(to.queue().empty());
        QCOMPARE(record->reason.empty(), state == becomes);
    }

    void bundlesOfOlderSchemasComeIn_data()
    {
        QTest::addColumn<int>("version");
        for (int version = 1; version < Migrator().newestVersion(); ++version)
            QTest::addRow("schema %d", version) << version;
    }
    void bundlesOfOlderSchemasComeIn()
    {
        QFETCH(int, version);
        const fs::path file = m_root / ("old-" + std::to_string(version) + ".sqlite");
        {
            SQLite::Database old(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            Migrator(allMigrations().first(std::size_t(version))).migrate(old);
            old.exec("INSERT INTO runs (name, group_name, state, config, created_at, step) VALUES ('old', '', 'finished', '{}', 5, 7);"
                     "INSERT INTO log (run, time, step, level, text) VALUES (1, 6, 7, 'info', 'a line')");
        }
        auto parts = partsOf(m_bundle);
        parts.resize(1);
        parts.push_back({bundleDatabase, contentOf(file)});
        writeParts(parts, m_root / "old.molex");
        RunRepository to(fresh());
        const ImportResult result = importBundle(to, m_root / "old.molex");
        QCOMPARE(to.run(result.run)->step, std::int64_t(7));
        QCOMPARE(to.log(result.run).at(0).text, std::string("a line"));
    }

    void aSecondBaselineDoesNotComeIn()
    {
        auto parts = partsOf(m_bundle);
        parts[1].content = altered(parts[1].content,
                                   "INSERT INTO run_marks SELECT id, 'tag', 'a note', 1, 0, 1, 3 FROM runs",
                                   m_root / "marked.sqlite");
        writeParts(parts, m_root / "marked.molex");
        RunRepository to(fresh());
        importBundle(to, m_root / "marked.molex");
        QCOMPARE(allRows(to.workspace(), {}).at("run_marks"), (std::vector<std::string>{"row 1 'tag' 'a note' 1 0 0 3"}));
    }

    void anyTarListsIt()
    {
        QProcess tar;
        tar.start(QStringLiteral("tar"), {QStringLiteral("-tf"), QString::fromStdString(m_bundle.string())});
        QVERIFY(tar.waitForFinished());
        QCOMPARE(tar.exitCode(), 0);
        QCOMPARE(tar.readAllStandardError(), QByteArray());
        const QByteArray list = tar.readAllStandardOutput();
        QCOMPARE(list, QByteArray("molex-bundle.json\nworkspace.sqlite\ncheckpoints/step-350/complete\n"
                                  "checkpoints/step-350/weights.safetensors\ncheckpoints/step-700/complete\n"
                                  "checkpoints/step-700/weights.safetensors\nxxh3-128.txt\n"));
    }

    void linksInACheckpointAreNotHandedOver()
    {
        const fs::path workspace = fresh();
        const std::int64_t run = recordRun(workspace, "linked", 30);
        RunRepository repository(workspace);
        fs::create_symlink("/etc/passwd", repository.runFolder(run) / "checkpoints" / "step-30" / "secret");
        exportBundle(repository, run, m_root / "linked.molex");
        for (const BundlePart& part : partsOf(m_root / "linked.molex"))
            QVERIFY(part.name.find("secret") == std::string::npos);
    }

    void filesAreOnTheDiskBeforeTheyArePromisedAndThenTheRuns()
    {
        RunRepository to(fresh());
        support::FileCalls calls;
        bool hasPlace = false; // for the run's files, when they are promised
        calls.listen([&](const FileCall& call, bool isDone) {
            if (!isDone && call.target.filename() == "promise.json")
                hasPlace = fs::is_directory(to.workspace() / "runs");
        });
        const std::int64_t run = importBundle(to, m_bundle).run;
        QVERIFY(hasPlace);
        const int promised = calls.placeOf("rename promise.json.partial promise.json");
        const int moved = calls.placeOf("rename run " + std::to_string(run));
        QVERIFY(promised >= 0 && moved > promised);
        int files = 0;
        for (const auto& entry : fs::recursive_directory_iterator(to.runFolder(run))) {
            const std::string name = entry.path().filename().string();
            const int synced = calls.placeOf("sync " + name);
            QVERIFY2(synced >= 0 && synced < promised, name.c_str());
            ++files;
        }
        QVERIFY(files > 1);
        QCOMPARE(calls.seen().back(), std::string("sync runs"));
    }

    void anExportThatCannotBeWrittenLeavesNothing()
    {
        const fs::path out = m_root / "full" / "run.molex";
        fs::create_directories(out.parent_path());
        RunRepository repository(m_from);
        {
            const FileSizeLimit limit(40'000);
            QVERIFY_THROWS_EXCEPTION(Error, exportBundle(repository, m_run, out));
        }
        QVERIFY(fs::is_empty(out.parent_path()));
        exportBundle(repository, m_run, out);
        QVERIFY(fs::exists(out));
    }
};

MOLEX_TEST(tst_Bundle)
#include "tst_Bundle.moc"
