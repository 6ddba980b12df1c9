#include "engine/model/Torch.h"

#include <fstream>

#include "engine/model/Safetensors.h"
#include "engine/run/Error.h"
#include "tests/support/TestMain.h"

#include <QTemporaryDir>

namespace fs = std::filesystem;
using namespace engine;

class tst_Safetensors : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    fs::path file() const { return m_folder.filePath("x.safetensors").toStdString(); }

    void write(const std::string& header, std::size_t dataBytes, std::int64_t claimed = -1)
    {
        std::ofstream stream(file(), std::ios::binary | std::ios::trunc);
        auto length = static_cast<std::uint64_t>(claimed >= 0 ? claimed : static_cast<std::int64_t>(header.size()));
        for (int i = 0; i < 8; ++i, length >>= 8)
            stream.put(static_cast<char>(length & 0xFF));
        stream << header << std::string(dataBytes, '\0');
    }

    QString problem()
    {
        try {
            SafetensorsFile opened(file());
        } catch (const BadInput& error) {
            return QString::fromUtf8(error.what());
        }
        return {};
    }

private Q_SLOTS:
    void tensorsComeBackBitForBit()
    {
        const std::vector<NamedTensor> tensors = {{"a", torch::randn({3, 5})},
                                                  {"b", torch::arange(7)},
                                                  {"empty", torch::zeros({0, 4})},
                                                  {"half", torch::randn({2}).to(torch::kBFloat16)},
                                                  {"scalar", torch::tensor(2.5, torch::kFloat64)}};
        writeSafetensors(file(), tensors, {{"format", "pt"}});
        const SafetensorsFile read(file());
        QCOMPARE(read.names().size(), tensors.size());
        for (const NamedTensor& named : tensors) {
            QVERIFY(torch::equal(read.tensor(named.name), named.tensor));
            QCOMPARE(read.tensor(named.name).scalar_type(), named.tensor.scalar_type());
        }
        QCOMPARE(read.metadata().at("format"), std::string("pt"));
        QVERIFY(!fs::exists(file().string() + ".partial"));
    }

    void hostileHeadersAreRefused_data()
    {
        QTest::addColumn<QString>("header");
        QTest::addColumn<int>("dataBytes");
        QTest::addColumn<qint64>("claimed");
        QTest::addColumn<QString>("says");
        const QString a = R"("a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]})";
        QTest::newRow("header beyond the file") << "{" + a + "}" << 8 << qint64(5000) << "truncated";
        QTest::newRow("huge header length") << "{}" << 0 << std::numeric_limits<qint64>::max() << "truncated";
        QTest::newRow("no JSON") << "{{{{" << 0 << qint64(-1) << "not a JSON object";
        QTest::newRow("an array") << "[1]" << 0 << qint64(-1) << "not a JSON object";
        QTest::newRow("data missing") << "{" + a + "}" << 4 << qint64(-1) << "truncated";
        QTest::newRow("data left over") << "{" + a + "}" << 12 << qint64(-1) << "belong to no tensor";
        QTest::newRow("a byte left over") << "{" + a + "}" << 9 << qint64(-1) << "its last byte belongs to no tensor";
        QTest::newRow("overlap")
            << "{" + a + R"(,"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})" << 12 << qint64(-1) << "overlaps";
        QTest::newRow("hole")
            << "{" + a + R"(,"b":{"dtype":"F32","shape":[1],"data_offsets":[12,16]}})" << 16 << qint64(-1)
            << "belong to no tensor";
        QTest::newRow("a hole of a byte")
            << "{" + a + R"(,"b":{"dtype":"U8","shape":[1],"data_offsets":[9,10]}})" << 10 << qint64(-1)
            << "1 byte before tensor \"b\" belongs to no tensor";
        QTest::newRow("unknown dtype")
            << R"({"a":{"dtype":"F31","shape":[2],"data_offsets":[0,8]}})" << 8 << qint64(-1) << "unknown dtype";
        QTest::newRow("bytes against shape")
            << R"({"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}})" << 8 << qint64(-1) << "needs 12";
        QTest::newRow("shape overflows")
            << R"({"a":{"dtype":"F32","shape":[1099511627776,1099511627776],"data_offsets":[0,8]}})" << 8 << qint64(-1)
            << "impossible shape";
        QTest::newRow("strides overflow")
            << R"({"a":{"dtype":"F32","shape":[0,1099511627776,1099511627776],"data_offsets":[0,0]}})" << 0
            << qint64(-1) << "impossible shape";
        QTest::newRow("negative shape")
            << R"({"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}})" << 8 << qint64(-1) << "impossible shape";
        QTest::newRow("offsets backwards")
            << R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}})" << 8 << qint64(-1) << "invalid data_offsets";
        QTest::newRow("field missing") << R"({"a":{"dtype":"F32","shape":[2]}})" << 8 << qint64(-1) << "needs dtype";
        QTest::newRow("named twice") << "{" + a + "," + a + "}" << 8 << qint64(-1) << "twice";
        QTest::newRow("too deep") << R"({"a":[[[[[[[1]]]]]]]})" << 8 << qint64(-1) << "nested too deeply";
    }

    void hostileHeadersAreRefused()
    {
        QFETCH(QString, header);
        QFETCH(int, dataBytes);
        QFETCH(qint64, claimed);
        QFETCH(QString, says);
        write(header.toStdString(), static_cast<std::size_t>(dataBytes), claimed);
        const QString text = problem();
        QVERIFY2(text.contains(says), qPrintable(text));
        QVERIFY2(text.contains("x.safetensors"), qPrintable(text));
    }

    void aLongHeaderIsReadInOnePass()
    {
        std::string header = "{";
        for (int i = 0; i < 300'000; ++i)
            header += "\"" + std::to_string(i) + "\":{},";
        header.back() = '}';
        write(header, 0);
        QVERIFY2(problem().contains("needs dtype"), qPrintable(problem()));
    }

    void missingFilesAndFoldersAreNamed()
    {
        fs::remove(file());
        QVERIFY(problem().contains("no such file"));
        fs::create_directory(file());
        QVERIFY(problem().contains("not a regular file"));
        fs::remove(file());
        std::ofstream(file()) << "abc";
        QVERIFY(problem().contains("too short to be a safetensors file (3 bytes)"));
        std::ofstream(file()) << "a";
        QVERIFY(problem().contains("too short to be a safetensors file (1 byte)"));
    }

    void aFileThatIsCutShortAfterItWasOpenedIsAnError()
    {
        writeSafetensors(file(), {{"a", torch::ones({4096})}, {"b", torch::ones({4096})}});
        const SafetensorsFile opened(file());
        fs::resize_file(file(), fs::file_size(file()) - 8192);
        QVERIFY(torch::equal(opened.tensor("a"), torch::ones({4096})));
        try {
            opened.tensor("b");
            QFAIL("what is no longer there was read");
        } catch (const BadInput& error) {
            QVERIFY2(QByteArray(error.what()).contains("x.safetensors: has become shorter"), error.what());
        }
    }

    void aTargetThatCannotBeWrittenIsAnError()
    {
        QVERIFY_EXCEPTION_THROWN(writeSafetensors("/proc/nowhere/x", {{"a", torch::zeros({4})}}), Error);
    }

    void aLinkWhereTheUnfinishedFileBelongsIsNotWrittenThrough()
    {
        const fs::path precious = file().parent_path() / "precious";
        std::ofstream(precious) << "kept";
        fs::create_symlink(precious, file().string() + ".partial");
        QVERIFY_EXCEPTION_THROWN(writeSafetensors(file(), {{"a", torch::zeros({4})}}), Error);
        QCOMPARE(fs::file_size(precious), std::uintmax_t(4));
    }
};

MOLEX_TEST(tst_Safetensors)
#include "tst_Safetensors.moc"
