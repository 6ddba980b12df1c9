#include <random>

#include <sys/stat.h>

#include <QTest>

#include "storage/exchange/ImportBundle.h"
#include "storage/exchange/ImportFolder.h"
#include "storage/exchange/ImportRun.h"
#include "storage/runs/ProcessIdentity.h"
#include "tests/storage/Refusal.h"
#include "tests/storage/exchange/BundleParts.h"
#include "tests/support/TestMain.h"

using namespace storage;
using namespace support;

namespace {

/// The sentence with which a bundle is refused; empty where it is not.
std::string refusal(const RunRepository& repository, const fs::path& bundle)
{
    return whyRefused([&] { importRun(repository, bundle); }).toStdString();
}

} // namespace

/// Bundles that are damaged, or made to do harm. Nothing of them may stay.
class tst_BundleFaults : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    fs::path m_root = m_folder.path().toStdString();
    fs::path m_good = m_root / "good.molex";
    fs::path m_bad = m_root / "bad.molex";
    fs::path m_workspace = m_root / "to" / "workspace";
    std::unique_ptr<RunRepository> m_to;
    std::map<std::string, std::vector<std::string>> m_rows;
    std::vector<std::string> m_files;

    void requireRefusal(const QString& reason)
    {
        const std::string sentence = refusal(*m_to, m_bad);
        QVERIFY2(QString::fromStdString(sentence).contains(reason), sentence.c_str());
        QVERIFY2(sentence.find(m_bad.string()) != std::string::npos, sentence.c_str());
        requireNothingChanged();
    }

    void requireNothingChanged() const
    {
        QCOMPARE(allRows(m_workspace, {}), m_rows);
        QCOMPARE(allFiles(m_root / "to"), m_files);
    }

    std::string good() const { return contentOf(m_good); }

