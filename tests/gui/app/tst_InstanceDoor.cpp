#include "gui/app/InstanceDoor.h"

#include <thread>

#include <QFileInfo>
#include <QLocalSocket>
#include <QSignalSpy>

#include "engine/run/ThreadRole.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/TemporaryFolder.h"

using namespace gui;

/// A second start for the same workspace.
class tst_InstanceDoor : public QObject {
    Q_OBJECT

    /// From another thread, as another program would.
    static bool knock(const std::filesystem::path& workspace, const std::filesystem::path& configuration = {})
    {
        std::atomic<int> answer = -1;
        std::thread visitor([&] { answer = InstanceDoor::knock(workspace, configuration); });
        const bool answered = QTest::qWaitFor([&] { return answer >= 0; }, 10000);
        visitor.join();
        return answered && answer == 1;
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void aKnockIsAnsweredForTheSameWorkspaceOnly()
    {
        const support::TemporaryFolder folder, other;
        InstanceDoor door(folder.path());
        QSignalSpy knocked(&door, &InstanceDoor::knocked);
        QVERIFY(knock(folder.path() / "."));
        QCOMPARE(knocked.count(), 1);
        QVERIFY(!knock(other.path()));
        QCOMPARE(knocked.count(), 1);
    }

    void aConfigurationIsHandedOver()
    {
        const support::TemporaryFolder folder;
        const auto file = folder.write("seed 1 – ä%2f.json", "{}");
        InstanceDoor door(folder.path());
        QSignalSpy knocked(&door, &InstanceDoor::knocked);
        QVERIFY(knock(folder.path(), file));
        QVERIFY(knock(folder.path()));
        QCOMPARE(knocked.count(), 2);
        QCOMPARE(knocked[0][0].toString(), QString::fromStdString(file.string()));
        QCOMPARE(knocked[1][0].toString(), QString());
    }

    void whatIsNoFileIsNotTaken_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::newRow("relative") << QByteArray("open run.json\n");
        QTest::newRow("empty") << QByteArray("open \n");
        QTest::newRow("nowhere") << QByteArray("open /nowhere/run.json\n");
        QTest::newRow("a folder") << QByteArray("open /tmp\n");
        QTest::newRow("a device") << QByteArray("open /dev/zero\n");
        QTest::newRow("a path that ends early") << QByteArray("open /etc/passwd%00.json\n");
        QTest::newRow("no UTF-8") << QByteArray("open /tmp/%ff\n");
        QTest::newRow("too long") << QByteArray("open /" + QByteArray("../").repeated(1500) + "etc/passwd\n");
        QTest::newRow("another word") << QByteArray("start /etc/passwd\n");
    }

    void whatIsNoFileIsNotTaken()
    {
        QFETCH(QByteArray, request);
        const support::TemporaryFolder folder;
        InstanceDoor door(folder.path());
        QSignalSpy knocked(&door, &InstanceDoor::knocked);
        QLocalSocket visitor;
        visitor.connectToServer(door.socket());
        QVERIFY(visitor.waitForConnected());
        visitor.write(request);
        QTRY_COMPARE(visitor.state(), QLocalSocket::UnconnectedState);
        QCOMPARE(knocked.count(), 0);
    }

    void whatAKilledWindowLeftBehindIsNoHindrance()
    {
        const support::TemporaryFolder folder;
        {
            const InstanceDoor door(folder.path());
        }
        QVERIFY(!knock(folder.path()));
        InstanceDoor again(folder.path());
        QVERIFY(knock(folder.path()));
    }

    void theSocketIsTheUsersAlone()
    {
        const support::TemporaryFolder folder;
        const InstanceDoor door(folder.path());
        const QFileInfo socket(door.socket());
        QVERIFY(socket.exists());
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(socket.permissions() & others));
    }

    void nonsenseIsNotAnswered()
    {
        const support::TemporaryFolder folder;
        InstanceDoor door(folder.path());
        QSignalSpy knocked(&door, &InstanceDoor::knocked);
        QLocalSocket visitor;
        visitor.connectToServer(door.socket());
        QVERIFY(visitor.waitForConnected());
        visitor.write(QByteArray(100000, 'x'));
        QTRY_COMPARE(visitor.state(), QLocalSocket::UnconnectedState);
        QCOMPARE(knocked.count(), 0);
    }
};

MOLEX_GUI_TEST(tst_InstanceDoor)
#include "tst_InstanceDoor.moc"
