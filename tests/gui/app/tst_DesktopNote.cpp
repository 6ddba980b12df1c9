#include "gui/app/DesktopNote.h"

#include <QProcess>
#include <QStandardPaths>
#include <QVariantMap>

#include <QtDBus/QDBusConnection>

#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace gui;

/// In the desktop's place, which shows what it is told.
class Notifications final : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    QList<QVariantList> told;

public Q_SLOTS:
    /// Found by its name, which is the desktop's.
    uint Notify(const QString& program, uint replaced, const QString& icon, const QString& title, const QString& text,
                const QStringList& actions, const QVariantMap& hints, int milliseconds)
    {
        told << QVariantList{program, replaced, icon, title, text, actions, hints, milliseconds};
        return uint(told.size());
    }
};

/// What a desktop gets to show, on a bus of the test's own: nobody sees it.
class tst_DesktopNote : public QObject {
    Q_OBJECT

private:
    support::TemporaryFolder m_folder;
    QProcess m_bus;
    Notifications m_desktop;

    static QString connection() { return QStringLiteral("desktop"); }

private Q_SLOTS:
    void initTestCase()
    {
        const QString program = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
        if (program.isEmpty())
            QSKIP("dbus-daemon is not installed");
        const std::string address = "unix:path=" + (m_folder.path() / "bus").string();
        const auto file = m_folder.write("bus.conf", "<busconfig><type>session</type><listen>" + address
                                                         + "</listen><policy context='default'>"
                                                           "<allow send_destination='*' eavesdrop='true'/>"
                                                           "<allow eavesdrop='true'/><allow own='*'/>"
                                                           "</policy></busconfig>");
        m_bus.start(program, {QStringLiteral("--nofork"), QStringLiteral("--print-address"),
                              QStringLiteral("--config-file=") + QString::fromStdString(file.string())});
        QVERIFY(m_bus.waitForReadyRead(20000)); // it is there
        qputenv("DBUS_SESSION_BUS_ADDRESS", QByteArray::fromStdString(address));
        QDBusConnection bus = QDBusConnection::connectToBus(QString::fromStdString(address), connection());
        QVERIFY(bus.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &m_desktop,
                                   QDBusConnection::ExportAllSlots));
        QVERIFY(bus.registerService(QStringLiteral("org.freedesktop.Notifications")));
        QCoreApplication::setApplicationName(QStringLiteral("MoLEx Workbench"));
    }

    void init() { m_desktop.told.clear(); }

    void cleanupTestCase()
    {
        QDBusConnection::disconnectFromBus(connection());
        m_bus.terminate();
        m_bus.waitForFinished();
    }

    /// By this program, in place of none before, without a picture, answers or hints, for as long as it shows others.
    void theDesktopIsToldTitleAndText()
    {
        notifyDesktop(QStringLiteral("cola-molex-s3"), QStringLiteral("finished"));
        QTRY_COMPARE(m_desktop.told.size(), qsizetype(1));
        QCOMPARE(m_desktop.told.first(),
                 (QVariantList{QStringLiteral("MoLEx Workbench"), 0U, QString(), QStringLiteral("cola-molex-s3"),
                               QStringLiteral("finished"), QStringList(), QVariantMap(), -1}));
    }

    /// The text could hold markup, the title cannot.
    void whatARunSaysIsReadLetterByLetter()
    {
        notifyDesktop(QStringLiteral("a <b>"), QStringLiteral("failed: <i>x</i> & y"));
        notifyDesktop(QStringLiteral("Queue"), QStringLiteral("all 2 runs have ended"));
        QTRY_COMPARE(m_desktop.told.size(), qsizetype(2)); // each by itself, in order
        QCOMPARE(m_desktop.told[0][3].toString(), QStringLiteral("a <b>"));
        QCOMPARE(m_desktop.told[0][4].toString(), QStringLiteral("failed: &lt;i&gt;x&lt;/i&gt; &amp; y"));
        QCOMPARE(m_desktop.told[1][3].toString(), QStringLiteral("Queue"));
    }
};

MOLEX_TEST(tst_DesktopNote)
#include "tst_DesktopNote.moc"
