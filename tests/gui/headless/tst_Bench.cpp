#include <cmath>
#include <map>

#include <QDir>
#include <QFile>
#include <QProcess>

#include <signal.h>

#include "gui/headless/BenchTable.h"
#include "tests/gui/headless/MolexHere.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using engine::Json;
using namespace support;

/// `molex bench` as people call it. What it measures depends on the machine; here stand its form, what is counted, and
/// how its numbers belong together.
class tst_Bench : public QObject {
    Q_OBJECT

private:
    const TemporaryFolder m_folder;
    const MolexProcess molex{m_folder.path() / "workspace"};
    std::map<QByteArray, Json> m_measured; ///< by what was asked for; several tests look at one measurement

    /// d 16, T 3, 2 heads, V 50, B 4, N 8.
    Json measured(const char* more)
    {
        const auto [found, isNew] = m_measured.try_emplace(more);
        if (isNew)
            found->second = measure(more);
        return found->second;
    }

    Json measure(const char* more) const
    {
        const MolexResult result =
            molex(words("bench --json --hidden 16 --layers 3 --heads 2 --vocabulary 50 --batch 4 "
                        "--length 8 --steps 3 --case")
                  + words(more));
        if (result.code != 0 || !result.isOneDocument())
            qWarning("%s", result.all().constData());
        return result.code == 0 && result.error.isEmpty() ? result.json() : Json();
    }

    static bool isNear(const Json& value, double wanted)
    {
        return value.is_number() && std::abs(value.get<double>() - wanted) <= 1e-9 * std::abs(wanted);
    }

    static QByteArray content(const QString& file)
    {
        QFile stream(file);
        return stream.open(QIODevice::ReadOnly) ? stream.readAll() : QByteArray();
    }

