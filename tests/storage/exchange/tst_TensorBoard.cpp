#include <SQLiteCpp/Database.h>

#include <cmath>
#include <map>
#include <random>

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include "engine/run/JsonText.h"
#include "storage/exchange/EventFile.h"
#include "storage/exchange/EventMessage.h"
#include "storage/exchange/ExportTensorBoard.h"
#include "storage/exchange/ImportRun.h"
#include "storage/exchange/Protobuf.h"
#include "storage/runs/RunFilter.h"
#include "storage/runs/RunOverview.h"
#include "tests/storage/RecordedRun.h"
#include "tests/storage/Refusal.h"
#include "tests/support/TestMain.h"

using namespace storage;
using namespace support;

/// Event files of TensorBoard, written and read.
class tst_TensorBoard : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    fs::path m_root = m_folder.path().toStdString();
    fs::path m_file = m_root / "events.out.tfevents.1.run";
    std::int64_t m_run = 0;

    static std::string refusal(const RunRepository& repository, const fs::path& path)
    {
        return whyRefused([&] { importRun(repository, path); }).toStdString();
    }

    static std::string framed(const std::vector<std::string>& records, const fs::path& file)
    {
        EventFileWriter writer(file);
        for (const std::string& record : records)
            writer.add(record);
        writer.commit();
        return contentOf(file);
    }

    static std::string scalarEvent(const std::string& tag, std::int64_t step, double value, double wall = 1000)
    {
        return packEvent({wall, step, {}, {{tag, value}}, 0});
    }

    /// As TensorFlow 2 writes a scalar: a tensor in place of simple_value.
    static std::string tensorEvent(const std::string& tag, const ProtobufWriter& tensor)
    {
        ProtobufWriter value;
        value.bytes(1, tag);
        value.bytes(8, tensor.message());
        ProtobufWriter summary;
        summary.bytes(1, value.message());
        ProtobufWriter event;
        event.real(1, 1000.0);
        event.number(2, 3);
        event.bytes(5, summary.message());
        return event.message();
    }

    fs::path fresh() const
    {
        static int number = 0;
        return m_root / ("workspace-" + std::to_string(++number));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_run = recordRun(m_root / "from", "run", 60);
        exportTensorBoard(RunRepository(m_root / "from"), m_run, m_file);
    }

    void checksumsAreThePublishedOnes()
    {
        const std::uint32_t crc = 0xE3069283; // the check value of CRC-32C, of "123456789"
        QCOMPARE(maskedChecksum("123456789"), std::uint32_t((crc >> 15 | crc << 17) + 0xA282EAD8u));
        // Every event file of TensorBoard begins with a record of 24 bytes and this head.
        QCOMPARE(QByteArray::fromStdString(contentOf(m_file)).left(12).toHex(), QByteArray("1800000000000000a37f4b22"));
    }

    void anotherReaderFindsEveryValue()
    {
        const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
        if (python.isEmpty())
            QSKIP("python3 is not installed");
        QProcess process;
        process.start(python, {QStringLiteral(MOLEX_CHECKOUT "/tests/storage/exchange/read_events.py"),
                               QString::fromStdString(m_file.string())});
        QVERIFY(process.waitForFinished());
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
        const auto json = engine::Json::parse(process.readAllStandardOutput().toStdString());
        QCOMPARE(json["version"].get<std::string>(), std::string("brain.Event:2"));

        const RunRepository repository(m_root / "from");
        const double start = repository.run(m_run)->startedAt;
        std::map<std::string, std::map<std::int64_t, std::pair<double, double>>> read;
        for (const auto& scalar : json["scalars"])
            read[scalar[0]][scalar[1].get<std::int64_t>()] = {scalar[2], scalar[3].is_null() ? NAN : scalar[3].get<double>()};
        QCOMPARE(read.size(), repository.seriesKeys(m_run).size());
        for (const std::string& key : repository.seriesKeys(m_run)) {
            const SeriesPoints points = repository.series(m_run, key);
            QCOMPARE(read[key].size(), points.steps.size());
            for (std::size_t i = 0; i < points.steps.size(); ++i) {
                const auto [wall, value] = read[key].at(points.steps[i]);
                QCOMPARE(wall, start + points.seconds[i]);
                QVERIFY(value == double(float(points.values[i])) || (std::isnan(value) && std::isnan(points.values[i])));
            }
        }
    }

    void theTableOfRunsHasItsCurves()
    {
        const fs::path file = m_root / "curves" / "events.out.tfevents.1";
        fs::create_directories(file.parent_path());
        std::vector<std::string> records;
        for (const auto& [step, value] : std::vector<std::pair<std::int64_t, double>>{{1, 0.5}, {2, 0.75}, {3, 0.625}})
            for (const char* tag : {"eval/accuracy", "train/Loss", "train/learning_rate"})
                records.push_back(scalarEvent(tag, step, value));
        for (int i = 0; i < 150; ++i)
            records.push_back(scalarEvent("weights/" + std::to_string(1000 + i), 1, i));
        framed(records, file);
        const fs::path workspace = fresh();
        RunRepository repository(workspace);
        importRun(repository, file);
        RunOverview overview;
        repository.update(overview);
        const auto number = [&](const char* key) { return overview.table().numberOf(0, key); };
        QCOMPARE(number("last.eval/accuracy"), 0.625);
        QCOMPARE(number("best.eval/accuracy"), 0.75);
        QCOMPARE(number("min.eval/accuracy"), 0.5);
        QCOMPARE(number("max.eval/accuracy"), 0.75);
        QCOMPARE(number("best.train/Loss"), 0.5);
        QCOMPARE(number("last.train/Loss"), 0.625);
        QCOMPARE(number("last.train/learning_rate"), 0.625);
        QVERIFY(!overview.table().columnOf("best.train/learning_rate")); // none is better
        QVERIFY(overview.table().columnOf("last.weights/1096"));
        QVERIFY(!overview.table().columnOf("last.weights/1097")); // a hundred of them
        const FilteredRuns found = filterRuns(overview.table(), "eval/accuracy>0.7");
        QVERIFY(found.issues.empty());
        QCOMPARE(found.rows.size(), std::size_t(1));
        // An import by an older program is completed when the workspace is opened.
        SQLite::Database((workspace / "workspace.sqlite").string(), SQLite::OPEN_READWRITE).exec("DELETE FROM metric_summaries");
        RunOverview again;
        RunRepository(workspace).update(again);
        QCOMPARE(again.table().numberOf(0, "best.eval/accuracy"), 0.75);
    }

    /// As an evaluation has, also beside a run whose evaluations have a metric of that name.
    void curvesHaveAValueAtAStep()
    {
        const auto file = [this](const char* folder, const std::vector<std::string>& records) {
            const fs::path path = m_root / folder / "events.out.tfevents.1";
            fs::create_directories(path.parent_path());
            framed(records, path);
            return path;
        };
        const fs::path workspace = fresh();
        const std::int64_t own = recordRun(workspace, "own", 60);
        RunRepository repository(workspace);
        const fs::path curves =
            file("steps", {scalarEvent("matthews", 10, 0.25), scalarEvent("eval/accuracy", 10, 0.5),
                           scalarEvent("eval/accuracy", 20, 0.75), scalarEvent("eval/accuracy", 70, 0.625)});
        const std::int64_t other = importRun(repository, curves).run;
        const std::vector<std::string> wanted = {"eval/accuracy@10", "eval/accuracy@69", "eval/accuracy@71",
                                                 "matthews@60"};
        RunOverview overview;
        repository.update(overview, wanted);
        const auto number = [&](std::int64_t run, const char* key) {
            return overview.table().numberOf(*overview.table().rowOf(run), key);
        };
        QCOMPARE(number(other, "eval/accuracy@10"), 0.5);
        QCOMPARE(number(other, "eval/accuracy@69"), 0.75);
        QVERIFY(std::isnan(number(other, "eval/accuracy@71"))); // it did not come as far
        QVERIFY(std::isnan(number(own, "eval/accuracy@10")));
        QCOMPARE(number(other, "matthews@60"), 0.25);
        QCOMPARE(number(own, "matthews@60"), 0.5);
        const FilteredRuns found = filterRuns(overview.table(), "eval/accuracy@69>0.7");
        QVERIFY(found.issues.empty());
        QCOMPARE(found.rows, (std::vector<std::size_t>{*overview.table().rowOf(other)}));
        const fs::path brief = file("later", {scalarEvent("eval/accuracy", 10, 0.875)});
        const std::int64_t later = importRun(repository, brief).run;
        repository.update(overview, wanted);
        QCOMPARE(number(later, "eval/accuracy@10"), 0.875);
    }

    void whatWasExportedComesBack()
    {
        RunRepository to(fresh());
        const ImportResult result = importRun(to, m_file);
        QVERIFY(result.isNew);
        QCOMPARE(result.note, std::string());
        QCOMPARE(result.name, m_root.filename().string());
        const auto record = to.run(result.run);
        QCOMPARE(record->state, RunState::Imported);
        QCOMPARE(record->step, std::int64_t(60));
        QCOMPARE(record->imports.at(0).source, m_file.string());
        const RunRepository from(m_root / "from");
        auto keys = from.seriesKeys(m_run);
        std::sort(keys.begin(), keys.end());
        QCOMPARE(to.seriesKeys(result.run), keys);
        for (const std::string& key : keys) {
            const SeriesPoints expected = from.series(m_run, key);
            const SeriesPoints points = to.series(result.run, key);
            QCOMPARE(points.steps, expected.steps);
            for (std::size_t i = 0; i < points.steps.size(); ++i) {
                QVERIFY(points.values[i] == double(float(expected.values[i])) || std::isnan(expected.values[i]));
                QVERIFY(std::abs(points.seconds[i] - points.seconds[0] - expected.seconds[i] + expected.seconds[0]) < 1e-5);
            }
        }
        QVERIFY(!importRun(to, m_file).isNew);
        QCOMPARE(to.runs().size(), std::size_t(1));
    }

    void aFolderIsOneRun()
    {
        const fs::path folder = m_root / "my run";
        fs::create_directories(folder);
        framed({packEvent({50, 0, "brain.Event:2", {}, 0}), scalarEvent("loss", 1, 4, 100), scalarEvent("loss", 2, 3, 101),
                scalarEvent("loss", 3, 2.5, 102)},
               folder / "events.out.tfevents.1");
        // Begun again from step 1 after a kill.
        framed({scalarEvent("loss", 2, 3.5, 110), scalarEvent("acc", 2, 0.25, 110)}, folder / "events.out.tfevents.2");
        writeText(folder / "notes.txt", "not an event file");
        RunRepository to(fresh());
        const ImportResult result = importRun(to, folder / "");
        QCOMPARE(result.name, std::string("my run"));
        const SeriesPoints loss = to.series(result.run, "loss");
        QCOMPARE(loss.steps, (std::vector<std::int64_t>{1, 2, 3}));
        QCOMPARE(loss.values, (std::vector<double>{4, 3.5, 2.5}));
        QCOMPARE(loss.seconds, (std::vector<double>{0, 10, 2}));
        QCOMPARE(to.run(result.run)->startedAt, 100.0);
        QCOMPARE(to.series(result.run, "acc").values, (std::vector<double>{0.25}));
        QVERIFY(refusal(to, m_root / "from").find("no event file") != std::string::npos);
    }

    void scalarsOfTensorFlow2AreRead()
    {
        ProtobufWriter single;
        single.number(1, 1);
        single.real(5, 0.5f); // not packed
        ProtobufWriter packed;
        packed.number(1, 1);
        packed.bytes(5, std::string("\0\0\x80\x3f", 4)); // 1.0f
        ProtobufWriter content;
        content.number(1, 2);
        content.bytes(4, std::string("\0\0\0\0\0\0\0\x40", 8)); // 2.0
        ProtobufWriter histogram;
        histogram.number(1, 2);
        histogram.bytes(4, std::string(48, '\0'));
        ProtobufWriter words;
        words.number(1, 7);
        words.bytes(8, "text");
        const fs::path file = m_root / "tf2" / "events.out.tfevents.tf2";
        fs::create_directories(file.parent_path());
        framed({tensorEvent("single", single), tensorEvent("packed", packed), tensorEvent("content", content),
                tensorEvent("histogram", histogram), tensorEvent("words", words)},
               file);
        RunRepository to(fresh());
        const ImportResult result = importRun(to, file);
        QCOMPARE(to.series(result.run, "single").values, (std::vector<double>{0.5}));
        QCOMPARE(to.series(result.run, "packed").values, (std::vector<double>{1}));
        QCOMPARE(to.series(result.run, "content").values, (std::vector<double>{2}));
        QCOMPARE(to.seriesKeys(result.run).size(), std::size_t(3));
        QCOMPARE(result.note, std::string("2 values that are no scalars are left out"));
        framed({tensorEvent("single", single), tensorEvent("words", words)}, file);
        RunRepository other(fresh());
        QCOMPARE(importRun(other, file).note, std::string("1 value that is no scalar is left out"));
    }

    void aFileCutOffCountsUpToThere()
    {
        const std::string bytes = framed({scalarEvent("loss", 1, 4), scalarEvent("loss", 2, 3)}, m_root / "cut.tfevents");
        RunRepository to(fresh());
        std::size_t imported = 0;
        for (std::size_t left = 1; left < bytes.size(); left += 3) {
            writeText(m_root / "cut.tfevents", bytes.substr(0, bytes.size() - left));
            const std::string sentence = refusal(to, m_root / "cut.tfevents");
            if (bytes.size() - left < bytes.size() / 2) {
                QVERIFY(!sentence.empty()); // no whole record
                continue;
            }
            QCOMPARE(sentence, std::string());
            ++imported;
        }
        QVERIFY(imported > 5);
        QCOMPARE(to.runs().size(), std::size_t(1)); // the same one record each time
        QCOMPARE(to.series(1, "loss").steps, (std::vector<std::int64_t>{1}));
    }

    void damagedFilesAreRefused()
    {
        const std::string bytes = framed({scalarEvent("loss", 1, 4), scalarEvent("loss", 2, 3)}, m_root / "good.tfevents");
        RunRepository to(fresh());
        for (std::size_t bit = 0; bit < bytes.size() * 8; bit += 3) {
            std::string flipped = bytes;
            flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
            writeText(m_root / "bad.tfevents", flipped);
            const std::string sentence = refusal(to, m_root / "bad.tfevents");
            QVERIFY2(!sentence.empty(), QByteArray::number(qulonglong(bit)).constData());
        }
        QVERIFY(to.runs().empty());
    }

    void messagesThatLieAreRefused_data()
    {
        QTest::addColumn<QByteArray>("record");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const std::string& record, const char* reason) {
            QTest::newRow(name) << QByteArray::fromStdString(record) << QString::fromUtf8(reason);
        };
        const std::string good = scalarEvent("loss", 1, 4);
        row("endless number", std::string(20, '\xFF'), "no valid message");
        row("field 0", std::string("\0\1", 2), "no valid message");
        row("group", "\x0B\x0C", "no valid message");
        row("wire type 7", "\x0F", "no valid message");
        row("length beyond the end", good + "\x2A\x7F", "no valid message");
        row("giant length", good + "\x2A\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01", "no valid message");
        row("cut off in a double", good.substr(0, 5), "no valid message");
        row("summary of garbage", good + std::string("\x2A\x03\xFF\xFF\xFF", 5), "no valid message");
        row("step below 0", scalarEvent("loss", -1, 4), "step is out of range");
        row("step too large", scalarEvent("loss", std::int64_t(1) << 60, 4), "step is out of range");
        row("time not a number", scalarEvent("loss", 1, 4, NAN), "time is out of range");
        row("time below 0", scalarEvent("loss", 1, 4, -1), "time is out of range");
        row("time infinite", scalarEvent("loss", 1, 4, INFINITY), "time is out of range");
        row("no name", scalarEvent("", 1, 4), "no name");
        row("long name", scalarEvent(std::string(1001, 'x'), 1, 4), "too long");
        row("nothing in it", {}, "no scalars");
    }
    void messagesThatLieAreRefused()
    {
        QFETCH(QByteArray, record);
        QFETCH(QString, reason);
        framed({record.toStdString()}, m_root / "bad.tfevents");
        RunRepository to(fresh());
        const std::string sentence = refusal(to, m_root / "bad.tfevents");
        QVERIFY2(QString::fromStdString(sentence).contains(reason), sentence.c_str());
        QVERIFY2(sentence.find("bad.tfevents") != std::string::npos, sentence.c_str());
        QVERIFY(to.runs().empty());
    }

    void aGiantLengthIsRefusedWithoutMemory()
    {
        for (const std::uint64_t length : {std::uint64_t(1) << 40, ~std::uint64_t(0), std::uint64_t(300) << 20}) {
            std::string head;
            for (int i = 0; i < 8; ++i)
                head += static_cast<char>(length >> (8 * i) & 0xFF);
            const std::uint32_t sum = maskedChecksum(head);
            for (int i = 0; i < 4; ++i)
                head += static_cast<char>(sum >> (8 * i) & 0xFF);
            writeText(m_root / "giant.tfevents", head + "data");
            RunRepository to(fresh());
            QVERIFY(refusal(to, m_root / "giant.tfevents").find("too long") != std::string::npos);
        }
    }

    void garbageWithRightChecksumsNeverHarms()
    {
        std::mt19937 random(3);
        RunRepository to(fresh());
        const std::string good = tensorEvent("t", ProtobufWriter()) + scalarEvent("loss", 1, 4);
        for (int round = 0; round < 400; ++round) {
            std::string record = good;
            for (int i = 0; i < 1 + round % 8; ++i)
                record[random() % record.size()] = static_cast<char>(random());
            framed({record, good.substr(0, random() % good.size())}, m_root / "garbage.tfevents");
            refusal(to, m_root / "garbage.tfevents"); // either way; nothing but storage::Error may come out
        }
        for (const RunRecord& run : to.runs())
            for (const std::string& key : to.seriesKeys(run.id))
                QVERIFY(!to.series(run.id, key).steps.empty());
    }
};

MOLEX_TEST(tst_TensorBoard)
#include "tst_TensorBoard.moc"
