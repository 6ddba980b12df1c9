#include "gui/pages/RunViewMenu.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

#include <QInputDialog>
#include <QMenu>

#include "gui/app/AppSettings.h"
#include "gui/app/Theme.h"
#include "gui/models/RunCells.h"
#include "gui/models/RunTableModel.h"
#include "gui/pages/RunColumns.h"

namespace gui {

namespace {

constexpr std::size_t mostGroups = 50;

/// Numbers of the run itself that it began with: nothing that was measured or changes at every step.
bool isGivenNumber(const storage::RunTable& table, std::size_t column)
{
    static constexpr std::string_view given[] = {"total_steps", "steps_per_epoch", "layers",
                                                 "parameters",  "trainable",       "gates",
                                                 "layer_evaluations_nominal"};
    return table.source(column) == storage::RunTable::Source::Fact
        && std::find(std::begin(given), std::end(given), table.key(column)) != std::end(given);
}

/// More than one value, or none in some of the runs, and few values.
bool makesGroups(const storage::RunTable& table, std::size_t column)
{
    if (table.kind(column) == storage::RunTable::Kind::Words) {
        const auto& cells = table.cells(column);
        return table.words(column).size() - 1 <= mostGroups
            && std::adjacent_find(cells.begin(), cells.end(), std::not_equal_to<>()) != cells.end();
    }
    std::set<double> values;
    bool isMissing = false;
    for (std::size_t row = 0; row < table.runCount() && values.size() <= mostGroups; ++row) {
        if (table.has(row, column))
            values.insert(table.number(row, column));
        else
            isMissing = true;
    }
    return values.size() <= mostGroups && values.size() + (isMissing ? 1 : 0) > 1;
}

} // namespace

RunViewMenu::RunViewMenu(RunTableModel& runs, Theme& theme, AppSettings& settings, QWidget* parent)
    : QToolButton(parent)
    , m_runs(runs)
    , m_theme(theme)
    , m_settings(settings)
    , m_menu(new QMenu(this))
{
    setObjectName(QStringLiteral("runViewButton"));
    setIcon(theme.icon(QStringLiteral("configure")));
    setToolTip(tr("Columns, order, groups and saved views"));
    setAccessibleName(toolTip());
    setPopupMode(QToolButton::InstantPopup);
    setMenu(m_menu);
    connect(m_menu, &QMenu::aboutToShow, this, &RunViewMenu::fill);
}

void RunViewMenu::fill()
{
    m_menu->clear();
    qDeleteAll(m_menu->findChildren<QMenu*>(Qt::FindDirectChildrenOnly)); // clear() leaves them
    connect(m_menu->addAction(tr("Columns…")), &QAction::triggered, this, &RunViewMenu::chooseColumns);
    QMenu* groups = m_menu->addMenu(tr("Group by"));
    groups->setObjectName(QStringLiteral("groupByMenu"));
    addGroups(*groups);
    QMenu* order = m_menu->addMenu(tr("Sort by"));
    order->setObjectName(QStringLiteral("sortByMenu"));
    addOrder(*order);
    QAction* archived = m_menu->addAction(tr("Show archived runs"));
    archived->setCheckable(true);
    archived->setChecked(m_runs.view().showsArchived);
    connect(archived, &QAction::toggled, this, &RunViewMenu::showArchived);
    m_menu->addSeparator();
    addViews(*m_menu);
}

void RunViewMenu::showArchived(bool isShown)
{
    RunView view = m_runs.view();
    if (std::exchange(view.showsArchived, isShown) != isShown)
        Q_EMIT viewChosen(view);
}

void RunViewMenu::popUp(const char* name, void (RunViewMenu::*fillIn)(QMenu& menu))
{
    auto* menu = new QMenu(this);
    menu->setObjectName(QString::fromLatin1(name));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    (this->*fillIn)(*menu);
    menu->popup(mapToGlobal(rect().bottomLeft()));
}

void RunViewMenu::chooseGroups()
{
    popUp("chooseGroupsMenu", &RunViewMenu::addGroups);
}

void RunViewMenu::chooseOrder()
{
    popUp("chooseOrderMenu", &RunViewMenu::addOrder);
}

void RunViewMenu::chooseView()
{
    popUp("chooseViewMenu", &RunViewMenu::addViews);
}

QList<QByteArray> RunViewMenu::groupKeys() const
{
    using storage::RunTable;
    const RunTable& table = m_runs.table();
    QList<QByteArray> keys;
    for (std::size_t column = 0; column < table.columnCount(); ++column) {
        const std::string& key = table.key(column);
        const bool isFree = key == "name" || key == "note" || key == "reason" || key == "archived" || key == "group"
            || key == checkedKey;
        if (isFree || (table.kind(column) == RunTable::Kind::Numbers && !isGivenNumber(table, column)))
            continue;
        if (makesGroups(table, column))
            keys << QByteArray::fromStdString(key);
    }
    return keys;
}

void RunViewMenu::addGroups(QMenu& menu)
{
    const auto add = [&](const QString& text, const std::string& key) {
        QAction* action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(m_runs.view().groupBy == key);
        connect(action, &QAction::triggered, this, [this, key] {
            RunView view = m_runs.view();
            view.groupBy = key;
            Q_EMIT viewChosen(view);
        });
    };
    add(tr("Nothing"), {});
    add(columnTitle("group"), "group");
    menu.addSeparator();
    for (const QByteArray& key : groupKeys())
        add(columnTitle(key.toStdString()), key.toStdString());
}

/// What clicks on the headers do, for the columns in sight.
void RunViewMenu::addOrder(QMenu& menu)
{
    const bool isSorted = !m_runs.view().sort.empty();
    QAction* newest = menu.addAction(tr("The newest first"));
    newest->setCheckable(true);
    newest->setChecked(!isSorted);
    connect(newest, &QAction::triggered, this, [this] {
        RunView view = m_runs.view();
        view.sort.clear();
        Q_EMIT viewChosen(view);
    });
    menu.addSeparator();
    addSortKeys(menu, false);
    menu.addSeparator();
    QMenu* further = menu.addMenu(tr("Then by"));
    further->setObjectName(QStringLiteral("thenByMenu"));
    further->setEnabled(isSorted);
    addSortKeys(*further, true);
}

void RunViewMenu::addSortKeys(QMenu& menu, bool areFurther)
{
    for (int column = 0; column < m_runs.columnCount(); ++column) {
        const std::string key = m_runs.key(column);
        const auto& sort = m_runs.view().sort;
        QAction* action = menu.addAction(sortText(key));
        action->setCheckable(true);
        action->setChecked(std::any_of(sort.begin(), sort.end(), [&](const auto& one) { return one.first == key; }));
        connect(action, &QAction::triggered, this, [this, key, areFurther] {
            RunView view = m_runs.view();
            sortBy(view, key, areFurther);
            Q_EMIT viewChosen(view);
        });
    }
}

QString RunViewMenu::sortText(const std::string& key) const
{
    const auto& sort = m_runs.view().sort;
    QString title = columnTitle(key);
    const auto found = std::find_if(sort.begin(), sort.end(), [&](const auto& one) { return one.first == key; });
    if (found == sort.end())
        return title;
    const QString text = (found->second ? tr("%1, descending") : tr("%1, ascending")).arg(title);
    return sort.size() == 1 ? text : QStringLiteral("%1. %2").arg(found - sort.begin() + 1).arg(text);
}

void RunViewMenu::addViews(QMenu& menu)
{
    const QMap<QString, QString> views = m_settings.runViews();
    for (auto saved = views.begin(); saved != views.end(); ++saved)
        connect(menu.addAction(saved.key()), &QAction::triggered, this, [this, text = saved.value()] {
            if (const auto view = runViewFromText(text))
                Q_EMIT viewChosen(*view);
        });
    connect(menu.addAction(tr("Save this view…")), &QAction::triggered, this, &RunViewMenu::askName);
    if (views.isEmpty())
        return;
    QMenu* removed = menu.addMenu(tr("Forget a view"));
    for (auto saved = views.begin(); saved != views.end(); ++saved)
        connect(removed->addAction(saved.key()), &QAction::triggered, this,
                [this, name = saved.key()] { Q_EMIT viewEdited(name, m_settings.runViews().value(name), {}); });
}

void RunViewMenu::askName()
{
    auto* dialog = new QInputDialog(this);
    dialog->setObjectName(QStringLiteral("viewNameDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save this view"));
    dialog->setLabelText(tr("Filter, columns, groups and order are kept under this name:"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& name) {
        const QString kept = name.trimmed();
        if (!kept.isEmpty())
            Q_EMIT viewEdited(kept, m_settings.runViews().value(kept), toText(m_runs.view()));
    });
    dialog->show();
}

void RunViewMenu::chooseColumns()
{
    auto* dialog = new RunColumns(m_runs.table(), m_runs.view().columns, this);
    connect(dialog, &RunColumns::chosen, this, [this](const QStringList& keys) {
        RunView view = m_runs.view();
        view.columns.clear();
        for (const QString& key : keys)
            view.columns.push_back(key.toStdString());
        Q_EMIT viewChosen(view);
    });
    dialog->show();
}

} // namespace gui

#include "moc_RunViewMenu.cpp"
