#include "engine/model/Torch.h"

#include "engine/model/Safetensors.h"
#include "engine/model/ShardedWeights.h"
#include "engine/model/WeightFiles.h"
#include "engine/run/ConfigJson.h"
#include "engine/run/Error.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"
#include "tests/support/TorchFile.h"

namespace fs = std::filesystem;
using namespace engine;

class tst_ShardedWeights : public QObject {
    Q_OBJECT

    static constexpr const char* indexName = "model.safetensors.index.json";
    std::unique_ptr<support::TemporaryFolder> m_folder;

    fs::path folder() const { return m_folder->path(); }

    void writeIndex(const Json& map, const std::string& name = indexName) const
    {
        m_folder->write(name, Json({{"metadata", {{"total_size", 1}}}, {"weight_map", map}}).dump());
    }

    void writeShard(const std::string& file, const std::string& tensor) const
    {
        fs::create_directories((folder() / file).parent_path());
        writeSafetensors(folder() / file, {{tensor, torch::full({2}, tensor.front() - 'a')}});
    }

    /// A model of two shards: a and b.
    void writeModel() const
    {
        writeShard("one.safetensors", "a");
        writeShard("two.safetensors", "b");
        writeIndex({{"a", "one.safetensors"}, {"b", "two.safetensors"}});
    }

    QString problem() const
    {
        try {
            openWeights(folder());
        } catch (const BadInput& bad) {
            return QString::fromUtf8(bad.what());
        }
        return {};
    }

    QString problemOfIndex(const Json& map) const
    {
        writeIndex(map);
        return problem();
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<support::TemporaryFolder>(); }

    void tensorsComeFromTheirShards()
    {
        writeModel();
        const auto weights = openWeights(folder());
        QCOMPARE(weights->names(), (std::vector<std::string>{"a", "b"}));
        QCOMPARE(weights->path(), folder() / indexName);
        QVERIFY(torch::equal(weights->tensor("a"), torch::full({2}, 0)));
        QVERIFY(torch::equal(weights->tensor("b"), torch::full({2}, 1)));
        QVERIFY(!weights->contains("c"));
        const std::vector<fs::path> files = {folder() / indexName, folder() / "one.safetensors",
                                             folder() / "two.safetensors"};
        QVERIFY(weightFiles(folder()) == files);
    }

    void shardsOfPytorchAreRead()
    {
        namespace pickle = support::pickle;
        for (const char* name : {"a", "b"}) {
            const pickle::Tensor tensor{name, "HalfStorage", "0", 2, 0, {2}, {1}};
            m_folder->write(std::string(name) + ".bin",
                            support::zip({{"x/data.pkl", pickle::stateDict({tensor})},
                                          {"x/data/0", std::string("\0\x3c\0\x40", 4)}}));
        }
        writeIndex({{"a", "a.bin"}, {"b", "b.bin"}}, "pytorch_model.bin.index.json");
        const auto weights = openWeights(folder());
        QVERIFY(torch::equal(weights->tensor("b"), torch::tensor({1.0, 2.0}).to(torch::kFloat16)));
        QCOMPARE(describeWeights(*weights), std::string("pytorch_model.bin.index.json, 2 tensors in F16"));
        writeIndex({{"a", "a.bin"}}, "pytorch_model.bin.index.json");
        QCOMPARE(describeWeights(*openWeights(folder())), std::string("pytorch_model.bin.index.json, 1 tensor in F16"));
    }

    void oneFileIsPreferredToShardsAndSafetensorsToPytorch()
    {
        QVERIFY(problem().contains("looked for model.safetensors, model.safetensors.index.json, pytorch_model.bin, "
                                   "pytorch_model.bin.index.json"));
        for (std::size_t i = weightFileNames.size(); i-- > 0;) {
            m_folder->write(weightFileNames[i], "");
            QCOMPARE(findWeights(folder()), folder() / weightFileNames[i]);
        }
    }

