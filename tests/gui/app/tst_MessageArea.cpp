#include "gui/app/MessageArea.h"

#include <sys/stat.h>

#include <QPushButton>
#include <QToolButton>

#include "gui/app/AppSettings.h"
#include "gui/app/Theme.h"
#include "gui/app/WorkspaceLock.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/TemporaryFolder.h"

using namespace gui;

class tst_MessageArea : public QObject {
    Q_OBJECT

private:
    Theme m_theme{*qApp, Theme::Choice::Light};

private Q_SLOTS:
    void aQuestionIsGoneWhenAnswered()
    {
        MessageArea area(m_theme);
        int answers = 0;
        area.tell(QStringLiteral("close"),
                  {MessageArea::Kind::Warning, QStringLiteral("Really?"),
                   {{QStringLiteral("yesButton"), QStringLiteral("Yes"), [&] { ++answers; }}}});
        QVERIFY(area.isVisibleTo(nullptr) || !area.isHidden());
        QTest::mouseClick(area.findChild<QPushButton*>(QStringLiteral("yesButton")), Qt::LeftButton);
        QCOMPARE(answers, 1);
        QVERIFY(!area.has(QStringLiteral("close")));
        QVERIFY(area.isHidden());
    }

    void anAnswerMayTellTheNextMessageOfTheSameKey()
    {
        MessageArea area(m_theme);
        area.tell(QStringLiteral("close"),
                  {MessageArea::Kind::Warning, QStringLiteral("Really?"),
                   {{QStringLiteral("yesButton"), QStringLiteral("Yes"), [&] {
                        area.tell(QStringLiteral("close"), {MessageArea::Kind::Note, QStringLiteral("Saving"), {}});
                    }}}});
        QTest::mouseClick(area.findChild<QPushButton*>(QStringLiteral("yesButton")), Qt::LeftButton);
        QCOMPARE(area.text(QStringLiteral("close")), QStringLiteral("Saving"));
    }

    void messagesOfTheSameKeyReplaceEachOtherAndOthersStay()
    {
        MessageArea area(m_theme);
        area.tell(QStringLiteral("a"), {MessageArea::Kind::Error, QStringLiteral("first"), {}});
        area.tell(QStringLiteral("b"), {MessageArea::Kind::Note, QStringLiteral("other"), {}});
        area.tell(QStringLiteral("a"), {MessageArea::Kind::Error, QStringLiteral("second"), {}});
        QCOMPARE(area.text(QStringLiteral("a")), QStringLiteral("second"));
        QCOMPARE(area.text(QStringLiteral("b")), QStringLiteral("other"));
        area.take(QStringLiteral("a"));
        QVERIFY(!area.isHidden());
        area.take(QStringLiteral("b"));
        QVERIFY(area.isHidden());
    }

    void settingsComeBack()
    {
        const support::TemporaryFolder folder;
        const QString file = QString::fromStdString((folder.path() / "settings.ini").string());
        {
            AppSettings settings(file);
            QCOMPARE(settings.theme(), Theme::Choice::System);
            settings.setTheme(Theme::Choice::Dark);
            settings.setLayout(QStringLiteral("window"), QByteArray("\x01\x00\x02", 3));
            settings.setShowsAllFields(true);
        }
        const AppSettings settings(file);
        QCOMPARE(settings.theme(), Theme::Choice::Dark);
        QCOMPARE(settings.layout(QStringLiteral("window")), QByteArray("\x01\x00\x02", 3));
        QVERIFY(settings.showsAllFields());
    }

    void onlyOneWindowHoldsAWorkspace()
    {
        const support::TemporaryFolder folder;
        {
            const WorkspaceLock first(folder.path());
            QVERIFY(first.isHeld());
            const WorkspaceLock second(folder.path());
            QVERIFY(!second.isHeld());
            QVERIFY(second.problem().contains(QStringLiteral("already open")));
        }
        const WorkspaceLock third(folder.path());
        QVERIFY(third.isHeld());
        std::filesystem::create_directory(folder.path() / "piped");
        QCOMPARE(::mkfifo((folder.path() / "piped" / "window.lock").c_str(), 0600), 0);
        QVERIFY(!WorkspaceLock(folder.path() / "piped").isHeld()); // and is not waited on
        const WorkspaceLock elsewhere(folder.path() / "absent");
        QVERIFY(elsewhere.problem().contains(QStringLiteral("writable")));
    }
};

MOLEX_GUI_TEST(tst_MessageArea)
#include "tst_MessageArea.moc"