    /// A process that measures a case for this one, as soon as it does; 0 when none comes.
    static pid_t measuringChild(const QProcess& process)
    {
        const QString list = QStringLiteral("/proc/%1/task/%1/children").arg(process.processId());
        pid_t child = 0;
        const bool isThere = QTest::qWaitFor(
            [&] {
                child = content(list).split(' ').value(0).toInt();
                // Its threads begin with the measurement.
                return child > 0 && QDir(QStringLiteral("/proc/%1/task").arg(child)).entryList(QDir::Dirs).size() > 3;
            },
            60'000);
        return isThere ? child : 0;
    }

private Q_SLOTS:
    void oneCaseIsOneDocument_data()
    {
        QTest::addColumn<QByteArray>("arguments");
        QTest::addColumn<QByteArray>("precision");
        QTest::newRow("lora") << QByteArray("lora") << QByteArray("fp32");
        QTest::newRow("full") << QByteArray("full --precision fp32") << QByteArray("fp32");
        QTest::newRow("batch") << QByteArray("molex-batch --precision bf16") << QByteArray("bf16");
        QTest::newRow("sequence") << QByteArray("molex-sequence --eval") << QByteArray("fp32");
        QTest::newRow("token") << QByteArray("molex-token --threads 1 --seed 7") << QByteArray("fp32");
        for (const char* method : {"head", "bitfit", "adapter", "dora"})
            QTest::newRow(method) << QByteArray(method) << QByteArray("fp32");
    }

    void oneCaseIsOneDocument()
    {
        QFETCH(QByteArray, arguments);
        QFETCH(QByteArray, precision);
        const Json json = measured(arguments.constData());
        QVERIFY(json.is_object());
        QCOMPARE(json["case"], Json(arguments.split(' ').first().toStdString()));
        QCOMPARE(json["precision"], Json(precision.toStdString()));
        const double seconds = json["step_seconds"].get<double>();
        QVERIFY(seconds > 0 && std::isfinite(seconds));
        QVERIFY(isNear(json["samples_per_second"], 4 / seconds));
        QVERIFY(isNear(json["tokens_per_second"], 32 / seconds));
        QVERIFY(json["peak_memory_bytes"].get<std::int64_t>() > (10 << 20)); // LibTorch alone takes more
        QVERIFY(json["product_rate"] > 1e6);
        QVERIFY(isNear(json["product_fraction"],
                       json["operations"].get<double>() / seconds / json["product_rate"].get<double>()));
    }

    /// By hand, M = 32 tokens: a forward layer run 24 M d² + 4 M N d + 8 M d r, the head 2 B d (d + 2). The last of
    /// three layers has keys and values of all tokens, and the rest for 4 of them.
    void operationsAreThoseOfTheProducts()
    {
        constexpr double whole = 24 * 32 * 16 * 16;
        constexpr double products = 2 * whole + (4 * 32 + 20 * 4) * 16 * 16;
        constexpr double attention = 2 * (4 * 32 * 8 * 16) + 4 * 4 * 8 * 16;
        constexpr double updates = 2 * (8 * 32 * 16 * 8) + 4 * (32 + 4) * 16 * 8;
        constexpr double head = 2 * 4 * 16 * 18;
        QVERIFY(isNear(measured("full --precision fp32")["operations"], 3 * (products + attention + head)));
        QVERIFY(isNear(measured("lora --eval")["operations"], products + attention + updates + head));
        // The first layer's input and keys need no gradient: 6 M d² + 2 M N d + 4 M d r less.
        constexpr double spared = 6 * 32 * 16 * 16 + 2 * 32 * 8 * 16 + 4 * 32 * 16 * 8;
        QVERIFY(isNear(measured("lora")["operations"], 2 * products + 3 * (attention + updates + head) - spared));
        constexpr double ofAll = 3 * (whole + 4 * 32 * 8 * 16 + 8 * 32 * 16 * 8) + head;
        QVERIFY(isNear(measured("lora --eval --without last")["operations"], ofAll));
    }

    /// The same by hand for the other methods; m = 64 in a bottleneck.
    void whatAMethodAddsIsCounted()
    {
        constexpr double products = 2 * (24 * 32 * 16 * 16) + (4 * 32 + 20 * 4) * 16 * 16;
        constexpr double attention = 2 * (4 * 32 * 8 * 16) + 4 * 4 * 8 * 16;
        constexpr double head = 2 * 4 * 16 * 18;
        // Of the head's two products the first, of a frozen input, has no gradient of it.
        QVERIFY(isNear(measured("head")["operations"], products + attention + 2 * head + 4 * 4 * 16));
        // The norm below the first layer trains: nothing is spared.
        QVERIFY(isNear(measured("bitfit")["operations"], 2 * products + 3 * (attention + head)));
        constexpr double bottlenecks = 8 * (32 + 32 + 4) * 16 * 64;
        QVERIFY(isNear(measured("adapter")["operations"], 2 * products + 3 * (attention + bottlenecks + head)));
        // Of each layer two matrices, B times A, without a gradient.
        constexpr double formed = 3 * 2 * (2 * 16 * 16 * 8);
        QVERIFY(isNear(measured("dora")["operations"], measured("lora")["operations"].get<double>() + formed));
    }

    void aMixtureRunsMoreLayersAndCountsThem()
    {
        const Json plain = measured("lora --eval");
        QVERIFY(isNear(plain["layer_evaluations"], 3));
        for (const char* which : {"molex-batch --eval", "molex-sequence --eval", "molex-token --eval"}) {
            const Json mixed = measured(which);
            const double runs = mixed["layer_evaluations"].get<double>();
            // Each of 3 positions runs its own layer, and others at most once on all rows; tokens need the keys of all.
            QVERIFY2(runs > 3 && runs <= 9, mixed.dump().c_str());
            QVERIFY2(mixed["operations"] > plain["operations"], mixed.dump().c_str());
        }
    }

    void autoTellsWhatItTook()
    {
        QCOMPARE(measured("lora --precision auto --without kept")["precision"], Json("fp32")); // on every processor
    }

    void whatIsLeftOutIsTold()
    {
        const Json json = measured("lora --precision bf16 --without gelu,adamw,qkv,copies,pages,kept,attention");
        QCOMPARE(json["without"], Json({"gelu", "adamw", "qkv", "copies", "pages", "kept", "attention"}));
        QCOMPARE(measured("lora --precision auto --without kept")["without"], Json::array({"kept"}));
    }

    void withoutJsonItIsForPeople()
    {
        const MolexResult result = molex(
            words("bench --case lora --hidden 16 --layers 1 --heads 2 --vocabulary 50 --batch 2 --length 4 --steps 1"));
        QVERIFY2(result.code == 0, result.all());
        for (const char* word : {"step", "samples/s", "peak memory", "GFLOP/s"})
            QVERIFY2(result.out.contains(word), word);
    }

    void theTableMarksWhatAutoTakes()
    {
        Json which = measured("lora");
        Json document = {{"cases", Json::array({which})}, {"left_out", Json::array()}, {"auto", "fp32"}};
        which["precision"] = "bf16";
        document["cases"].push_back(which);
        const QByteArray text = QByteArray::fromStdString(gui::benchTableText(document));
        QCOMPARE(text.count("fp32 (auto)"), 1);
        QVERIFY2(text.contains("bf16") && !text.contains("bf16 (auto)"), text.constData());
        QVERIFY2(text.contains("where auto is fp32."), text.constData());
    }

    void badArgumentsAreAllNamed_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QList<QByteArray>>("named");
        const auto row = [](const char* name, const char* line, const QList<QByteArray>& named) {
            QTest::newRow(name) << words(line) << named;
        };
        row("method", "bench --case prefix", {"--case: \"prefix\" is not one of lora, full, molex-batch"});
        row("precision", "bench --case lora --precision fp8", {"--precision: \"fp8\" is not one of auto, fp32, bf16"});
        row("nothing to leave out", "bench --case lora --without gelu,speed,luck",
            {"--without: \"speed\" is not one of gelu, adamw, qkv, copies, pages, kept, attention", "\"luck\""});
        row("left out of a table", "bench --without gelu", {"--without: needs --case"});
        row("no number", "bench --case lora --hidden wide", {"--hidden"});
        row("no value", "bench --case", {"--case"});
        row("heads", "bench --case lora --hidden 100 --heads 3", {"--heads: 3 must divide the width, which is 100"});
        row("zeros",
            "bench --case lora --hidden 0 --layers 0 --heads 0 --vocabulary 0 --batch 0 --length 0 --steps 0 --threads "
            "0",
            {"--hidden: 0 ", "--layers: 0 ", "--heads: 0 ", "--vocabulary: 0 ", "--batch: 0 ", "--length: 0 ",
             "--steps: 0 ", "--threads: 0 "});
        row("several kinds", "bench --quick --case loro --precision int8 --steps -1 --seed -2",
            {"problems must be corrected", "--quick", "\"loro\"", "\"int8\"", "--steps: -1 ", "--seed: -2 "});
        row("too much memory", "bench --case full --hidden 65536 --layers 1024 --heads 64", {"--case: needs about "});
        row("too much memory for a forward pass",
            "bench --case lora --eval --hidden 64 --layers 1 --heads 64 --vocabulary 50 --batch 65536 --length 65536",
            {"--case: needs about "});
        row("more bytes than an integer holds",
            "bench --case full --hidden 65536 --layers 1024 --heads 4096 --batch 65536 --length 65536",
            {"--case: needs about "});
        row("a table has its own shapes", "bench --quick --hidden 64 --eval",
            {"--hidden: needs --case", "--eval: needs --case"});
        row("a stranger", "bench lora", {"lora"});
        row("a device", "bench --case lora --hidden 16 --heads 2 --device gpu", {"--device: \"gpu\" is not auto, cpu"});
    }

