#include <fstream>

#include "tests/gui/headless/MolexProcess.h"
#include "tests/support/TestMain.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QProcessEnvironment>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <sys/stat.h>
#include <unistd.h>

#include "storage/runs/RunRecorder.h"
#include "storage/runs/RunRepository.h"
#include "tests/storage/SampleEvents.h"

using engine::Json;
using namespace support;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t weightBytes = 24 << 20; ///< large enough that a kill meets an import or export at work

void writeBytes(const fs::path& file, std::size_t count)
{
    fs::create_directories(file.parent_path());
    std::ofstream stream(file, std::ios::binary);
    std::string part(1 << 16, 'w');
    for (std::size_t written = 0; written < count; written += part.size()) {
        part[written >> 16 & 0xFFFF] ^= 1;
        stream << part;
    }
}

std::size_t entries(const fs::path& folder)
{
    std::error_code error;
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder, error), fs::directory_iterator()));
}

} // namespace

/// Runs that leave a workspace and come into another, by the program.
class tst_TakeAway : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_root;
    fs::path m_folder = m_root.path().toStdString();
    fs::path m_bundle = m_folder / "run.molex";
    MolexProcess m_from{m_folder / "from"};

    /// Starts the program and kills it after so many milliseconds, or lets it end.
    static void killed(const MolexProcess& molex, const QStringList& arguments, int milliseconds)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("MOLEX_WORKSPACE"), text(molex.workspace()));
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(MOLEX_PROGRAM), arguments);
        process.waitForStarted();
        process.waitForFinished(milliseconds);
        process.kill();
        process.waitForFinished();
    }

    /// Milliseconds.
    static int durationOf(const MolexProcess& molex, const QStringList& arguments)
    {
        QElapsedTimer timer;
        timer.start();
        molex(arguments);
        return int(timer.elapsed());
    }

    static QStringList importOf(const fs::path& path) { return {QStringLiteral("import"), text(path)}; }
    static QStringList exportTo(const char* format, const fs::path& path)
    {
        return {QStringLiteral("export"), QStringLiteral("last"), QStringLiteral("--format"), QString::fromUtf8(format),
                QStringLiteral("--out"), text(path)};
    }

