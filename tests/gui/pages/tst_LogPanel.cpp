#include "gui/pages/LogPanel.h"

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>

#include "gui/app/Theme.h"
#include "gui/models/WindowLog.h"
#include "gui/pages/EmptyHint.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;

class tst_LogPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theDockIsSearchedAndFilteredByKeys()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        WindowLog log(theme);
        LogPanel panel(log, theme);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        const auto& table = *panel.findChild<QTableView*>(QStringLiteral("windowLogTableView"));
        auto& words = *panel.findChild<QLineEdit*>(QStringLiteral("windowLogSearchLineEdit"));
        const auto& count = *panel.findChild<QLabel*>(QStringLiteral("windowLogCountLabel"));
        const auto& hint = *panel.findChild<EmptyHint*>();
        QVERIFY(hint.isVisible());
        log.add({{1, engine::LogLevel::Info, QStringLiteral("cola-s1"), QStringLiteral("Started")},
                 {2, engine::LogLevel::Warning, QStringLiteral("cola-s2"), QStringLiteral("The BLAS is slow")},
                 {3, engine::LogLevel::Error, {}, QStringLiteral("The disk is full")}});
        QCOMPARE(table.model()->rowCount(), 3);
        QVERIFY(!hint.isVisible());
        QCOMPARE(count.text(), QString());

        QTest::keyClicks(&words, QStringLiteral("COLA slow"));
        QCOMPARE(table.model()->rowCount(), 1);
        QCOMPARE(table.model()->index(0, WindowLog::Text).data().toString(), QStringLiteral("The BLAS is slow"));
        QCOMPARE(count.text(), QStringLiteral("1 of 3 lines"));
        QTest::keyClicks(&words, QStringLiteral("er"));
        QCOMPARE(table.model()->rowCount(), 0);
        QVERIFY(!hint.isVisible()); // something did happen
        words.clear();

        QTest::keyClick(panel.findChild<QAbstractButton*>(QStringLiteral("errorsToolButton")), Qt::Key_Space);
        QCOMPARE(table.model()->rowCount(), 1);
        QCOMPARE(table.model()->index(0, WindowLog::Text).data().toString(), QStringLiteral("The disk is full"));
    }

    void oneLineIsNoMany()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        WindowLog log(theme);
        LogPanel panel(log, theme);
        log.add({{1, engine::LogLevel::Info, {}, QStringLiteral("Started")}});
        panel.findChild<QLineEdit*>(QStringLiteral("windowLogSearchLineEdit"))->setText(QStringLiteral("ended"));
        const auto* count = panel.findChild<QLabel*>(QStringLiteral("windowLogCountLabel"));
        QCOMPARE(count->text(), QStringLiteral("0 of 1 line"));
    }
};

MOLEX_GUI_TEST(tst_LogPanel)
#include "tst_LogPanel.moc"
