#include "tests/support/Desk.h"

#include <QDialog>
#include <QLabel>
#include <QMessageBox>
#include <QTextEdit>
#include <QToolTip>

#include "gui/models/RunTableModel.h"
#include "gui/pages/CompareWordsView.h"
#include "tests/storage/SampleEvents.h"
#include "tests/support/StoredGroups.h"

using namespace gui;
using support::Desk;

namespace {

/// A picture from elsewhere, an entity, a link, and places for values.
const std::string markup = "<img src=file:///nowhere.png onerror=1><b>&amp;%1%2</b><a href=x>y</a>";

} // namespace

/// What a stranger's run says is shown as it is written: no label, tip or message takes it for markup, which could load
/// files and pictures or look like the program's own words.
class tst_PlainText : public QObject {
    Q_OBJECT

private:
    /// Returns the number of a failed run that says it everywhere.
    static std::int64_t store(const std::filesystem::path& workspace)
    {
        support::storeTwoGroups(workspace, 2, [](support::StoredRun& run) {
            run.name = markup + run.name;
            run.marks = {{markup}, markup, false, false, false, {}};
        });
        std::int64_t failed = 0;
        std::thread([&] {
            {
                storage::RunRepository repository(workspace);
                failed = repository.create(markup, "", engine::toJson(support::fakeConfig(markup)).dump());
                repository.setMarks(failed, {{markup}, markup, false, false, false, {}});
            }
            storage::RunRecorder recorder(workspace, failed);
            engine::RunStarted started = support::sampleStart();
            started.device = markup;
            started.classes = {markup, "b"};
            started.environment.emplace_back(markup, markup);
            recorder.handle(started);
            recorder.handle(engine::StepDone{1, 0.1, 1, {{"loss", 1}, {markup, 1}}});
            engine::Evaluated evaluated = support::sampleEvaluation(1, 0.5, true);
            evaluated.values.push_back({markup, 1});
            recorder.handle(evaluated);
            recorder.handle(support::sampleRows(1));
            recorder.handle(engine::LogLine{engine::LogLevel::Error, markup});
            engine::RunFinished finished = support::sampleEnd(engine::RunStatus::Failed);
            finished.reason = markup;
            recorder.handle(finished);
            recorder.flush();
        }).join();
        return failed;
    }

    static RunTableModel& runs(const Desk& desk) { return *static_cast<RunTableModel*>(desk.runs()->model()); }

    struct Labels
    {
        int showing = 0;   ///< the markup, letter by letter
        QStringList wrong; ///< take their text for markup
    };

    /// Of all windows.
    static Labels labels()
    {
        Labels found;
        for (QWidget* widget : QApplication::allWidgets()) {
            auto* label = qobject_cast<QLabel*>(widget);
            if (qobject_cast<QTextEdit*>(widget) != nullptr)
                found.wrong << widget->objectName();
            if (label == nullptr)
                continue;
            label->ensurePolished(); // as it is before it is shown
            const bool showsIt = label->text().contains(QStringLiteral("<img"));
            if (label->textFormat() == Qt::AutoText || (showsIt && label->textFormat() != Qt::PlainText))
                found.wrong << label->objectName() + QStringLiteral(": ") + label->text();
            found.showing += showsIt ? 1 : 0;
        }
        return found;
    }

    static void requirePlain(int leastShowing)
    {
        const Labels found = labels();
        QVERIFY2(found.wrong.isEmpty(), qPrintable(found.wrong.join(QLatin1Char('\n'))));
        QVERIFY2(found.showing >= leastShowing, qPrintable(QString::number(found.showing)));
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void labelsOfTheRunPageShowItAsItIs()
    {
        const support::TemporaryFolder folder;
        const std::int64_t failed = store(folder.path());
        Desk desk(folder.path());
        QTRY_COMPARE(runs(desk).runsThere(), 5);
        desk.clickRow(runs(desk).indexOf(failed).row());
        auto* reason = desk.find<QLabel>("runReasonLabel");
        QTRY_COMPARE(reason->text(), QString::fromStdString(markup));
        for (const char* tab : {"showMetrics", "showSamples", "showConfiguration", "showLog", "showCheckpoints"}) {
            desk.action(tab)->trigger();
            QCoreApplication::processEvents();
            requirePlain(1);
        }
        QTRY_VERIFY(desk.action("editMarks")->isEnabled());
        desk.action("editMarks")->trigger();
        requirePlain(1);
        desk.find<QDialog>("runMarksDialog")->reject();
        desk.action("deleteRun")->trigger();
        QTRY_VERIFY(desk.asks("deleted"));
        QVERIFY(desk.message("deleted").contains(QString::fromStdString(markup)));
        requirePlain(1);
    }

    void labelsOfAComparisonShowItAsItIs()
    {
        const support::TemporaryFolder folder;
        store(folder.path());
        Desk desk(folder.path());
        QTRY_COMPARE(runs(desk).runsThere(), 5);
        runs(desk).setChecked({1, 2, 3, 4}, true);
        desk.action("showCompare")->trigger();
        QTRY_VERIFY(desk.find<QTableView>("compareTable")->model()->rowCount() > 0);
        QTRY_VERIFY(desk.window->findChild<CompareWordsView*>()->findChild<QLabel*>() != nullptr);
        requirePlain(0);
    }

    void tipsAndMessagesShowItAsItIs()
    {
        const Theme theme(*qApp, Theme::Choice::Light);
        const QString text = QString::fromStdString(markup);
        QWidget window;
        window.show();
        QToolTip::showText(QPoint(10, 10), text, &window);
        QMessageBox box(QMessageBox::Warning, text, text);
        box.setInformativeText(text);
        box.show();
        QCOMPARE(QToolTip::text(), text);
        requirePlain(3);
    }
};

MOLEX_GUI_TEST(tst_PlainText)
#include "tst_PlainText.moc"
