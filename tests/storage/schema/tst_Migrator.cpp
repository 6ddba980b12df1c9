#include "storage/schema/Migrator.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>

#include <array>
#include <thread>

#include <QtCore/QDir>

#include "storage/runs/Error.h"
#include "storage/schema/Database.h"
#include "tests/storage/Refusal.h"
#include "tests/support/TestMain.h"

using namespace storage;

namespace {

/// The shipped migrations and a next one.
std::vector<Migration> withNext(std::string_view sql)
{
    std::vector<Migration> migrations(allMigrations().begin(), allMigrations().end());
    migrations.push_back({migrations.back().version + 1, sql});
    return migrations;
}

void insertRun(SQLite::Database& database, const std::string& name)
{
    database.exec("INSERT INTO runs (name, group_name, state, config, created_at) VALUES ('" + name
                  + "', '', 'queued', '{}', 0)");
}

std::string checkRefusal(SQLite::Database& database)
{
    return support::whyRefused([&] { Migrator().check(database); }).toStdString();
}

} // namespace

class tst_Migrator : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::string fileOf(const char* name) const { return m_folder.filePath(name).toStdString(); }

private Q_SLOTS:
    void anEmptyDatabaseGetsTheNewestSchema()
    {
        SQLite::Database database(fileOf("new.sqlite"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        QCOMPARE(Migrator().check(database), 0);
        Migrator().migrate(database);
        QCOMPARE(Migrator().check(database), Migrator().newestVersion());
        QCOMPARE(database.execAndGet("PRAGMA application_id").getInt(), Migrator::applicationId);
        Migrator().migrate(database); // nothing more to do
        QVERIFY(!QFile::exists(m_folder.filePath("new.sqlite.v0.backup")));
    }

    void migrationsAreNumberedWithoutGaps()
    {
        int expected = 1;
        for (const Migration& migration : allMigrations())
            QCOMPARE(migration.version, expected++);
    }

    void anOlderDatabaseIsCopiedBeforeItIsChanged()
    {
        const int before = Migrator().newestVersion();
        SQLite::Database database(fileOf("old.sqlite"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        Migrator().migrate(database);
        insertRun(database, "kept");
        const std::vector<Migration> migrations = withNext("ALTER TABLE runs ADD COLUMN note TEXT NOT NULL DEFAULT 'x'");
        const Migrator newer(migrations);
        QCOMPARE(newer.check(database), before);
        newer.migrate(database);

        QCOMPARE(newer.check(database), before + 1);
        QCOMPARE(database.execAndGet("SELECT name || note FROM runs").getString(), std::string("keptx"));
        SQLite::Database copy(fileOf("old.sqlite") + ".v" + std::to_string(before) + ".backup");
        QCOMPARE(Migrator().check(copy), before);
        QCOMPARE(copy.execAndGet("SELECT name FROM runs").getString(), std::string("kept"));
    }

    void aBackupNeverReplacesAnother()
    {
        const std::string backup = fileOf("twice.sqlite") + ".v1.backup";
        SQLite::Database database(fileOf("twice.sqlite"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        Migrator(allMigrations().first(1)).migrate(database);
        QFile first(QString::fromStdString(backup));
        QVERIFY(first.open(QFile::WriteOnly));
        first.write("precious");
        first.close();
        const std::vector<Migration> migrations = withNext("SELECT 1");
        Migrator(migrations).migrate(database);
        QVERIFY(first.open(QFile::ReadOnly));
        QCOMPARE(first.readAll(), QByteArray("precious"));
        QVERIFY(QFile::exists(QString::fromStdString(backup + "-2")));
    }

    void aFailedMigrationLeavesEverythingAsItWas()
    {
        SQLite::Database database(fileOf("failed.sqlite"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        Migrator().migrate(database);
        insertRun(database, "kept");
        const std::vector<Migration> migrations =
            withNext("ALTER TABLE runs ADD COLUMN note TEXT; DELETE FROM runs; INSERT INTO nothing VALUES (1)");
        QVERIFY_THROWS_EXCEPTION(SQLite::Exception, Migrator(migrations).migrate(database));
        QCOMPARE(Migrator().check(database), Migrator().newestVersion());
        QCOMPARE(database.execAndGet("SELECT count(*) FROM runs").getInt(), 1);
        for (const QString& name : QDir(m_folder.path()).entryList(QDir::Files))
            QVERIFY2(!name.startsWith(QStringLiteral("failed.sqlite.v")), qPrintable(name)); // one more with each try
    }

    void aMigrationThatBreaksAReferenceIsUndone()
    {
        SQLite::Database database(fileOf("reference.sqlite"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        Migrator().migrate(database);
        const std::vector<Migration> migrations = withNext("INSERT INTO series (run, key) VALUES (99, 'loss')");
        QVERIFY_THROWS_EXCEPTION(Error, Migrator(migrations).migrate(database));
        QCOMPARE(Migrator().check(database), Migrator().newestVersion());
    }

    void strangersAreRefused_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("words");
        QTest::newRow("another program's") << "CREATE TABLE t (x); PRAGMA application_id = 7" << "another program";
        QTest::newRow("no application") << "CREATE TABLE t (x); PRAGMA application_id = 0; PRAGMA user_version = 0"
                                        << "another program";
        QTest::newRow("newer") << "PRAGMA user_version = 1000" << "newer version";
        QTest::newRow("trigger") << "CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM runs; END" << "tables";
        QTest::newRow("view") << "DROP TABLE log; CREATE VIEW log AS SELECT 1 AS id" << "tables";
        QTest::newRow("table missing") << "DROP TABLE log" << "tables";
        QTest::newRow("column missing") << "ALTER TABLE runs DROP COLUMN reason" << "tables";
        QTest::newRow("index missing") << "DROP INDEX log_by_run" << "tables";
        QTest::newRow("virtual table") << "CREATE VIRTUAL TABLE v USING fts5(x)" << "tables";
    }

    void strangersAreRefused()
    {
        QFETCH(QString, sql);
        QFETCH(QString, words);
        SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        Migrator().migrate(database);
        QCOMPARE(checkRefusal(database), std::string());
        database.exec(sql.toStdString());
        const QString text = QString::fromStdString(checkRefusal(database));
        QVERIFY2(text.contains(words), qPrintable(text));
    }

    void commentsAndLayoutDoNotMakeAStranger()
    {
        const std::string written(allMigrations()[0].sql);
        std::string relaid = "-- another comment\n";
        for (const char c : written)
            relaid += c == '(' ? std::string("( -- said differently\n   ") : std::string(1, c);
        SQLite::Database database(fileOf("relaid.sqlite"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        const std::array migrations = {Migration{1, relaid}};
        Migrator(migrations).migrate(database);
        QCOMPARE(Migrator(allMigrations().first(1)).check(database), 1);
    }

    void manyMayOpenANewWorkspaceAtOnce()
    {
        const std::filesystem::path workspace = fileOf("shared");
        std::vector<std::string> problems(8);
        std::vector<std::thread> threads;
        for (std::string& problem : problems)
            threads.emplace_back([&] {
                try {
                    Database(workspace, Database::Access::ReadWrite);
                } catch (const std::exception& error) {
                    problem = error.what();
                }
            });
        for (std::thread& thread : threads)
            thread.join();
        for (const std::string& problem : problems)
            QVERIFY2(problem.empty(), problem.c_str());
    }
};

MOLEX_TEST(tst_Migrator)
#include "tst_Migrator.moc"
