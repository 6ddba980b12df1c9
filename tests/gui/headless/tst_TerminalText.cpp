#include "tests/gui/headless/MolexProcess.h"
#include "tests/support/TestMain.h"

#include <QTemporaryDir>

#include "engine/run/VisibleText.h"
#include "storage/runs/RunRecorder.h"
#include "storage/runs/RunRepository.h"
#include "tests/storage/SampleEvents.h"

using engine::Json;
using engine::visibleText;
using namespace support;
namespace fs = std::filesystem;

namespace {

/// Clears the screen, sets the window's title, begins a sequence by one character of C1, turns the text around.
const std::string hostile = "a\x1b[2J\x1b]0;owned\x07\xC2\x9B"
                            "31m\xE2\x80\xAE"
                            "gnp.exe\r\b\n\xFF&<b>";

} // namespace

/// What a stranger's run says cannot reach the terminal.
class tst_TerminalText : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_root;
    fs::path m_folder = m_root.path().toStdString();
    fs::path m_bundle = m_folder / "run.molex";
    MolexProcess m_molex{m_folder / "workspace"};

    static void record(const fs::path& workspace, std::int64_t run)
    {
        storage::RunRecorder recorder(workspace, run);
        engine::RunStarted started = sampleStart();
        started.device = hostile;
        started.classes = {hostile, "b"};
        started.environment.emplace_back(hostile, hostile);
        recorder.handle(started);
        recorder.handle(sampleStep(1));
        recorder.handle(engine::StepDone{2, 0.1, 1, {{hostile, 1}}});
        engine::Evaluated evaluated = sampleEvaluation(1000, 0.5, true);
        evaluated.values.push_back({hostile, 1});
        recorder.handle(evaluated);
        recorder.handle(engine::LogLine{engine::LogLevel::Error, hostile});
        recorder.handle(engine::CheckpointSaved{1000, (workspace / "runs" / std::to_string(run)).string(), 1, true});
        engine::RunFinished finished = sampleEnd();
        finished.reason = hostile;
        recorder.handle(finished);
        recorder.flush();
    }

    static std::int64_t add(const fs::path& workspace, const std::string& name, const char* routing)
    {
        storage::RunRepository repository(workspace);
        const Json config = {
            {"name", name}, {"task", {{"kind", "glue"}, {"name", "cola"}}}, {"routing", {{"kind", routing}}}};
        const std::int64_t run =
            repository.create(name, hostile, config.dump(-1, ' ', false, Json::error_handler_t::replace));
        repository.setMarks(run, {{hostile}, hostile, false, false, false, {}});
        return run;
    }

    /// Ends of lines and tabs are the program's own.
    static void requireHarmless(const MolexResult& result)
    {
        for (const QByteArray& stream : {result.out, result.error}) {
            const std::string text = stream.toStdString();
            QCOMPARE(QByteArray::fromStdString(visibleText(text, engine::Unchanged::LineEndsAndTabs)), stream);
            for (const char c : text)
                QVERIFY2(c == '\n' || c == '\t' || c == '\r' || std::uint8_t(c) >= 0x20, result.all().constData());
            QVERIFY2(!stream.contains("\xC2\x9B") && !stream.contains("\xE2\x80\xAE"), result.all().constData());
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        const MolexProcess from(m_folder / "from");
        record(from.workspace(), add(from.workspace(), hostile, "none"));
        const MolexResult exported = from({QStringLiteral("export"), QStringLiteral("1"), QStringLiteral("--format"),
                                           QStringLiteral("bundle"), QStringLiteral("--out"), text(m_bundle)});
        QVERIFY2(exported.code == 0, exported.all().constData());
        requireHarmless(exported);
        const MolexResult imported = m_molex({QStringLiteral("import"), text(m_bundle)});
        QVERIFY2(imported.code == 0, imported.all().constData());
        requireHarmless(imported);
        record(m_molex.workspace(), add(m_molex.workspace(), hostile + "2", "molex"));
        add(m_molex.workspace(), hostile + "3", "molex"); // waits in the queue
    }

    void noCommandPassesItOn_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<bool>("namesTheRun");
        const auto add = [](const char* line, bool namesTheRun) {
            QTest::newRow(line) << QByteArray(line) << namesTheRun;
        };
        add("runs", true);
        add("runs --format csv", true);
        add("runs --format markdown", true);
        add("runs --format latex", true);
        add("runs --json", true);
        add("show 1", true);
        add("show 1 --json", true);
        add("compare 1 2", true);
        add("compare 1 2 --group-by name", true);
        add("compare 1 2 --json", true);
        add("queue list", true);
        add("queue list --json", true);
        add("series 1 nothing", true);
        add("routing 1", false);
        add("predict 1 --text x", false);
        add("delete 3", true);
        add("delete nobody", false);
    }
    void noCommandPassesItOn()
    {
        QFETCH(const QByteArray, line);
        QFETCH(const bool, namesTheRun);
        const MolexResult result = m_molex(words(line.constData()));
        QVERIFY2(result.code >= 0, result.all().constData());
        requireHarmless(result);
        if (namesTheRun) // it is said all the same, as an escape
            QVERIFY2((result.out + result.error).contains("u001b"), result.all().constData());
    }

    void aNameStaysOnItsLine()
    {
        const MolexResult runs = m_molex(words("runs --filter state:finished"));
        QCOMPARE(runs.out.count('\n'), 3); // heading and two runs
    }

    void argumentsComeBackVisible()
    {
        const MolexResult result = m_molex({QStringLiteral("show"), QString::fromUtf8("x\x1b[2Jy")});
        QCOMPARE(result.code, 2);
        requireHarmless(result);
        QVERIFY2(result.error.contains("\\u001b[2Jy"), result.all().constData());
    }

    void whatShowsStaysAsItIs()
    {
        const std::string shown =
            "Größe, 大小, \xD7\xA2\xD7\x91, \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x94\xAC \\n −0.5 ≥ 1";
        QCOMPARE(visibleText(shown), shown);
        QCOMPARE(visibleText(visibleText(hostile)), visibleText(hostile));
        QCOMPARE(visibleText("a\nb\tc\r\nd\re", engine::Unchanged::LineEndsAndTabs), std::string("a\nb\tc\r\nd\\re"));
        QCOMPARE(visibleText("a\nb\tc"), std::string("a\\nb\\tc"));
        for (const char* broken : {"\x80", "\xC0\xAF", "\xE2\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xFF"})
            QVERIFY(visibleText(broken).find("\xEF\xBF\xBD") != std::string::npos);
        QCOMPARE(visibleText("\xC2\x85\xE2\x80\xA8\xE2\x81\xA6"), std::string("\\u0085\\u2028\\u2066"));
    }
};

MOLEX_TEST(tst_TerminalText)
#include "tst_TerminalText.moc"
