#include <QTemporaryDir>

#include "storage/runs/RunRepository.h"
#include "tests/support/TestMain.h"

using namespace storage;

/// The runs that wait, across connections and in every order.
class tst_Queue : public QObject {
    Q_OBJECT

private:
    static QString order(const RunRepository& repository)
    {
        QStringList names;
        for (const RunRecord& run : repository.queue())
            names << QString::fromStdString(run.name);
        return names.join(QLatin1Char(' '));
    }

    static std::vector<std::int64_t> addLetters(RunRepository& repository)
    {
        return repository.create({{"a", "g", "{}"}, {"b", "g", "{}"}, {"c", "g", "{}"}, {"d", "g", "{}"}});
    }

private Q_SLOTS:
    void manyRunsAreAddedInOrderOrNotAtAll()
    {
        QTemporaryDir folder;
        RunRepository repository(folder.path().toStdString());
        const auto ids = repository.create({{"a", "g", "{}"}, {"a", "g", "{}"}, {"b", "", "{}"}});
        QCOMPARE(ids.size(), std::size_t(3));
        QCOMPARE(order(repository), QStringLiteral("a a-2 b"));
        QVERIFY_THROWS_EXCEPTION(Error, repository.create({{"c", "", "{}"}, {" ", "", "{}"}}));
        QCOMPARE(order(repository), QStringLiteral("a a-2 b"));
    }

    void theOrderSurvivesAReopening()
    {
        QTemporaryDir folder;
        {
            RunRepository repository(folder.path().toStdString());
            const auto id = addLetters(repository);
            repository.moveInQueue(id[3], id[0]);
            repository.moveInQueue(id[1], 0);
            QCOMPARE(order(repository), QStringLiteral("d a c b"));
        }
        RunRepository repository(folder.path().toStdString());
        QCOMPARE(order(repository), QStringLiteral("d a c b"));
        repository.create("e", "", "{}");
        QCOMPARE(order(repository), QStringLiteral("d a c b e"));
    }

    void aRunMovesToEveryPlace()
    {
        QTemporaryDir folder;
        RunRepository repository(folder.path().toStdString());
        const auto id = addLetters(repository);
        repository.moveInQueue(id[0], id[2]);
        QCOMPARE(order(repository), QStringLiteral("b a c d"));
        repository.moveInQueue(id[0], id[2]); // it is there
        QCOMPARE(order(repository), QStringLiteral("b a c d"));
        repository.moveInQueue(id[0], id[0]);
        QCOMPARE(order(repository), QStringLiteral("b a c d"));
        repository.moveInQueue(id[3], id[1]);
        QCOMPARE(order(repository), QStringLiteral("d b a c"));
    }

    void whatStoodBehindMayHaveBegun()
    {
        QTemporaryDir folder;
        RunRepository repository(folder.path().toStdString());
        const auto id = addLetters(repository);
        repository.setState(id[0], RunState::Running);
        repository.moveInQueue(id[2], id[0]);
        QCOMPARE(order(repository), QStringLiteral("c b d"));
        QVERIFY_THROWS_EXCEPTION(Error, repository.moveInQueue(id[0], 0)); // does not wait any more
        QVERIFY_THROWS_EXCEPTION(Error, repository.moveInQueue(99, 0));
    }

    void aRemovedRunComesBackUnderItsNumber()
    {
        QTemporaryDir folder;
        RunRepository repository(folder.path().toStdString());
        const auto id = addLetters(repository);
        const RunRecord before = repository.run(id[1]).value();
        repository.remove(id[1]);
        QCOMPARE(order(repository), QStringLiteral("a c d"));
        const auto other = repository.create("b", "", "{}");
        repository.restore(before);
        repository.moveInQueue(id[1], id[2]);
        QCOMPARE(order(repository), QStringLiteral("a b-2 c d b")); // its name was taken meanwhile
        QCOMPARE(repository.run(id[1])->group, std::string("g"));
        QCOMPARE(repository.run(id[1])->createdAt, before.createdAt);
        QVERIFY(repository.create("e", "", "{}") > other);
        QVERIFY_THROWS_EXCEPTION(Error, repository.restore(before));
    }
};

MOLEX_TEST(tst_Queue)
#include "tst_Queue.moc"
