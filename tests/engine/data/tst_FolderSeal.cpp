#include "engine/data/FolderSeal.h"

#include <algorithm>

#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace engine;
namespace fs = std::filesystem;

class tst_FolderSeal : public QObject {
    Q_OBJECT

    static std::vector<std::string> damagedFiles(const fs::path& folder)
    {
        std::vector<std::string> names;
        for (const Issue& issue : damageOf(folder))
            names.push_back(fs::path(issue.path).filename().string());
        return names;
    }

    /// A sealed folder of two files.
    static fs::path sealedFolder(const support::TemporaryFolder& root)
    {
        root.write("step/weights", std::string(3'000'000, 'w'));
        root.write("step/run.json", "{}");
        sealFolder(root.path() / "step");
        return root.path() / "step";
    }

private Q_SLOTS:
    void whatWasWrittenIsSound()
    {
        const support::TemporaryFolder root;
        const fs::path folder = sealedFolder(root);
        QVERIFY(isSealed(folder));
        QVERIFY(damageOf(folder).empty());
        requireUndamaged(folder / "weights");
        QVERIFY(!setAsideIfDamaged(folder));
        const std::string seal = support::contentOf(folder / sealName);
        QCOMPARE(std::count(seal.begin(), seal.end(), '\n'), 2);
        QVERIFY(seal.find("  run.json\n") == 32); // sorted by name, a hash of 32 digits before each
    }

    void aFlippedBitIsFoundInItsFile()
    {
        const support::TemporaryFolder root;
        const fs::path folder = sealedFolder(root);
        std::string content = support::contentOf(folder / "weights");
        content[2'500'000] = static_cast<char>(content[2'500'000] ^ 1);
        root.write("step/weights", content);
        QCOMPARE(damagedFiles(folder), std::vector<std::string>{"weights"});
        QVERIFY_THROWS_EXCEPTION(BadInput, requireUndamaged(folder / "weights"));
        requireUndamaged(folder / "run.json");
    }

    /// It would be quoted, and a message is text.
    void aNameThatIsNoTextIsNotTakenFromASeal()
    {
        const support::TemporaryFolder root;
        const fs::path folder = sealedFolder(root);
        root.write("step/complete", std::string(32, '0') + "  weights\xFF\n");
        QCOMPARE(damagedFiles(folder), std::vector<std::string>{"complete"});
    }

    void missingFilesAndForeignOnesAreFound()
    {
        const support::TemporaryFolder root;
        const fs::path folder = sealedFolder(root);
        root.write("step/other", "came later");
        QVERIFY(damageOf(folder).empty()); // nobody reads it
        QVERIFY_THROWS_EXCEPTION(BadInput, requireUndamaged(folder / "other"));
        fs::remove(folder / "run.json");
        QCOMPARE(damagedFiles(folder), std::vector<std::string>{"run.json"});
    }

    void aSealThatCannotBeUnderstoodIsDamage_data()
    {
        QTest::addColumn<QByteArray>("seal");
        const QByteArray hash(32, '0');
        QTest::newRow("cut") << hash + "  weights";
        QTest::newRow("no name") << hash + "  \n";
        QTest::newRow("short hash") << hash.left(31) + "  weights\n";
        QTest::newRow("twice") << hash + "  weights\n" + hash + "  weights\n";
        QTest::newRow("elsewhere") << hash + "  ../weights\n";
    }

    void aSealThatCannotBeUnderstoodIsDamage()
    {
        QFETCH(QByteArray, seal);
        const support::TemporaryFolder root;
        const fs::path folder = sealedFolder(root);
        root.write("step/complete", seal.toStdString());
        QCOMPARE(damagedFiles(folder), std::vector<std::string>{sealName});
        QVERIFY_THROWS_EXCEPTION(BadInput, requireUndamaged(folder / "weights"));
    }

    /// Everything else is there, so that nothing but the mark tells.
    void aFolderWithoutItsMarkIsDamaged()
    {
        const support::TemporaryFolder root;
        const fs::path folder = sealedFolder(root);
        fs::remove(folder / sealName);
        QCOMPARE(damagedFiles(folder), std::vector<std::string>{sealName});
        fs::create_directory(folder / sealName);
        QCOMPARE(damagedFiles(folder), std::vector<std::string>{sealName});
    }

    void hashesThatAreGoneAreMissed()
    {
        const support::TemporaryFolder root;
        const fs::path folder = sealedFolder(root);
        root.write("step/complete", "");
        QVERIFY(damageOf(folder).empty()); // as an earlier version wrote it
        root.write("step/run.json", R"({"hash": "xxh3-128"})");
        QCOMPARE(damagedFiles(folder), std::vector<std::string>{sealName});
    }

    void nothingIsSaidOfFoldersWithoutHashes()
    {
        const support::TemporaryFolder root;
        root.write("step/weights", "w");
        QVERIFY(!isSealed(root.path() / "step"));
        root.write("step/complete", "");
        QVERIFY(!isSealed(root.path() / "step"));
        QVERIFY(damageOf(root.path() / "step").empty());
        requireUndamaged(root.path() / "step" / "weights");
    }

    void aDamagedFolderIsSetAside()
    {
        const support::TemporaryFolder root;
        const fs::path folder = sealedFolder(root);
        root.write("step/run.json", "[]");
        const auto said = setAsideIfDamaged(folder);
        QVERIFY(said.has_value());
        QVERIFY2(said->find("run.json") != std::string::npos && said->find("step.damaged") != std::string::npos,
                 said->c_str());
        QVERIFY(!fs::exists(folder));
        QVERIFY(fs::exists(root.path() / "step.damaged" / "weights"));
    }

    void aLookIsCalledOff()
    {
        const support::TemporaryFolder root;
        const fs::path folder = sealedFolder(root);
        QVERIFY_THROWS_EXCEPTION(CalledOff, damageOf(folder, [] { return false; }));
    }
};

MOLEX_TEST(tst_FolderSeal)
#include "tst_FolderSeal.moc"
