#include "gui/models/WindowLog.h"

#include <QAbstractItemModelTester>
#include <QDateTime>

#include "gui/app/Theme.h"
#include "gui/models/RunLogModel.h"
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

    void whatTheRunInSightWarnedOfComesLastAndGoesWithIt()
    {
        using engine::LogLevel;
        WindowLog model(m_theme);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto text = [&model](int row) { return model.index(row, WindowLog::Text).data().toString(); };
        const QString run = QStringLiteral("a");
        const QString shared = QStringLiteral("12 rows are shared");
        const QString collapsed = QStringLiteral("Position 2 collapsed");
        const std::vector<WindowLog::Line> ofRun = {{5, LogLevel::Warning, run, shared},
                                                    {6, LogLevel::Warning, run, collapsed}};
        model.add({{1, LogLevel::Info, run, QStringLiteral("Started")}, {2, LogLevel::Warning, run, shared}});
        model.acknowledge();
        model.setOfRun(ofRun);
        QCOMPARE(model.rowCount(), 3); // one is there already
        QCOMPARE(model.warnings(), 1);
        model.add({{double(QDateTime::currentSecsSinceEpoch()), LogLevel::Info, {}, QStringLiteral("Backed up")}});
        QCOMPARE(text(2), QStringLiteral("Backed up"));
        QCOMPARE(text(3), collapsed);
        QVERIFY(model.index(3, WindowLog::Time).data().toString().contains(QLatin1Char('-'))); // of another day
        model.acknowledge();
        model.setOfRun(ofRun); // says nothing new
        QCOMPARE(model.warnings(), 0);
        model.setOfRun({{8, LogLevel::Error, QStringLiteral("b"), QStringLiteral("the loss is not a number")}});
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(text(3), QStringLiteral("the loss is not a number"));
        QCOMPARE(model.warnings(), 1);
        model.setOfRun({});
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.warnings(), 0);
    }

    void itsColumnsAreCalledAsThoseOfARunsLog()
    {
        Theme theme(*qApp);
        const RunLogModel ofRun(theme);
        const WindowLog ofWindow(theme);
        const auto title = [](const QAbstractItemModel& log, int column) {
            return log.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        };
        QCOMPARE(title(ofRun, RunLogModel::Time), title(ofWindow, WindowLog::Time));
        QCOMPARE(title(ofRun, RunLogModel::Level), title(ofWindow, WindowLog::Level));
        QCOMPARE(title(ofRun, RunLogModel::Text), title(ofWindow, WindowLog::Text));
        QCOMPARE(title(ofRun, RunLogModel::Level), QStringLiteral("Kind"));
    }
};

MOLEX_GUI_TEST(tst_WindowLog)
#include "tst_WindowLog.moc"
