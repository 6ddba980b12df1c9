#include "gui/pages/EmptyPage.h"

#include <thread>

#include <QAction>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

#include "gui/app/Theme.h"
#include "gui/pages/LaunchCheck.h"
#include "tests/support/FakeMachine.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/LaunchFixture.h"

using namespace gui;

class tst_EmptyPage : public QObject {
    Q_OBJECT

    struct Row
    {
        QString key;
        QString value;
        QString verdict;
        QString advice;
    };

    /// What the page says of the machine.
    static QList<Row> rowsOf(const EmptyPage& page)
    {
        const auto* grid = static_cast<QGridLayout*>(page.findChild<QWidget*>(QStringLiteral("machine"))->layout());
        const auto wordsAt = [grid](int row, int column) {
            const QLayoutItem* item = grid->itemAtPosition(row, column);
            const auto* label = item == nullptr ? nullptr : qobject_cast<QLabel*>(item->widget());
            return label == nullptr ? QString() : label->text();
        };
        QList<Row> rows;
        for (int row = 0; row < grid->rowCount(); row += 2)
            if (const QLayoutItem* icon = grid->itemAtPosition(row, 0))
                rows << Row{wordsAt(row, 1), wordsAt(row, 2), icon->widget()->accessibleName(), wordsAt(row + 1, 1)};
        return rows;
    }

