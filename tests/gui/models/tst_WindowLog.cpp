#include "gui/models/WindowLog.h"

#include <QAbstractItemModelTester>

#include "gui/app/Theme.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;

class tst_WindowLog : public QObject {
    Q_OBJECT

    Theme m_theme{*qApp, Theme::Choice::Light};

private Q_SLOTS:
    void theLogKeepsTheNewestLinesAndCountsWarnings()
    {
        WindowLog model(m_theme);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.add({{0, engine::LogLevel::Warning, QStringLiteral("a"), QStringLiteral("the BLAS is slow")}});
        QCOMPARE(model.warnings(), 1);
        std::vector<WindowLog::Line> lines(10000);
        lines.back().text = QStringLiteral("newest");
        model.add(lines);
        QCOMPARE(model.rowCount(), 10000);
        QCOMPARE(model.index(9999, WindowLog::Text).data().toString(), QStringLiteral("newest"));
        QCOMPARE(model.index(0, WindowLog::Level).data().toString(), QStringLiteral("note"));
        model.acknowledge();
        QCOMPARE(model.warnings(), 0);
    }
};

MOLEX_GUI_TEST(tst_WindowLog)
#include "tst_WindowLog.moc"
