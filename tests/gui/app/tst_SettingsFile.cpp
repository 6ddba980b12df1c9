#include "gui/app/SettingsFile.h"

#include <QLockFile>
#include <QTemporaryDir>

#include "tests/support/GuiTestMain.h"

using namespace gui;

class tst_SettingsFile : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    const QString m_file = m_folder.filePath(QStringLiteral("settings.ini"));

    QSettings stored() const { return {m_file, QSettings::IniFormat}; }

private Q_SLOTS:
    void init() { QFile::remove(m_file); }

    void whatIsChosenComesBack()
    {
        {
            SettingsFile settings{stored()};
            settings.setValue(QStringLiteral("a"), 1);
            settings.setValue(QStringLiteral("layout/b"), QByteArray("\x01\x00", 2));
            settings.setValue(QStringLiteral("layout/c"), true);
            settings.setValue(QStringLiteral("layouts"), 4);
        }
        SettingsFile settings{stored()};
        QCOMPARE(settings.value(QStringLiteral("a")).toInt(), 1);
        QCOMPARE(settings.value(QStringLiteral("layout/b")).toByteArray(), QByteArray("\x01\x00", 2));
        QCOMPARE(settings.value(QStringLiteral("none"), 7).toInt(), 7);
        settings.removeGroup(QStringLiteral("layout"));
        QVERIFY(!settings.value(QStringLiteral("layout/b")).isValid());
        QTRY_COMPARE(stored().allKeys(), (QStringList{QStringLiteral("a"), QStringLiteral("layouts")}));
    }

    void twoProgramsKeepEachOthersValues()
    {
        SettingsFile one{stored()};
        SettingsFile other{stored()};
        one.setValue(QStringLiteral("one"), 1);
        other.setValue(QStringLiteral("other"), 2);
        QTRY_COMPARE(stored().allKeys(), (QStringList{QStringLiteral("one"), QStringLiteral("other")}));
    }

    /// A test that hangs shows that somebody waits.
    void aFileThatCannotBeWrittenYetHoldsNobodyUp()
    {
        QLockFile disk(m_file + QStringLiteral(".lock")); // QSettings waits for it
        SettingsFile settings{stored()};
        QVERIFY(disk.lock());
        settings.setValue(QStringLiteral("a"), 1);
        settings.setValue(QStringLiteral("a"), 2);
        QCOMPARE(settings.value(QStringLiteral("a")).toInt(), 2);
        QVERIFY(!QFile::exists(m_file));
        disk.unlock();
        QTRY_COMPARE(stored().value(QStringLiteral("a")).toInt(), 2);
    }
};

MOLEX_GUI_TEST(tst_SettingsFile)
#include "tst_SettingsFile.moc"
