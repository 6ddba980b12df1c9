#include "tests/benchmarks/WindowDeeds.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <QAbstractButton>
#include <QAction>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QSlider>
#include <QTabWidget>
#include <QTableView>
#include <QTreeView>

#include "gui/app/MainWindow.h"
#include "gui/app/Theme.h"
#include "gui/forms/ConfigForm.h"
#include "gui/models/QueueModel.h"
#include "gui/models/RunTableModel.h"
#include "gui/pages/RecordSlider.h"
#include "gui/pages/RunPage.h"
#include "gui/pages/RunsPanel.h"

namespace bench {

namespace {

constexpr int queuedRuns = 2; // the fewest that have an order

enum Tab { Launch, Run, Compare };

bool show(const gui::MainWindow& window, const char* name, Tab tab)
{
    action(window, name)->trigger();
    return window.findChild<QTabWidget*>(QStringLiteral("tabs"))->currentIndex() == tab;
}

void press(const gui::MainWindow& window, const char* button)
{
    window.findChild<QAbstractButton*>(QString::fromLatin1(button))->click();
}

bool showRunTab(const gui::MainWindow& window, gui::RunPage::Tab tab)
{
    auto* page = window.findChild<gui::RunPage*>();
    page->showTab(tab);
    return show(window, "showRun", Run) && page->tab() == tab;
}

void addPages(std::vector<Deed>& deeds, gui::MainWindow& window, gui::Theme& theme)
{
    auto* pages = window.findChild<QTabWidget*>(QStringLiteral("runTabWidget"));
    for (int page = 0; page < pages->count(); ++page)
        deeds.push_back({"run, " + pages->tabText(page).toStdString(), [&window, pages, page] {
                             const bool isRun = show(window, "showRun", Run);
                             pages->setCurrentIndex(page);
                             return isRun && pages->currentIndex() == page;
                         }});
    deeds.push_back({"compare", [&window] { return show(window, "showCompare", Compare); }});
    deeds.push_back({"launch", [&window] { return show(window, "showLaunch", Launch); }});
    deeds.push_back({"run again", [&window] { return show(window, "showRun", Run); }});
    deeds.push_back({"window resized", [&window] {
                         const QSize before = window.size();
                         window.resize(before.width() < 1500 ? QSize(1600, 1000) : QSize(1280, 800));
                         return window.size() != before;
                     }});
    deeds.push_back({"other theme", [&theme] {
                         using enum gui::Theme::Choice;
                         const bool wasDark = theme.isDark();
                         theme.setChoice(wasDark ? Light : Dark);
                         return theme.isDark() != wasDark;
                     }});
}

/// A saved run of many points is opened and smoothed otherwise, then the one that trains is shown again.
void addLongRun(std::vector<Deed>& deeds, gui::MainWindow& window, std::int64_t longRun)
{
    const auto loss = [&window]() -> const gui::MetricSeries* {
        const gui::RunModel* model = window.findChild<gui::RunPage*>()->model();
        return model == nullptr ? nullptr : model->series("loss");
    };
    const auto isShown = [&window](std::int64_t run) {
        const gui::RunModel* model = window.findChild<gui::RunPage*>()->model();
        return model != nullptr && model->record().id == run;
    };
    const auto select = [&window](std::int64_t run) {
        auto* runs = window.findChild<gui::RunsPanel*>();
        runs->select(run);
        return runs->current() == run;
    };
    deeds.push_back({"a million points opened",
                     [&window, select, longRun] {
                         window.findChild<gui::RunPage*>()->showTab(gui::RunPage::Tab::Metrics);
                         return select(longRun);
                     },
                     [isShown, loss, longRun] {
                         return isShown(longRun) && loss() != nullptr && loss()->size() == std::size_t(longSteps);
                     }});
    auto* weight = window.findChild<QDoubleSpinBox*>(QStringLiteral("smoothingDoubleSpinBox"));
    deeds.push_back({"a million points smoothed",
                     [weight] {
                         weight->setValue(weight->value() < 0.9 ? 0.94 : 0.8);
                         return true;
                     },
                     [weight, loss] { return loss() != nullptr && loss()->smoothing() == weight->value(); }});
    const auto live = [&window] {
        return static_cast<gui::RunTableModel*>(window.findChild<QTreeView*>(QStringLiteral("runTable"))->model())
            ->liveliestRun();
    };
    deeds.push_back({"run shown again", [select, live] { return select(live()); },
                     [isShown, live] { return isShown(live()); }});
}

/// Its answer, once the run has a checkpoint to ask.
void addSentence(std::vector<Deed>& deeds, gui::MainWindow& window)
{
    auto* predict = window.findChild<QAbstractButton*>(QStringLiteral("predictPushButton"));
    const auto* answer = window.findChild<QLabel*>(QStringLiteral("predictionLabel"));
    const auto isAsked = std::make_shared<bool>(false);
    deeds.push_back({"sentence predicted",
                     [&window, isAsked] {
                         *isAsked = false;
                         window.findChild<QLineEdit*>(QStringLiteral("sentenceLineEdit"))
                             ->setText(QStringLiteral("a small boat that is moved by oars or by the wind"));
                         return showRunTab(window, gui::RunPage::Tab::Samples);
                     },
                     [predict, answer, isAsked] {
                         if (*isAsked) // the button waits for the answer
                             return predict->isEnabled() && answer->isVisible();
                         if (predict->isVisible() && predict->isEnabled()) {
                             predict->click();
                             *isAsked = true;
                         }
                         return false;
                     }});
}

/// From the first record on, while new ones come.
void addPlaying(std::vector<Deed>& deeds, gui::MainWindow& window)
{
    const auto* slider = window.findChild<QSlider*>(QStringLiteral("recordMarkedSlider"));
    deeds.push_back({"routing played",
                     [&window, slider] {
                         const bool isRouting = showRunTab(window, gui::RunPage::Tab::Routing);
                         press(window, "firstRecordToolButton");
                         const bool isAtFirst = slider->isVisible() && slider->value() == slider->minimum();
                         press(window, "playToolButton");
                         return isRouting && isAtFirst && window.findChild<gui::RecordSlider*>()->isPlaying();
                     },
                     [slider] { return slider->value() > slider->minimum(); }});
}

/// All of them, or the main ones alone again.
void addAllFields(std::vector<Deed>& deeds, gui::MainWindow& window)
{
    const auto* form = window.findChild<gui::ConfigForm*>();
    deeds.push_back({"all fields",
                     [&window, form] {
                         const bool isLaunch = show(window, "showLaunch", Launch);
                         const bool wereAll = form->showsAll();
                         const int before = form->shownCount();
                         press(window, "allFieldsButton");
                         const int change = form->shownCount() - before;
                         return isLaunch && form->isVisible() && (wereAll ? change < 0 : change > 0);
                     },
                     [form] {
                         const auto editors = form->findChildren<gui::FieldEditor*>();
                         return std::count_if(editors.begin(), editors.end(),
                                              [](const auto* editor) { return editor->isVisible(); })
                             == form->shownCount();
                     }});
}

/// What is added is taken out again, and does not begin meanwhile.
void addQueueEdits(std::vector<Deed>& deeds, gui::MainWindow& window)
{
    auto* table = window.findChild<QTableView*>(QStringLiteral("queueTable"));
    const auto waiting = [table] {
        std::vector<qint64> runs;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            runs.push_back(table->model()->index(row, 0).data(gui::QueueModel::RunId).toLongLong());
        return runs;
    };
    deeds.push_back({"runs queued", [&window] { return show(window, "showLaunch", Launch); },
                     [&window, table] {
                         const int count = table->model()->rowCount();
                         if (count > 0)
                             action(window, "holdQueue")->trigger();
                         if (count < queuedRuns)
                             action(window, "addToQueue")->trigger(); // disabled until its files are looked at
                         return count >= queuedRuns;
                     }});
    const auto wanted = std::make_shared<std::vector<qint64>>();
    deeds.push_back({"queue in another order",
                     [&window, table, waiting, wanted] {
                         *wanted = waiting();
                         if (int(wanted->size()) < queuedRuns)
                             return false;
                         std::swap(wanted->back(), *(wanted->end() - 2));
                         table->selectRow(int(wanted->size()) - 1);
                         press(window, "queueUpButton");
                         return waiting() == *wanted;
                     },
                     [waiting, wanted] { return waiting() == *wanted; }}); // as the store has it too
    deeds.push_back({"queue emptied",
                     [&window, table] {
                         table->selectAll();
                         press(window, "queueRemoveButton");
                         return true;
                     },
                     [table] { return table->model()->rowCount() == 0; }});
}

/// Of the checked groups, once they are compared.
void addReport(std::vector<Deed>& deeds, gui::MainWindow& window, const std::filesystem::path& saved)
{
    auto* write = action(window, "exportComparisonReport");
    const std::filesystem::path file = saved / "comparison.html"; // there once all of it is written
    const auto isAsked = std::make_shared<bool>(false);
    deeds.push_back({"report exported",
                     [&window, file, isAsked] {
                         *isAsked = false;
                         std::filesystem::remove(file); // of the round before
                         return show(window, "showCompare", Compare);
                     },
                     [write, file, isAsked] {
                         if (*isAsked)
                             return std::filesystem::exists(file);
                         *isAsked = write->isEnabled();
                         write->trigger();
                         return false;
                     }});
}

} // namespace

QAction* action(const QWidget& window, const char* name)
{
    return window.findChild<QAction*>(QString::fromLatin1(name));
}

std::vector<Deed> windowDeeds(const DeedParties& parties)
{
    std::vector<Deed> deeds;
    addPages(deeds, parties.window, parties.theme);
    addLongRun(deeds, parties.window, parties.longRun);
    addSentence(deeds, parties.window);
    addPlaying(deeds, parties.window);
    addAllFields(deeds, parties.window);
    addQueueEdits(deeds, parties.window);
    addReport(deeds, parties.window, parties.saved);
    return deeds;
}

} // namespace bench