    void eachTensorIsInExactlyTheFileThatTheIndexSays()
    {
        writeModel();
        QVERIFY(
            problemOfIndex({{"a", "two.safetensors"}, {"b", "two.safetensors"}}).contains("lacks the tensor \"a\""));
        QVERIFY(problemOfIndex({{"a", "one.safetensors"}}).isEmpty());
        writeSafetensors(folder() / "one.safetensors", {{"a", torch::zeros(1)}, {"b", torch::zeros(1)}});
        const QString twice = problemOfIndex({{"a", "one.safetensors"}, {"b", "two.safetensors"}});
        QVERIFY2(twice.contains("one.safetensors: has the tensor \"b\""), qPrintable(twice));
        const QString missing = problemOfIndex({{"a", "one.safetensors"}, {"b", "three.safetensors"}});
        QVERIFY2(missing.contains("three.safetensors: no such file"), qPrintable(missing));
        QVERIFY2(missing.contains("one.safetensors: has the tensor \"b\""), qPrintable(missing));
        m_folder->write("four.h5", "");
        QVERIFY(problemOfIndex({{"a", "four.h5"}}).contains("neither a .safetensors nor a .bin"));
    }

    void namesThatLeaveTheFolderAreRefused_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char* name : {"../a.safetensors", "/etc/passwd", "sub/a.safetensors", "..", ".", "", "sub\\a"})
            QTest::newRow(name) << QByteArray(name);
        QTest::newRow("zero byte") << QByteArray("a\0.safetensors", 14);
    }

    void namesThatLeaveTheFolderAreRefused()
    {
        QFETCH(QByteArray, name);
        const QString text = problemOfIndex({{"a", name.toStdString()}});
        QVERIFY2(text.contains("no plain file name"), qPrintable(text));
    }

    void linksMayNotLeadOutOfTheFolder()
    {
        const support::TemporaryFolder outside;
        writeModel();
        writeSafetensors(outside.path() / "a.safetensors", {{"a", torch::zeros(1)}});
        fs::create_symlink(outside.path() / "a.safetensors", folder() / "out.safetensors");
        fs::create_symlink("one.safetensors", folder() / "in.safetensors");
        QVERIFY(problemOfIndex({{"a", "out.safetensors"}}).contains("a link that leads out of the folder"));
        QCOMPARE(problemOfIndex({{"a", "in.safetensors"}}), QString());
    }

    /// The user named the folder, and the program the file: no name in a file led there.
    void aLinkInTheWeightsOwnPlaceIsFollowed()
    {
        const support::TemporaryFolder outside;
        writeSafetensors(outside.path() / "weights", {{"a", torch::zeros(1)}});
        fs::create_symlink(outside.path() / "weights", folder() / "model.safetensors");
        QCOMPARE(openWeights(folder())->names(), std::vector<std::string>{"a"});
    }

    /// models--X/snapshots/REVISION/FILE links to models--X/blobs/HASH.
    void linksOfTheHubsCacheAreFollowed()
    {
        writeShard("blobs/0123", "a");
        const fs::path snapshot = folder() / "snapshots" / "main";
        fs::create_directories(snapshot);
        fs::create_symlink("../../blobs/0123", snapshot / "one.safetensors");
        m_folder->write("snapshots/main/model.safetensors.index.json", R"({"weight_map": {"a": "one.safetensors"}})");
        QCOMPARE(openWeights(snapshot)->names(), std::vector<std::string>{"a"});
    }

    void damagedIndexesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("says");
        QTest::newRow("nothing") << QByteArray("") << "not a JSON object";
        QTest::newRow("a list") << QByteArray("[]") << "not a JSON object";
        QTest::newRow("no map") << QByteArray("{}") << "needs a \"weight_map\"";
        QTest::newRow("an empty map") << QByteArray(R"({"weight_map": {}})") << "needs a \"weight_map\"";
        QTest::newRow("a map of numbers") << QByteArray(R"({"weight_map": {"a": 1}})") << "no plain file name";
        QTest::newRow("a tensor twice") << QByteArray(R"({"weight_map": {"a": "x", "a": "y"}})") << "names \"a\" twice";
        QTest::newRow("deep") << QByteArray(R"({"weight_map": {"a": [[[[[[1]]]]]]}})") << "nested too deeply";
        QTest::newRow("cut") << QByteArray(R"({"weight_map": {"a": "x")") << "not a JSON object";
    }

    void damagedIndexesAreRefused()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, says);
        m_folder->write(indexName, text.toStdString());
        QVERIFY2(problem().contains(says), qPrintable(problem()));
        QVERIFY2(problem().contains(indexName), qPrintable(problem()));
    }
};

MOLEX_TEST(tst_ShardedWeights)
#include "tst_ShardedWeights.moc"
