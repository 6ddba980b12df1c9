#include "gui/models/RunLogModel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include "gui/models/LogFilter.h"
#include "tests/support/GuiTestMain.h"

using namespace gui;

class tst_RunLogModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void newLinesAreInsertedAtTheEnd()
    {
        Theme theme(*qApp);
        RunModel run;
        RunLogModel log(theme);
        QAbstractItemModelTester tester(&log, QAbstractItemModelTester::FailureReportingMode::QtTest);
        log.setRun(&run);
        QSignalSpy inserted(&log, &QAbstractItemModel::rowsInserted);
        run.apply({engine::LogLine{engine::LogLevel::Info, "loaded"}, engine::LogLine{engine::LogLevel::Warning, "slow BLAS"}}, 5);
        run.apply({engine::LogLine{engine::LogLevel::Error, "stopped"}}, 6);
        QCOMPARE(inserted.count(), 2);
        QCOMPARE(log.rowCount(), 3);
        QCOMPARE(log.index(1, RunLogModel::Level).data().toString(), QStringLiteral("warning"));
        QCOMPARE(log.index(2, RunLogModel::Text).data().toString(), QStringLiteral("stopped"));
        QCOMPARE(log.index(2, RunLogModel::Text).data(LogFilter::levelRole).toInt(), int(engine::LogLevel::Error));
    }

    void anotherRunReplacesTheLines()
    {
        Theme theme(*qApp);
        RunModel first;
        first.apply({engine::LogLine{engine::LogLevel::Info, "one"}}, 5);
        auto second = std::make_unique<RunModel>();
        RunLogModel log(theme);
        QAbstractItemModelTester tester(&log, QAbstractItemModelTester::FailureReportingMode::QtTest);
        log.setRun(&first);
        QCOMPARE(log.rowCount(), 1);
        log.setRun(second.get());
        QCOMPARE(log.rowCount(), 0);
        first.apply({engine::LogLine{engine::LogLevel::Info, "two"}}, 6);
        QCOMPARE(log.rowCount(), 0);
        second.reset();
        QCOMPARE(log.rowCount(), 0);
    }
};

MOLEX_GUI_TEST(tst_RunLogModel)
#include "tst_RunLogModel.moc"