private Q_SLOTS:
    void initTestCase()
    {
        const std::int64_t run = recordRun(m_root / "from", "run", 60);
        exportBundle(RunRepository(m_root / "from"), run, m_good);
        m_to = std::make_unique<RunRepository>(m_workspace);
        m_to->create("own", "", "{}");
        writeText(m_root / "to" / "precious", "kept");
        m_rows = allRows(m_workspace, {});
        m_files = allFiles(m_root / "to");
    }

    void entriesThatDoNotBelongAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"../precious", "../../precious", "/tmp/molex-evil", "checkpoints/../../precious", "checkpoints/a/../../x",
              "checkpoints/a/..", "checkpoints/../x", "checkpoints/a", "checkpoints/a/b/c", "checkpoints//x",
              "checkpoints/.hidden/x", "checkpoints/a/.x", "checkpoints/a/x y", "workspace.sqlite-wal", "promise.json",
              "run/x", "./workspace.sqlite", "checkpoints/a\\b/c", "checkpoints/\xC3\xA9/x"})
            QTest::newRow(name) << QString::fromUtf8(name);
    }
    void entriesThatDoNotBelongAreRefused()
    {
        QFETCH(QString, name);
        auto parts = partsOf(m_good);
        parts.push_back({name.toStdString(), "evil"});
        writeParts(parts, m_bad);
        requireRefusal(QStringLiteral("does not belong"));
        QVERIFY(!fs::exists("/tmp/molex-evil"));
    }

    void twoFilesWithOneNameAreRefused()
    {
        auto parts = partsOf(m_good);
        parts.push_back(parts.back());
        writeParts(parts, m_bad);
        requireRefusal(QStringLiteral("same name"));
        parts = partsOf(m_good);
        parts.push_back(parts[1]);
        writeParts(parts, m_bad);
        requireRefusal(QStringLiteral("same name"));
    }

    void aBundleWithoutADatabaseIsRefused()
    {
        auto parts = partsOf(m_good);
        parts.erase(parts.begin() + 1);
        writeParts(parts, m_bad);
        requireRefusal(QStringLiteral("no database"));
    }

    void whatIsNoPlainFileIsRefused_data()
    {
        QTest::addColumn<char>("type");
        QTest::newRow("hard link") << '1';
        QTest::newRow("symbolic link") << '2';
        QTest::newRow("character device") << '3';
        QTest::newRow("block device") << '4';
        QTest::newRow("folder") << '5';
        QTest::newRow("pipe") << '6';
        QTest::newRow("pax header") << 'x';
        QTest::newRow("GNU long name") << 'L';
        QTest::newRow("GNU sparse") << 'S';
    }
    void whatIsNoPlainFileIsRefused()
    {
        QFETCH(char, type);
        std::string bytes = good();
        const std::string name = "checkpoints/step-60/complete";
        const std::size_t at = bytes.find(name);
        std::string header = bytes.substr(at, tarBlockBytes);
        header[156] = type;
        header.replace(157, 11, "/etc/passwd");
        header.replace(148, 8, "        ");
        unsigned sum = 0;
        for (const char c : header)
            sum += static_cast<unsigned char>(c);
        std::array<char, 8> digits{};
        std::snprintf(digits.data(), digits.size(), "%06o", sum);
        header.replace(148, 7, digits.data(), 7);
        bytes.replace(at, tarBlockBytes, header);
        writeText(m_bad, resealed(bytes));
        requireRefusal(QStringLiteral("no plain file"));
    }

    void headsOfOthersAreRefused_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QString>("reason");
        QTest::newRow("newer") << QByteArray(R"({"format":"molex-run-bundle","version":3})") << QStringLiteral("newer version");
        QTest::newRow("far newer") << QByteArray(R"({"format":"molex-run-bundle","version":18446744073709551615})")
                                   << QStringLiteral("newer version");
        QTest::newRow("no version") << QByteArray(R"({"format":"molex-run-bundle"})") << QStringLiteral("version");
        QTest::newRow("version 0") << QByteArray(R"({"format":"molex-run-bundle","version":0})") << QStringLiteral("version");
        QTest::newRow("version text") << QByteArray(R"({"format":"molex-run-bundle","version":"1"})") << QStringLiteral("version");
        QTest::newRow("other format") << QByteArray(R"({"format":"zip","version":1})") << QStringLiteral("not a run bundle");
        QTest::newRow("format number") << QByteArray(R"({"format":1,"version":1})") << QStringLiteral("not a run bundle");
        QTest::newRow("list") << QByteArray("[]") << QStringLiteral("not a run bundle");
        QTest::newRow("no JSON") << QByteArray("{") << QStringLiteral("not a run bundle");
        QTest::newRow("nested") << QByteArray(100'000, '[') << QStringLiteral("not a run bundle");
        QTest::newRow("large") << QByteArray(2 << 20, ' ') << QStringLiteral("too large");
    }
    void headsOfOthersAreRefused()
    {
        QFETCH(QByteArray, head);
        QFETCH(QString, reason);
        auto parts = partsOf(m_good);
        parts.front().content = head.toStdString();
        writeParts(parts, m_bad);
        requireRefusal(reason);
    }

    void databasesThatAreNoRunAreRefused_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const char* sql, const char* reason) {
            QTest::newRow(name) << QByteArray(sql) << QString::fromUtf8(reason);
        };
        row("newer schema", "PRAGMA user_version = 99", "newer version of this program");
        row("other program", "PRAGMA application_id = 7", "another program");
        row("no schema", "PRAGMA user_version = 0", "another program");
        row("table more", "CREATE TABLE more (x)", "its tables are not those");
        row("table less", "DROP TABLE log", "its tables are not those");
        row("trigger", "CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM runs; END", "its tables are not those");
        row("view", "CREATE VIEW v AS SELECT 1", "its tables are not those");
        row("two runs", "INSERT INTO runs (name, group_name, state, config, created_at) VALUES ('b', '', 'failed', '{}', 1)",
            "2 runs instead of one");
        row("no run", "DELETE FROM runs", "");
        row("orphan", "INSERT INTO log (run, time, step, level, text) VALUES (99, 0, 0, 'info', 'x')", "does not exist");
        row("unknown state", "UPDATE runs SET state = 'evil'", "damaged");
        row("no name", "UPDATE runs SET name = ' '", "needs a name");
        row("long name", "UPDATE runs SET name = printf('%02000d', 1)", "name is too long");
        row("no configuration", "UPDATE runs SET config = 'evil'", "not a JSON object");
        row("deep configuration", "UPDATE runs SET config = replace(printf('%05000d', 0), '0', '[')", "not a JSON object");
        row("broken start", "UPDATE runs SET started = '{}'", "lacks a field");
        row("broken end", "UPDATE runs SET finished = '[1'", "not valid JSON");
        row("checkpoint outside", "UPDATE checkpoints SET path = '/etc/..' WHERE step = 60", "cannot be handed over");
        row("checkpoint nowhere", "UPDATE checkpoints SET path = 'a/' WHERE step = 60", "");
        row("broken points", "UPDATE series_blocks SET data = x'00112233'", "damaged");
        row("points missing", "UPDATE series_blocks SET points = 100000", "damaged");
        row("points negative", "UPDATE series_blocks SET points = -1", "damaged");
        row("broken routing", "UPDATE routing_blocks SET data = substr(data, 1, 20)", "damaged");
        row("broken steps", "UPDATE routing_blocks SET steps = x''", "damaged");
        row("broken rows", "UPDATE row_evaluations SET data = zeroblob(50)", "damaged");
        row("broken classes", "UPDATE routing_evaluations SET data = x'28B52FFD'", "damaged");
        row("bomb", "WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 105) INSERT INTO series_blocks "
                    "(series, block, points, last_step, data) SELECT 1, i, 512, 9, x'28B52FFDA0FFFFFF0F' FROM n",
            "larger than those of any run");
        row("great bomb", "UPDATE series_blocks SET data = x'28B52FFDE0FFFFFFFFFFFFFF7F'", "damaged");
        row("schema changed", "UPDATE sqlite_schema SET sql = replace(sql, 'NOT NULL', '') WHERE name = 'log'", "");
    }
    void databasesThatAreNoRunAreRefused()
    {
        QFETCH(QByteArray, sql);
        QFETCH(QString, reason);
        auto parts = partsOf(m_good);
        parts[1].content = altered(parts[1].content, sql.toStdString(), m_root / "altered.sqlite");
        writeParts(parts, m_bad);
        requireRefusal(reason);
    }

    void pagesThatAreDamagedAreRefused()
    {
        const auto parts = partsOf(m_good);
        std::mt19937 random(11);
        int refused = 0;
        for (int round = 0; round < 40; ++round) {
            auto damaged = parts;
            std::string& database = damaged[1].content;
            for (int i = 0; i < 40; ++i)
                database[100 + random() % (database.size() - 100)] = static_cast<char>(random());
            writeParts(damaged, m_bad); // the hash fits
            const std::string sentence = refusal(*m_to, m_bad);
            if (sentence.empty()) { // a value that is as good as another
                m_to->remove(m_to->find("last")->id);
                fs::remove_all(m_workspace / "runs");
            } else {
                ++refused;
            }
        }
        QVERIFY2(refused > 30, QByteArray::number(refused).constData());
        QCOMPARE(allFiles(m_root / "to"), m_files);
        QCOMPARE(m_to->runs().size(), std::size_t(1));
    }

    void aBundleCutShortIsRefused()
    {
        const std::string bytes = good();
        for (std::size_t size = 0; size < bytes.size(); size += size < 2048 ? 97 : 4001) {
            writeText(m_bad, bytes.substr(0, size));
            QVERIFY2(!refusal(*m_to, m_bad).empty(), QByteArray::number(qulonglong(size)).constData());
        }
        for (std::size_t left : {1, 511, 512, 513, 1024, 1025, 2048}) {
            writeText(m_bad, bytes.substr(0, bytes.size() - left));
            QVERIFY2(!refusal(*m_to, m_bad).empty(), QByteArray::number(qulonglong(left)).constData());
        }
        requireNothingChanged();
    }

    void aBitThatFlipsIsFound()
    {
        const std::string bytes = good();
        std::mt19937 random(5);
        for (int round = 0; round < 150; ++round) {
            std::string flipped = bytes;
            const std::size_t at = round < 75 ? std::size_t(round) * 21 : random() % bytes.size();
            flipped[at] = static_cast<char>(flipped[at] ^ (1 << random() % 8));
            writeText(m_bad, flipped);
            QVERIFY2(!refusal(*m_to, m_bad).empty(), QByteArray::number(qulonglong(at)).constData());
        }
        requireNothingChanged();
    }

    void whatFollowsTheEndIsRefused()
    {
        writeText(m_bad, good() + "x");
        requireRefusal(QStringLiteral("does not end"));
        writeText(m_bad, good() + std::string(512, '\0'));
        requireRefusal(QStringLiteral("does not end"));
        writeText(m_bad, good() + good());
        requireRefusal(QStringLiteral("does not end"));
    }

    void sizesThatLieAreRefused_data()
    {
        QTest::addColumn<qlonglong>("bytes");
        for (const qlonglong bytes : {qlonglong(1) << 40, qlonglong(1) << 34, qlonglong(100'000)})
            QTest::addRow("%lld", bytes) << bytes;
    }
    void sizesThatLieAreRefused()
    {
        QFETCH(qlonglong, bytes);
        std::string all = good();
        const std::string name = "checkpoints/step-60/weights.safetensors";
        const std::size_t at = all.find(name);
        all.replace(at, tarBlockBytes, tarHeader({name, bytes}));
        writeText(m_bad, resealed(all));
        requireRefusal(QStringLiteral("it ends before"));
    }

    void aFileWithAHoleThatWouldFillTheDiskIsRefused()
    {
        std::string all = good();
        const std::string name = "checkpoints/step-60/weights.safetensors";
        const std::size_t at = all.find(name);
        constexpr std::int64_t hole = std::int64_t(1) << 43;
        all.replace(at, tarBlockBytes, tarHeader({name, hole - 4096}));
        writeText(m_bad, all);
        std::error_code error;
        fs::resize_file(m_bad, std::uintmax_t(hole), error);
        if (error)
            QSKIP("this file system has no files with holes of 8 TiB");
        requireRefusal(QStringLiteral("too little room"));
        fs::remove(m_bad);
    }

    void whatIsNoFileIsRefused()
    {
        QVERIFY(!refusal(*m_to, "/dev/zero").empty());
        QVERIFY(!refusal(*m_to, m_root / "missing.molex").empty());
        QVERIFY(!refusal(*m_to, m_root / "to").empty());
        const fs::path pipe = m_root / "pipe";
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        QVERIFY(refusal(*m_to, pipe).find("not a plain file") != std::string::npos);
        requireNothingChanged();
    }

    void killedImportsAreEnded()
    {
        RunRepository to(m_root / "killed");
        const std::int64_t run = to.create("stored", "", "{}");
        const fs::path imports = to.workspace() / "imports";
        const auto isStored = [&](std::int64_t number, const std::string& hash) { return number == run && hash == "right"; };
        const auto leave = [&](const std::string& owner, const char* hash) {
            writeText(imports / owner / "run" / "checkpoints" / "a" / "b", owner);
            if (hash != nullptr)
                writeText(imports / owner / "promise.json", "{\"run\":1,\"hash\":\"" + std::string(hash) + "\"}");
        };
        leave("999999999~gone~0", nullptr);  // killed while it unpacked
        leave("999999999~gone~1", "wrong");  // killed before its rows were stored
        leave("999999999~gone~2", "right");  // killed after
        const ProcessIdentity self = ProcessIdentity::current();
        const std::string alive = std::to_string(self.number) + "~" + self.start + "~99";
        leave(alive, nullptr);
        writeText(imports / "something else" / "file", "kept");
        ImportFolder::finishKilled(to.workspace(), isStored);
        QCOMPARE(contentOf(to.runFolder(1) / "checkpoints" / "a" / "b"), std::string("999999999~gone~2"));
        for (const char* gone : {"999999999~gone~0", "999999999~gone~1", "999999999~gone~2"})
            QVERIFY(!fs::exists(imports / gone));
        QVERIFY(fs::exists(imports / alive / "run"));
        QVERIFY(fs::exists(imports / "something else" / "file"));
    }

    void importsLeftByAStrangerAreNeitherFollowedNorWaitedFor()
    {
        RunRepository to(m_root / "strange");
        const fs::path imports = to.workspace() / "imports";
        const auto isStored = [](std::int64_t, const std::string&) { return true; };
        fs::create_directories(imports / "999999999~gone~0" / "run");
        QCOMPARE(::mkfifo((imports / "999999999~gone~0" / "promise.json").c_str(), 0600), 0);
        ImportFolder::finishKilled(to.workspace(), isStored);
        QVERIFY(!fs::exists(imports));
        const fs::path endless = imports / "999999999~gone~1" / "promise.json"; // read whole it would fill the memory
        writeText(endless, R"({"run":1,"hash":"right"})");
        fs::create_directories(endless.parent_path() / "run");
        fs::resize_file(endless, std::uintmax_t(8) << 40);
        ImportFolder::finishKilled(to.workspace(), isStored);
        QVERIFY(!fs::exists(imports) && !fs::exists(to.runFolder(1)));
        const fs::path elsewhere = m_root / "elsewhere";
        writeText(elsewhere / "999999999~gone~0" / "run" / "precious", "kept");
        fs::create_directory_symlink(elsewhere, imports);
        ImportFolder::finishKilled(to.workspace(), isStored);
        QCOMPARE(contentOf(elsewhere / "999999999~gone~0" / "run" / "precious"), std::string("kept"));
    }
};

MOLEX_TEST(tst_BundleFaults)
#include "tst_BundleFaults.moc"