    /// A trial of this batch size on this machine, as Launch checks what it starts.
    static LaunchCheck checkedOn(support::FakeMachine& machine, int batch = 32)
    {
        engine::RunConfig trial;
        trial.training.batchSize = batch;
        LaunchCheck checked;
        std::thread([&] {
            checked = checkLaunch({support::fakePrice, machine.reader(), "/workspace"}, {trial, {trial}});
        }).join();
        return checked;
    }

private Q_SLOTS:
    void aLinkSaysAndDoesItsAction()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        QAction opens(QStringLiteral("&Import run…"));
        opens.setObjectName(QStringLiteral("importRun"));
        opens.setShortcut(QKeySequence(QStringLiteral("Ctrl+I")));
        EmptyPage page(theme, {{&opens}, {}});
        page.resize(1000, 600);
        page.show();
        auto* link = page.findChild<QLabel*>(QStringLiteral("importRunLink"));
        QVERIFY(link->text().contains(QStringLiteral(">Import run…<")));
        QSignalSpy triggered(&opens, &QAction::triggered);
        link->setFocus(Qt::TabFocusReason);
        QTest::keyClick(link, Qt::Key_Tab); // to the link within
        QTest::keyClick(link, Qt::Key_Return);
        QCOMPARE(triggered.count(), 1);
    }

    void whatDecidesAboutARunStandsFirst()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        EmptyPage page(theme, {{}, {}});
        std::vector<engine::Finding> findings;
        for (const char* key : {"Program", "LibTorch", "BLAS", "Threads", "SIMD", "GPU", "Memory", "Anything else"})
            findings.push_back({key, "value", engine::Finding::Verdict::Good, {}});
        support::FakeMachine machine;
        for (int time = 0; time < 2; ++time) { // what it said before is gone
            page.setMachine(findings, checkedOn(machine));
            QStringList keys;
            for (const Row& row : rowsOf(page))
                keys << row.key;
            QCOMPARE(keys.join(QLatin1Char(' ')),
                     QStringLiteral("GPU Threads Memory Disk BLAS SIMD LibTorch Program Anything else"));
        }
        QCOMPARE(rowsOf(page)[3].value, QStringLiteral("500 GiB of 1000 GiB free"));
        LaunchCheck unknown = checkedOn(machine);
        unknown.bytesFree = -1;
        unknown.diskBytes = 0;
        page.setMachine(findings, unknown);
        QCOMPARE(rowsOf(page)[3].key, QStringLiteral("BLAS"));
    }

    void diskAndMemoryWarnWhereAStartIsRefused_data()
    {
        constexpr qint64 gibibyte = qint64(1) << 30;
        QTest::addColumn<qint64>("diskFree");
        QTest::addColumn<qint64>("memoryUsed");
        QTest::addColumn<int>("batch");
        QTest::addColumn<QString>("warned");
        QTest::addColumn<QString>("advice");
        QTest::newRow("room for all") << 500 * gibibyte << 8 * gibibyte << 32 << QString() << QString();
        QTest::newRow("a full disk") << gibibyte << 8 * gibibyte << 32 << QStringLiteral("Disk")
                                     << QStringLiteral("2.0 GiB must stay free");
        QTest::newRow("no room for checkpoints") << (2 * gibibyte + 1) << 8 * gibibyte << 32 << QStringLiteral("Disk")
                                                 << QStringLiteral("make room, or open a workspace on another disk");
        QTest::newRow("memory that others hold")
            << 500 * gibibyte << 63 * gibibyte << 32 << QStringLiteral("Memory")
            << QStringLiteral("other programs leave 1.0 GiB of 64 GiB. Close some of them");
        QTest::newRow("too little memory for it") << 500 * gibibyte << 8 * gibibyte << 65536 << QStringLiteral("Memory")
                                                  << QStringLiteral("this machine has 64 GiB. A smaller batch size");
    }

    void diskAndMemoryWarnWhereAStartIsRefused()
    {
        QFETCH(qint64, diskFree);
        QFETCH(qint64, memoryUsed);
        QFETCH(int, batch);
        QFETCH(QString, warned);
        QFETCH(QString, advice);
        Theme theme(*qApp, Theme::Choice::Light);
        EmptyPage page(theme, {{}, {}});
        support::FakeMachine machine;
        machine.diskFree = diskFree;
        machine.memoryUsed = memoryUsed;
        const LaunchCheck checked = checkedOn(machine, batch);
        page.setMachine({{"Memory", "some", engine::Finding::Verdict::Good, {}}}, checked);
        page.setTrial(checked);
        const QList<Row> rows = rowsOf(page);
        QCOMPARE(rows.size(), 2);
        for (const Row& row : rows) {
            QCOMPARE(row.verdict, row.key == warned ? QStringLiteral("Warning") : QStringLiteral("Good"));
            QVERIFY2(row.key == warned ? row.advice.contains(advice) : row.advice.isEmpty(), qPrintable(row.advice));
        }
        QCOMPARE(page.findChild<QPushButton*>(QStringLiteral("startTrialButton"))->isEnabled(), warned.isEmpty());
    }

    void aTrialThatCannotRunSaysWhyAndIsNotStarted()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        EmptyPage page(theme, {{}, {}});
        page.resize(1000, 600);
        page.show();
        auto* start = page.findChild<QPushButton*>(QStringLiteral("startTrialButton"));
        const auto* reason = page.findChild<QLabel*>(QStringLiteral("trialReason"));
        const auto* text = page.findChild<QLabel*>(QStringLiteral("trialText"));
        QSignalSpy requested(&page, &EmptyPage::trialRequested);
        QVERIFY(!start->isEnabled()); // nobody has looked at it yet
        QVERIFY(!start->toolTip().isEmpty() && !reason->isVisible());
        support::FakeMachine machine;
        LaunchCheck checked = checkedOn(machine);
        checked.result.issues = {{"/usr/share/wordnet", "does not exist; install WordNet (Debian package wordnet-base) "
                                                        "or name its dictionary folder"},
                                 {"", "one more"}};
        page.setTrial(checked);
        QTest::mouseClick(start, Qt::LeftButton);
        QCOMPARE(requested.count(), 0);
        QVERIFY(!start->isEnabled() && reason->isVisible());
        QVERIFY(reason->text().contains(QStringLiteral("install WordNet (Debian package wordnet-base)")));
        QVERIFY(reason->text().endsWith(QStringLiteral("(and 1 more)")));
        QCOMPARE(start->toolTip(), reason->text());
        page.setTrial(checkedOn(machine));
        QVERIFY(start->isEnabled() && !reason->isVisible() && start->toolTip().isEmpty());
        QVERIFY(text->text().contains(QStringLiteral("12 layers, 125 M parameters")));
        QVERIFY(text->text().contains(QStringLiteral("21,440 steps")));
        QTest::mouseClick(start, Qt::LeftButton);
        QCOMPARE(requested.count(), 1);
    }

    void itSaysThatThereAreNoRunsOnlyWhereThereAreNone()
    {
        Theme theme(*qApp, Theme::Choice::Light);
        EmptyPage page(theme, {{}, {}});
        const auto* intro = page.findChild<QLabel*>(QStringLiteral("introText"));
        QVERIFY(intro->text().startsWith(QStringLiteral("This workspace holds no runs yet. The trial")));
        page.setHasRuns(true);
        QVERIFY(intro->text().startsWith(QStringLiteral("The trial")));
    }
};

MOLEX_GUI_TEST(tst_EmptyPage)
#include "tst_EmptyPage.moc"