private Q_SLOTS:
    void initTestCase()
    {
        storage::RunRepository repository(m_from.workspace());
        const std::int64_t run = repository.create("a & \"b\", 50 %", "", R"({"name":"x"})");
        storage::RunRecorder recorder(m_from.workspace(), run);
        recorder.handle(sampleStart());
        for (std::int64_t step = 1; step <= 1000; ++step)
            recorder.handle(sampleStep(step));
        recorder.handle(sampleEvaluation(1000, 0.5, true));
        const fs::path folder = repository.runFolder(run) / "checkpoints" / "step-1000";
        writeBytes(folder / "weights.safetensors", weightBytes);
        recorder.handle(engine::CheckpointSaved{1000, folder.string(), weightBytes, true});
        recorder.handle(sampleEnd());
        recorder.flush();
    }

    void aBundleGoesOutAndComesIn()
    {
        MolexResult result = m_from(exportTo("bundle", m_bundle));
        QVERIFY2(result.code == 0, result.all());
        QVERIFY(fs::file_size(m_bundle) > weightBytes);

        const MolexProcess to(m_folder / "to");
        result = to(importOf(m_bundle) + QStringList{QStringLiteral("--json")});
        requireJson(result);
        QCOMPARE(result.json()["imported"], Json(true));
        QCOMPARE(result.json()["name"], Json("a & \"b\", 50 %"));
        result = to(words("show last --json"));
        requireJson(result);
        QCOMPARE(result.json()["imports"][0]["from"], Json(m_bundle.string()));
        QCOMPARE(result.json()["imports"][0]["kind"], Json("bundle"));
        QVERIFY(fs::exists(result.json()["checkpoints"][0]["path"].get<std::string>() + "/weights.safetensors"));
        result = to(words("show last"));
        QVERIFY2(result.out.contains("Imported from") && result.out.contains("run.molex (bundle, "), result.all());
        QCOMPARE(to(words("series last loss")).out, m_from(words("series last loss")).out);

        result = to(importOf(m_bundle));
        QCOMPARE(result.code, 0);
        QVERIFY2(result.error.contains("is here already, as run 1"), result.all());
        QCOMPARE(to(words("runs --json")).json().size(), std::size_t(1));
    }

    void curvesGoToTensorBoardAndBack()
    {
        const fs::path out = m_folder / "board";
        MolexResult result = m_from(exportTo("tensorboard", out));
        QVERIFY2(result.code == 0, result.all());
        QCOMPARE(entries(out), std::size_t(1));
        const MolexProcess to(m_folder / "curves");
        result = to(importOf(out) + QStringList{QStringLiteral("--json")});
        requireJson(result);
        QCOMPARE(result.json()["status"], Json("imported"));
        QCOMPARE(result.json()["name"], Json("board"));
        QCOMPARE(to(words("series last matthews --json")).json()["values"], Json(std::vector<double>{0.5}));
        QCOMPARE(to(words("resume last")).code, 2);
        result = to(exportTo("html", m_folder / "curves.html"));
        QVERIFY2(result.code == 0, result.all());
    }

    void tablesAreWrittenInEachFormat()
    {
        MolexResult result = m_from(words("runs --format csv"));
        QVERIFY2(result.out.startsWith("Run,Name,State,Step,Best,Time,Created\r\n1,\"a & \"\"b\"\", 50 %\",finished,"), result.all());
        result = m_from(words("runs --format latex"));
        QVERIFY2(result.out.contains("1 & a \\& \"b\", 50 \\% & finished & 1,000 & "), result.all());
        result = m_from(words("runs --format markdown"));
        QVERIFY2(result.out.startsWith("| Run | Name"), result.all());
        QCOMPARE(m_from(words("runs --format html")).code, 2);
        QCOMPARE(m_from(words("runs --format csv --json")).code, 2);
    }

    void whatCannotBeImportedIsRefusedInOneSentence_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("missing") << text(m_folder / "missing");
        QTest::newRow("a folder without event files") << text(m_folder);
        QTest::newRow("a database") << text(m_folder / "from" / "workspace.sqlite");
        QTest::newRow("a device") << QStringLiteral("/dev/zero");
        QTest::newRow("nothing") << QString();
    }
    void whatCannotBeImportedIsRefusedInOneSentence()
    {
        QFETCH(QString, path);
        const MolexProcess to(m_folder / "refused");
        const MolexResult result = to({QStringLiteral("import"), path});
        QVERIFY2(result.code == 2, result.all());
        QCOMPARE(result.error.count('\n'), path.isEmpty() ? result.error.count('\n') : qsizetype(1));
        QVERIFY(result.out.isEmpty());
    }

    void aKilledImportIsWholeOrNothing()
    {
        const int time = durationOf(MolexProcess(m_folder / "timed"), importOf(m_bundle));
        QRandomGenerator random(1);
        int whole = 0;
        int nothing = 0;
        for (int round = 0; round < 40; ++round) {
            const MolexProcess to(m_folder / ("killed-" + std::to_string(round)));
            killed(to, importOf(m_bundle), int(random.bounded(time / 10, time * 3 / 2)));
            if (!fs::exists(to.workspace() / "workspace.sqlite")) {
                ++nothing;
                continue;
            }
            const MolexResult runs = to(words("runs --json")); // ends what the killed process left
            requireJson(runs);
            QVERIFY2(!fs::exists(to.workspace() / "imports"), QByteArray::number(round));
            const std::size_t count = runs.json().size();
            QCOMPARE(entries(to.workspace() / "runs"), count);
            if (count == 0) {
                ++nothing;
                const MolexResult again = to(importOf(m_bundle));
                QVERIFY2(again.code == 0, again.all());
            } else {
                ++whole;
            }
            QCOMPARE(fs::file_size(to.workspace() / "runs" / "1" / "checkpoints" / "step-1000" / "weights.safetensors"), weightBytes);
            QCOMPARE(to(words("series last loss --json")).json()["steps"].size(), std::size_t(1000));
            fs::remove_all(to.workspace());
        }
        qInfo("killed 40 imports of %d ms: %d whole, %d nothing", time, whole, nothing);
    }

    void aKilledExportLeavesNoBundle()
    {
        const int time = durationOf(m_from, exportTo("bundle", m_folder / "timed.molex"));
        QRandomGenerator random(2);
        int whole = 0;
        for (int round = 0; round < 20; ++round) {
            const fs::path out = m_folder / "cut" / "run.molex";
            fs::create_directories(out.parent_path());
            killed(m_from, exportTo("bundle", out), int(random.bounded(time / 10, time * 3 / 2)));
            if (fs::exists(out)) {
                ++whole;
                QCOMPARE(fs::file_size(out), fs::file_size(m_bundle));
            }
            fs::remove_all(out.parent_path());
        }
        qInfo("killed 20 exports of %d ms: %d whole", time, whole);
    }

    void aTargetThatCannotBeWrittenIsSaid()
    {
        const MolexResult result = m_from(exportTo("bundle", "/proc/run.molex"));
        QVERIFY2(result.code == 2 && result.sentence().contains("cannot be written"), result.all());
        const MolexResult imported = MolexProcess("/proc/molex")(importOf(m_bundle));
        QVERIFY2(imported.code == 2 && imported.sentence().contains("/proc/molex"), imported.all());
        if (::geteuid() == 0)
            QSKIP("the superuser may write everywhere");
        const MolexProcess to(m_folder / "read-only");
        QCOMPARE(to(importOf(m_bundle)).code, 0);
        ::chmod(to.workspace().c_str(), 0500);
        QCOMPARE(to(importOf(m_bundle)).code, 2);
        ::chmod(to.workspace().c_str(), 0700);
    }
};

MOLEX_TEST(tst_TakeAway)
#include "tst_TakeAway.moc"
