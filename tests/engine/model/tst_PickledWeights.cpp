#include "engine/model/Torch.h"

#include "engine/model/PickledWeights.h"
#include "engine/model/Safetensors.h"
#include "engine/run/Error.h"
#include "tests/support/SharedData.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"
#include "tests/support/TorchFile.h"

namespace fs = std::filesystem;
using namespace engine;
namespace pickle = support::pickle;

class tst_PickledWeights : public QObject {
    Q_OBJECT

    using Entries = std::map<std::string, std::string>;

    support::TemporaryFolder m_folder;

    /// The elements 0 … 11 in a storage, and the tensor in it.
    static Entries entries(const pickle::Tensor& tensor, torch::ScalarType type = torch::kFloat32)
    {
        const torch::Tensor elements = torch::arange(12).to(type);
        const std::string bytes(static_cast<const char*>(elements.data_ptr()), elements.nbytes());
        return {{"model/data.pkl", pickle::stateDict({tensor})}, {"model/data/0", bytes}, {"model/version", "3\n"}};
    }

    static pickle::Tensor sample() { return {"a", "FloatStorage", "0", 12, 2, {2, 3}, {3, 1}}; }

    torch::Tensor tensorOf(const Entries& archive) const
    {
        return PickledWeights(m_folder.write("x.bin", support::zip(archive))).tensor("a");
    }

    QString problemOf(const std::string& bytes) const
    {
        try {
            PickledWeights(m_folder.write("x.bin", bytes)).tensor("a");
        } catch (const BadInput& problem) {
            return QString::fromUtf8(problem.what());
        }
        return {};
    }

    static void compareGolden(const fs::path& folder, const std::set<std::string>& extra)
    {
        const SafetensorsFile expected(folder / "model.safetensors");
        const PickledWeights actual(folder / "pytorch_model.bin");
        std::set<std::string> names = extra;
        for (const std::string& name : expected.names()) {
            names.insert(name);
            QVERIFY2(actual.contains(name), name.c_str());
            const torch::Tensor a = actual.tensor(name);
            const torch::Tensor b = expected.tensor(name);
            QCOMPARE(a.scalar_type(), b.scalar_type());
            QCOMPARE(a.sizes(), b.sizes());
            QVERIFY2(std::memcmp(a.data_ptr(), b.data_ptr(), b.nbytes()) == 0, name.c_str());
            QCOMPARE(actual.shape(name), expected.shape(name));
            QCOMPARE(actual.dtype(name), expected.dtype(name));
        }
        const std::vector<std::string> found = actual.names();
        QVERIFY(std::set<std::string>(found.begin(), found.end()) == names);
    }

private Q_SLOTS:
    void aRobertaOfPytorchEqualsItsSafetensors()
    {
        MOLEX_NEED_SHARED(folder, "golden/roberta-tiny");
        compareGolden(folder, {"roberta.embeddings.position_ids"});
        const PickledWeights weights(folder / "pytorch_model.bin");
        const torch::Tensor positions = weights.tensor("roberta.embeddings.position_ids");
        QVERIFY(torch::equal(positions, torch::arange(positions.size(1)).unsqueeze(0)));
        QVERIFY(!weights.isFloatingPoint("roberta.embeddings.position_ids"));
    }

    void aGpt2OfPytorchEqualsItsSafetensors()
    {
        MOLEX_NEED_SHARED(folder, "golden/gpt2-tiny");
        std::set<std::string> buffers = {"lm_head.weight"};
        for (int layer = 0; layer < 3; ++layer)
            for (const char* name : {".attn.bias", ".attn.masked_bias"})
                buffers.insert("transformer.h." + std::to_string(layer) + name);
        compareGolden(folder, buffers);
        const PickledWeights weights(folder / "pytorch_model.bin");
        QVERIFY(torch::equal(weights.tensor("lm_head.weight"), weights.tensor("transformer.wte.weight")));
        QCOMPARE(weights.tensor("transformer.h.0.attn.masked_bias").dim(), std::int64_t(0));
        QCOMPARE(weights.dtype("transformer.h.0.attn.bias"), std::string("U8"));
    }

    void everyTypeOfElementIsRead_data()
    {
        QTest::addColumn<QByteArray>("storage");
        QTest::addColumn<int>("type");
        const auto row = [](const char* storage, torch::ScalarType type) {
            QTest::newRow(storage) << QByteArray(storage) << static_cast<int>(type);
        };
        row("FloatStorage", torch::kFloat32);
        row("DoubleStorage", torch::kFloat64);
        row("HalfStorage", torch::kFloat16);
        row("BFloat16Storage", torch::kBFloat16);
        row("LongStorage", torch::kInt64);
        row("IntStorage", torch::kInt32);
        row("ShortStorage", torch::kInt16);
        row("CharStorage", torch::kInt8);
        row("ByteStorage", torch::kUInt8);
        row("BoolStorage", torch::kBool);
    }

    void everyTypeOfElementIsRead()
    {
        QFETCH(QByteArray, storage);
        QFETCH(int, type);
        const auto dtype = static_cast<torch::ScalarType>(type);
        pickle::Tensor tensor = sample();
        tensor.storage = storage.toStdString();
        const torch::Tensor read = tensorOf(entries(tensor, dtype));
        QCOMPARE(read.scalar_type(), dtype);
        QVERIFY(torch::equal(read, torch::arange(2, 8).view({2, 3}).to(dtype)));
    }

