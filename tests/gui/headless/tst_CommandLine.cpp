#include "tests/gui/headless/MolexHere.h"
#include "tests/support/TestMain.h"
#include "tests/support/TinyModel.h"

#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>

using engine::Json;
using namespace support;
namespace fs = std::filesystem;

/// What every call has in common: usage, help, exit codes, standard output.
class tst_CommandLine : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_root;
    fs::path m_folder = m_root.path().toStdString();
    MolexProcess m_molex{m_folder / "workspace"};
    MolexHere m_here{m_folder / "workspace"};

    static QString engineProgram() { return QStringLiteral(MOLEX_PROGRAM "-engine"); }

    static MolexResult called(const QString& program, const QStringList& arguments)
    {
        QProcess process;
        process.start(program, arguments);
        process.waitForFinished(60'000);
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
                process.readAllStandardError()};
    }

    /// The shared libraries that come with a program's start, as its loader lists them.
    static QByteArray librariesOf(const QString& program)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("LD_TRACE_LOADED_OBJECTS"), QStringLiteral("1"));
        process.setProcessEnvironment(environment);
        process.start(program, QStringList());
        process.waitForFinished(60'000);
        return process.readAllStandardOutput();
    }

private Q_SLOTS:
    void whatNeedsNoModelStartsWithoutLibTorch()
    {
        QVERIFY(librariesOf(engineProgram()).contains("libtorch"));
        const QByteArray libraries = librariesOf(QStringLiteral(MOLEX_PROGRAM));
        QVERIFY(libraries.contains("libsqlite3") && !libraries.contains("libtorch"));
    }

    void bothProgramsSayTheSame_data()
    {
        QTest::addColumn<QString>("line");
        for (const char* line :
             {"", "--help", "--version", "--bogus", "trian", "runs --help", "compare --help", "score --help", "queue",
              "queue --help", "queue list --help", "queue wrok", "export last --format cvs",
              "export last --format csv --out a --bogus", "queue remove --bogus", "delete", "stop --bogus", "run",
              "run --help", "run a.json --preset", "run absent.json", "run a.json --sped 1", "resume --help",
              "resume last", "resume last --more-steps 0", "resume last --more-steps 1 --more-epochs 1",
              "evaluate --help", "evaluate", "evaluate last", "evaluate last --checkpoint a", "predict --help",
              "predict last", "predict last --text a", "pretrain --help", "pretrain", "pretrain absent.json", "check",
              "check --help", "check absent", "check . --task wnil"})
            QTest::newRow(*line != 0 ? line : "nothing") << QString::fromLatin1(line);
    }

    /// The other's commands answer here; bothProgramsSayTheSameOnTheirStreams starts it.
    void bothProgramsSayTheSame()
    {
        QFETCH(QString, line);
        const QStringList arguments = line.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        const MolexResult one = m_molex(arguments);
        QVERIFY(one.code == 0 || one.code == 2);
        QCOMPARE(one.all(), m_here(arguments).all());
    }

    void bothProgramsSayTheSameOnTheirStreams()
    {
        for (const char* line : {"--help", "run absent.json"})
            QCOMPARE(called(QStringLiteral(MOLEX_PROGRAM), words(line)).all(), called(engineProgram(), words(line)).all());
    }

    /// Alone in its folder: the other program would have to be there for anything more.
    void mistakesAreToldWithoutTheOtherProgram_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QByteArray>("named");
        QTest::newRow("no JSON") << QByteArray("run") << QByteArray("{\n\"name\": tru}") << QByteArray("wrong.json:2");
        QTest::newRow("unknown field") << QByteArray("run") << QByteArray(R"({"training": {"stpes": 1}})")
                                       << QByteArray("training.stpes: ");
        QTest::newRow("out of range") << QByteArray("run") << QByteArray(R"({"training": {"batch_size": 0}})")
                                      << QByteArray("training.batch_size: ");
        QTest::newRow("pre-training") << QByteArray("pretrain") << QByteArray(R"({"training": {"step": 3}})")
                                      << QByteArray("training.step: ");
    }

    void mistakesAreToldWithoutTheOtherProgram()
    {
        QFETCH(QByteArray, command);
        QFETCH(QByteArray, config);
        QFETCH(QByteArray, named);
        const fs::path alone = m_folder / "light";
        fs::create_directories(alone);
        fs::copy_file(MOLEX_PROGRAM, alone / "molex", fs::copy_options::overwrite_existing);
        writeText(alone / "wrong.json", config.toStdString());
        const MolexResult result =
            called(text(alone / "molex"), {QString::fromLatin1(command), text(alone / "wrong.json")});
        QVERIFY2(result.code == 2 && result.out.isEmpty(), result.all().constData());
        QVERIFY2(result.sentence().startsWith("error: ") && result.error.contains(named), result.all().constData());
        QVERIFY2(!result.error.contains("molex-engine"), result.all().constData());
    }

    void aMissingOtherProgramIsNamed()
    {
        const fs::path alone = m_folder / "alone";
        fs::create_directories(alone);
        fs::copy_file(MOLEX_PROGRAM, alone / "molex");
        const MolexResult result = called(text(alone / "molex"), words("doctor"));
        QCOMPARE(result.code, 1);
        QVERIFY2(result.sentence().startsWith("error: ") && result.error.contains("molex-engine"), result.all());
    }

    void usageErrorsEndWithCodeTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("named");
        QTest::newRow("no command") << QStringList() << QByteArray("name a command");
        QTest::newRow("unknown command") << words("trian") << QByteArray("\"trian\" is not one of");
        QTest::newRow("unknown option") << words("runs --colour") << QByteArray("--colour");
        QTest::newRow("missing argument") << words("run") << QByteArray("CONFIG");
        QTest::newRow("missing value") << words("run a.json --preset") << QByteArray("--preset");
        QTest::newRow("unknown preset") << words("run config.json --preset molecks") << QByteArray("molex-paper");
        QTest::newRow("number that is none") << words("routing last --step two") << QByteArray("--step");
        QTest::newRow("unknown task") << words("score --task wnil --predictions a --labels b") << QByteArray("wnil");
        QTest::newRow("negative steps") << words("train-steps --model a --inputs b --steps -1 --lr 1 --weight-decay 0")
                                        << QByteArray("--steps");
        QTest::newRow("a rate that is no number")
            << words("train-steps --model a --inputs b --steps 1 --lr nan --weight-decay 0") << QByteArray("--lr");
        QTest::newRow("a power that is no number")
            << words("decode --model a --prompts b --steps 1 --length-penalty nan") << QByteArray("--length-penalty");
        QTest::newRow("unknown precision")
            << words("forward --model a --inputs b --precision fp8") << QByteArray("fp8");
    }

    void usageErrorsEndWithCodeTwo()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, named);
        writeText(m_folder / "config.json", "{}");
        for (QString& argument : arguments)
            if (argument == QStringLiteral("config.json"))
                argument = text(m_folder / "config.json");
        const MolexResult result = m_molex(arguments);
        QVERIFY2(result.code == 2, result.all().constData());
        QVERIFY2(result.out.isEmpty(), result.all().constData());
        QVERIFY2(result.sentence().startsWith("error: ") && result.error.contains(named), result.all().constData());
    }

    void everyCommandHasHelp()
    {
        const MolexResult help = m_here({QStringLiteral("--help")});
        QCOMPARE(help.code, 0);
        for (const char* command : {"run", "resume", "stop", "runs", "show", "series", "routing", "tokenize", "forward",
                                    "train-steps", "score", "evaluate", "predict", "check", "doctor", "export", "bench"}) {
            QVERIFY2(help.out.contains(command), command);
            const MolexResult one = m_here({QString::fromLatin1(command), QStringLiteral("--help")});
            QVERIFY2(one.code == 0 && one.out.contains("Usage: molex"), one.all().constData());
            QVERIFY2(one.error.isEmpty(), one.all().constData());
        }
    }

    void aFullStandardOutputIsAFailure()
    {
        QProcess process;
        process.setStandardOutputFile(QStringLiteral("/dev/full"));
        process.start(QStringLiteral(MOLEX_PROGRAM), {QStringLiteral("--help")});
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(process.readAllStandardError().contains("standard output"));
    }

    void scoresAreTheTasksOwn()
    {
        writeText(m_folder / "p.json", "[0, 1, 1, 0]");
        writeText(m_folder / "l.json", "[0, 1, 0, 0]");
        const QStringList files = {QStringLiteral("--predictions"), text(m_folder / "p.json"),
                                   QStringLiteral("--labels"), text(m_folder / "l.json")};
        const MolexResult accuracy = m_molex(words("score --task sst2") + files);
        requireJson(accuracy);
        QCOMPARE(accuracy.json(), (Json{{"accuracy", 0.75}}));
        const MolexResult all = m_molex(words("score --task mrpc --all") + files);
        requireJson(all);
        for (const char* key : {"accuracy", "f1", "matthews", "pearson", "spearman"})
            QVERIFY2(all.json()[key].is_number(), key);
        const MolexResult regression = m_molex(words("score --task stsb --all") + files);
        requireJson(regression);
        QVERIFY(regression.json()["accuracy"].is_null());

        writeText(m_folder / "l.json", "[0, 1, 2, 0.5]");
        const MolexResult outside = m_molex(words("score --task cola") + files);
        QCOMPARE(outside.code, 2);
        QVERIFY2(outside.error.contains("l.json[2]: 2 ") && outside.error.contains("l.json[3]: 0.5"),
                 outside.all().constData());
        writeText(m_folder / "l.json", "[0, 1]");
        QCOMPARE(m_molex(words("score --task cola") + files).code, 2);
    }

    void doctorTellsTheMachine()
    {
        const MolexResult result = m_molex(words("doctor --json"));
        requireJson(result);
        QVERIFY(result.json()["findings"].size() > 3);
        for (const char* key : {"\"Precision auto\"", "\"Memory\"", "\"Disk\""})
            QVERIFY2(result.out.contains(key), key);
    }
};

MOLEX_TEST(tst_CommandLine)
#include "tst_CommandLine.moc"