    void badArgumentsAreAllNamed()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QList<QByteArray>, named);
        const MolexResult result = MolexHere(m_folder.path() / "workspace")(arguments);
        QVERIFY2(result.code == 2, result.all().constData());
        QVERIFY2(result.out.isEmpty(), result.all().constData());
        QVERIFY2(result.sentence().startsWith("error: "), result.all().constData());
        for (const QByteArray& word : named)
            QVERIFY2(result.error.contains(word), (word + " is not in: " + result.all()).constData());
    }

    /// The child is stopped, so that it cannot come to an end of its own.
    void aCasesProcessEndsWithTheTables()
    {
        QProcess process;
        process.start(QStringLiteral(MOLEX_PROGRAM), words("bench --json"));
        QVERIFY(process.waitForStarted());
        const pid_t child = measuringChild(process);
        QVERIFY(child > 0);
        QCOMPARE(::kill(child, SIGSTOP), 0);
        process.kill();
        QVERIFY(process.waitForFinished(60'000));
        // A process that has ended has no command line, also while nobody has asked how it ended.
        const QString line = QStringLiteral("/proc/%1/cmdline").arg(child);
        const bool hasEnded = QTest::qWaitFor([&] { return content(line).isEmpty(); }, 20'000);
        if (!hasEnded)
            ::kill(child, SIGKILL);
        QVERIFY(hasEnded);
    }

    /// The first case's process is killed.
    void theTableHasEveryMethodInBothPrecisionsAndAFailedCaseLeavesTheOthers()
    {
        QProcess process;
        process.start(QStringLiteral(MOLEX_PROGRAM), words("bench --quick --json"));
        QVERIFY(process.waitForStarted());
        const pid_t child = measuringChild(process);
        QVERIFY(child > 0);
        QCOMPARE(::kill(child, SIGKILL), 0);
        QVERIFY(process.waitForFinished(300'000));
        const QByteArray out = process.readAllStandardOutput();
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(out.count('\n'), 1);
        const Json document = Json::parse(out.toStdString());
        QCOMPARE(document["cases"].size(), std::size_t(19));
        QCOMPARE(document["auto"], Json("fp32"));
        QCOMPARE(document["left_out"].size(), std::size_t(1));
        const Json& left = document["left_out"][0];
        QVERIFY2(left["reason"].get<std::string>().find("signal 9") != std::string::npos, left.dump().c_str());
        QVERIFY2(left["case"].get<std::string>().starts_with("lora, fp32, "), left.dump().c_str());

        QSet<QString> seen = {QStringLiteral("lora fp32")};
        for (const Json& which : document["cases"]) {
            QVERIFY(which["step_seconds"] > 0.0);
            seen.insert(QString::fromStdString(which["case"].get<std::string>() + " "
                                               + which["precision"].get<std::string>()
                                               + (which["eval"] == true ? " eval" : "")));
        }
        for (const char* method : {"lora", "full", "molex-batch", "molex-sequence", "molex-token", "head", "bitfit",
                                   "adapter", "dora"})
            for (const char* precision : {" fp32", " bf16"})
                QVERIFY2(seen.contains(QString::fromLatin1(method) + QString::fromLatin1(precision)), method);
        QVERIFY(seen.contains(QStringLiteral("lora fp32 eval")) && seen.contains(QStringLiteral("lora bf16 eval")));
        QCOMPARE(seen.size(), 20);
    }
};

MOLEX_TEST(tst_Bench)
#include "tst_Bench.moc"