    void viewsOfAStorageComeOutContiguous()
    {
        const torch::Tensor elements = torch::arange(12).to(torch::kFloat32);
        const auto check = [&](std::int64_t offset, std::vector<std::int64_t> shape,
                               std::vector<std::int64_t> strides) {
            pickle::Tensor tensor = sample();
            tensor.offset = offset;
            tensor.shape = shape;
            tensor.strides = strides;
            const torch::Tensor read = tensorOf(entries(tensor));
            QVERIFY(read.is_contiguous());
            QVERIFY(torch::equal(read, elements.as_strided(shape, strides, offset)));
        };
        check(0, {3, 4}, {1, 3});
        check(1, {2, 2}, {8, 2});
        check(0, {1, 12}, {999, 1});
        check(5, {}, {});
        check(0, {12}, {1});
        check(12, {0, 4}, {4, 1});
        check(0, {3, 2, 2}, {4, 1, 2});
    }

    void tensorsMayShareAStorage()
    {
        pickle::Tensor tied = sample();
        tied.name = "b";
        Entries archive = entries(sample());
        archive["model/data.pkl"] = pickle::stateDict({sample(), tied});
        const PickledWeights weights(m_folder.write("x.bin", support::zip(archive)));
        QVERIFY(torch::equal(weights.tensor("a"), weights.tensor("b")));
    }

    void contentsThatDoNotFitAreRefused()
    {
        const auto with = [](const std::function<void(Entries&)>& change) {
            Entries archive = entries(sample());
            change(archive);
            return support::zip(archive);
        };
        const auto says = [&](const std::function<void(Entries&)>& change, const char* text) {
            const QString problem = problemOf(with(change));
            QVERIFY2(problem.contains(text) && problem.contains("x.bin: "), qPrintable(problem));
        };
        says([](Entries& archive) { archive.erase("model/data/0"); }, "\"model/data/0\", which is missing");
        says([](Entries& archive) { archive["model/data/0"].pop_back(); }, "48 bytes, but \"model/data/0\" has 47");
        says([](Entries& archive) { archive["model/data/0"] += "1234"; }, "48 bytes, but \"model/data/0\" has 52");
        says([](Entries& archive) { archive.erase("model/data.pkl"); }, "lacks data.pkl");
        says([](Entries& archive) { archive["other/data.pkl"] = archive["model/data.pkl"]; }, "more than one data.pkl");
        says([](Entries& archive) { archive["model/constants.pkl"] = ""; }, "TorchScript");
        says([](Entries& archive) { archive["model/byteorder"] = "big"; }, "big-endian");
        QCOMPARE(problemOf(with([](Entries& archive) { archive["model/byteorder"] = "little"; })), QString());
        const auto program = [](Entries& archive) {
            archive["model/data.pkl"] =
                pickle::start + pickle::global("os", "system") + "(" + pickle::text("true") + "tR.";
        };
        says(program, "refers to \"os.system\"");
    }

    void damagedElementsAreFound()
    {
        std::string bytes = support::zip(entries(sample()));
        bytes[bytes.find("model/data/0") + 12 + 20] ^= 1;
        QVERIFY(problemOf(bytes).contains("\"model/data/0\" is damaged"));
    }

    void aFileThatIsCutShortAfterItWasOpenedIsAnError()
    {
        const fs::path file = m_folder.write("x.bin", support::zip(entries(sample())));
        const PickledWeights opened(file);
        fs::resize_file(file, 40);
        try {
            opened.tensor("a");
            QFAIL("what is no longer there was read");
        } catch (const BadInput& error) {
            QVERIFY2(QByteArray(error.what()).contains("x.bin: has become shorter"), error.what());
        }
    }

    /// A hole takes no room on the disk, and would take what it says in memory.
    void aPickleThatIsTooLargeIsNotRead()
    {
        Entries archive = entries(sample());
        archive["model/data.pkl"].resize((16 << 20) + 1);
        QVERIFY(problemOf(support::zip(archive, false)).contains("more than the description"));
    }

    void otherFormatsAreRefusedWithAdvice()
    {
        const std::string legacy("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", 15);
        QVERIFY(problemOf(legacy).contains("before 1.6"));
        QVERIFY(problemOf(legacy).contains("save it again"));
        std::string tar(1024, '\0');
        tar.replace(257, 5, "ustar");
        QVERIFY(problemOf(tar).contains("tar archive"));
        QVERIFY(problemOf("version https://git-lfs.github.com/spec/v1\noid sha256:0\n").contains("Git LFS"));
        QVERIFY(problemOf("<!doctype html>").contains("does not begin as a zip archive"));
        QVERIFY(problemOf("").contains("is empty"));
    }

    void truncatedFilesOfPytorchAreRefused()
    {
        MOLEX_NEED_SHARED(golden, "golden/gpt2-tiny/pytorch_model.bin");
        std::ifstream stream(golden, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
        for (std::size_t part = 0; part < 50; ++part)
            QVERIFY(!problemOf(bytes.substr(0, bytes.size() * part / 50)).isEmpty());
        QVERIFY(!problemOf(bytes.substr(0, bytes.size() - 1)).isEmpty());
    }
};

MOLEX_TEST(tst_PickledWeights)
#include "tst_PickledWeights.moc"
