#include <thread>

#include <QCheckBox>
#include <QLabel>
#include <QTableView>
#include <QToolButton>

#include "gui/models/WindowLog.h"
#include "gui/pages/EmptyHint.h"
#include "storage/runs/RunRecorder.h"
#include "tests/support/Desk.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/SyntheticRun.h"

using namespace gui;
using storage::RunState;
using support::addRun;
using support::Desk;

/// What is in sight of the docks below in a window of the usual size.
class tst_BottomDocks : public QObject {
    Q_OBJECT

private:
    static QTableView* queue(const Desk& desk) { return desk.find<QTableView>("queueTable"); }

    static void makeUsual(const Desk& desk)
    {
        desk.window->resize(1280, 800);
        QTRY_COMPARE(desk.window->size(), QSize(1280, 800));
    }

    /// What a test that fails says.
    static QString places(const QRect& part, const QRect& sight)
    {
        return QStringLiteral("%1 to %2 in %3 to %4")
            .arg(part.top())
            .arg(part.bottom())
            .arg(sight.top())
            .arg(sight.bottom());
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void anEmptyQueuesAdviceIsReadWhole()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        makeUsual(desk);
        const auto* hint = queue(desk)->viewport()->findChild<EmptyHint*>();
        QTRY_VERIFY(hint->isVisible());
        QTRY_COMPARE(hint->size(), queue(desk)->viewport()->size());
        const QRect words = hint->wordsRect();
        QVERIFY(words.height() > 2 * hint->fontMetrics().height()); // a title and a text
        QVERIFY2(hint->rect().contains(words), qPrintable(places(words, hint->rect())));
    }

    void threeWaitingRunsAreInSight()
    {
        const support::TemporaryFolder folder;
        for (const char* name : {"a", "b", "c"})
            addRun(folder.path(), name, RunState::Queued);
        Desk desk(folder.path());
        makeUsual(desk);
        QTRY_COMPARE(queue(desk)->model()->rowCount(), 3);
        const auto third = [&desk] { return queue(desk)->visualRect(queue(desk)->model()->index(2, 0)); };
        QTRY_VERIFY(third().height() > 0);
        const QRect sight = queue(desk)->viewport()->rect();
        QVERIFY2(third().top() >= 0 && third().bottom() <= sight.bottom(), qPrintable(places(third(), sight)));
    }

    /// Its own words, and what its routing ended with, as its page counts it.
    void theLogHasWhatAStoredRunWarnedOfWhileItIsInSight()
    {
        const support::TemporaryFolder folder;
        std::thread([&folder] {
            support::SyntheticRun synthetic(support::SyntheticOptions{});
            std::int64_t run = 0;
            {
                storage::RunRepository repository(folder.path());
                run = repository.create("warns", "", synthetic.queued().record.configJson);
            }
            storage::RunRecorder recorder(folder.path(), run);
            for (const engine::RunEvent& event : synthetic.events())
                recorder.handle(event);
            recorder.flush();
        }).join();
        addRun(folder.path(), "plain", RunState::Stopped);
        Desk desk(folder.path());
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 2);
        const auto* button = desk.find<QToolButton>("logToggleButton");
        const auto* lines = desk.find<QTableView>("windowLogTableView")->model();
        const int before = lines->rowCount();
        desk.clickRow(1);
        QTRY_VERIFY(lines->rowCount() > before);
        const auto onRouting = [&desk] { return desk.find<QLabel>("routingBadgeLabel")->text().toInt(); };
        QTRY_VERIFY(onRouting() > 0);
        const int warnings = 1 + onRouting();
        QCOMPARE(lines->rowCount(), before + warnings);
        QCOMPARE(button->text(), QStringLiteral("Log: %1 warnings").arg(warnings));
        QCOMPARE(lines->index(before, WindowLog::Run).data().toString(), QStringLiteral("warns"));
        QCOMPARE(lines->index(before, WindowLog::Text).data().toString(),
                 QStringLiteral("17 rows are in train and in dev"));
        desk.action("logToggle")->trigger(); // they are looked at
        QCOMPARE(button->text(), QStringLiteral("Log"));
        desk.clickRow(0);
        QTRY_COMPARE(lines->rowCount(), before);
        QCOMPARE(button->text(), QStringLiteral("Log"));
    }

    void theQueuesButtonsSayInWordsWhatTheyDo()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        makeUsual(desk);
        for (const char* name : {"queueWorkButton", "queueChangeButton", "queueRemoveButton"}) {
            const auto* button = desk.find<QToolButton>(name);
            QVERIFY2(button->toolButtonStyle() == Qt::ToolButtonTextBesideIcon && !button->text().isEmpty(), name);
            QVERIFY2(button->width() >= button->sizeHint().width(), name);
            QVERIFY2(button->height() >= button->sizeHint().height(), name);
        }
        const auto* goesOn = desk.find<QCheckBox>("queueGoesOnCheckBox");
        QVERIFY(!goesOn->text().isEmpty() && goesOn->width() >= goesOn->sizeHint().width());
    }
};

MOLEX_GUI_TEST(tst_BottomDocks)
#include "tst_BottomDocks.moc"
