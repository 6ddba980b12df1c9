#include "engine/model/Torch.h"

#include <sys/stat.h>

#include "engine/run/ConfigJson.h"
#include "engine/training/ModelAssembly.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace engine;

class tst_ModelAssembly : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theHashIsOfTheFilesThatAreRead()
    {
        const support::TemporaryFolder folder;
        ModelChoice model;
        model.path = folder.path().string();
        QVERIFY_EXCEPTION_THROWN(hashModelFolder(model), BadInput);

        const auto changes = [&](const char* file, const std::string& content) {
            const std::string before = hashModelFolder(model);
            folder.write(file, content);
            return hashModelFolder(model) != before;
        };
        folder.write("pytorch_model.bin.index.json", R"({"weight_map": {"a": "one.bin", "b": "two.bin"}})");
        folder.write("one.bin", "1");
        folder.write("two.bin", "2");
        QVERIFY(changes("config.json", "{}"));
        QVERIFY(changes("one.bin", "3"));
        QVERIFY(changes("two.bin", "4"));
        QVERIFY(changes("pytorch_model.bin", "5"));
        QVERIFY(changes("pytorch_model.bin", "6"));
        QVERIFY(!changes("one.bin", "7"));
        QVERIFY(changes("model.safetensors", "8"));
        QVERIFY(!changes("pytorch_model.bin", "9"));

        model.initialize = Initialize::Random;
        QVERIFY(!changes("model.safetensors", "10"));

        const std::string before = hashModelFolder(model);
        QCOMPARE(::mkfifo((folder.path() / "merges.txt").c_str(), 0600), 0); // nobody will ever write to it
        QCOMPARE(hashModelFolder(model), before);
    }
};

MOLEX_TEST(tst_ModelAssembly)
#include "tst_ModelAssembly.moc"
