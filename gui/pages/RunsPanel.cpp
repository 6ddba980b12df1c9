#include "gui/pages/RunsPanel.h"

#include <algorithm>
#include <utility>

#include <QApplication>
#include <QHeaderView>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QResizeEvent>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QTreeView>
#include <QVBoxLayout>

#include "gui/app/AppSettings.h"
#include "gui/app/Theme.h"
#include "gui/models/RunTableModel.h"
#include "gui/pages/EmptyHint.h"
#include "gui/pages/RunDelegates.h"
#include "gui/pages/RunViewMenu.h"

namespace gui {

namespace {
const char* const viewName = "runView";
const char* const widthsName = "runWidths";
constexpr int indentation = 12;
constexpr int leastNameWidth = 150;
constexpr int fewColumns = 3; ///< up to here the name takes what the others leave

/// Another key may have a group of the same name.
QString keyAndName(const RunTableModel& runs, const QModelIndex& group)
{
    return QString::fromStdString(runs.view().groupBy) + QLatin1Char('\n') + group.data().toString();
}

/// For where many rows change at once Qt looks for the place of each of their cells, to paint no others.
class RunTree final : public QTreeView {
public:
    using QTreeView::QTreeView;

    void dataChanged(const QModelIndex& first, const QModelIndex& last, const QList<int>& roles) override
    {
        constexpr int many = 100; // more than are in sight
        if (last.row() - first.row() < many)
            QTreeView::dataChanged(first, last, roles);
        else
            viewport()->update();
    }
};

} // namespace

RunsPanel::RunsPanel(RunTableModel& runs, Theme& theme, AppSettings& settings, QWidget* parent)
    : QWidget(parent)
    , m_runs(runs)
    , m_theme(theme)
    , m_settings(settings)
    , m_words(new QLineEdit(this))
    , m_view(new RunViewMenu(runs, theme, settings, this))
    , m_table(new RunTree(this))
    , m_count(new QLabel(this))
{
    m_words->setObjectName(QStringLiteral("runFilter"));
    m_words->setPlaceholderText(tr("Filter: name, tag, task"));
    m_words->setAccessibleName(tr("Filter runs"));
    m_words->setToolTip(tr("Words, or key:text, key=text, key=one|other, key>1, key<=1, key:1..5; a minus before wants the opposite.\n"
                           "cola  tags:paper  seed:1..3  matthews>0.6  matthews@100>0.5  -state:failed  checked=yes"));
    m_words->setClearButtonEnabled(true);
    m_words->addAction(theme.icon(QStringLiteral("view-filter"), Ink::Secondary), QLineEdit::LeadingPosition);
    makeTable();
    new EmptyHint(theme, m_table, tr("No runs yet"),
                  tr("Every run appears here when it is added and stays after a restart."));
    m_count->setObjectName(QStringLiteral("runCount"));
    m_count->setFont(Theme::small(m_count->font()));
    m_count->setWordWrap(true);
    m_count->setContentsMargins(spacing::control, spacing::pair, spacing::control, spacing::pair);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(spacing::control, spacing::pair, spacing::pair, spacing::pair);
    top->setSpacing(spacing::pair);
    top->addWidget(m_words);
    top->addWidget(m_view);
    column->addLayout(top);
    column->addWidget(m_table, 1);
    column->addWidget(m_count);
    if (const auto view = runViewFromText(QString::fromUtf8(settings.layout(QString::fromLatin1(viewName)))))
        setView(*view);
    const QJsonObject widths = QJsonDocument::fromJson(settings.layout(QString::fromLatin1(widthsName))).object();
    for (auto width = widths.begin(); width != widths.end(); ++width)
        m_widths[width.key()] = width.value().toInt();
    connect(m_words, &QLineEdit::textChanged, this, &RunsPanel::filter);
    connect(m_view, &RunViewMenu::viewChosen, this, &RunsPanel::setView);
    connect(m_view, &RunViewMenu::viewEdited, this, &RunsPanel::viewEdited);
    connect(&runs, &RunTableModel::arranged, this, &RunsPanel::showFilter);
    connect(&runs, &RunTableModel::arranged, this, &RunsPanel::showSort);
    connect(&runs, &RunTableModel::arranged, this, &RunsPanel::count);
    connect(&runs, &RunTableModel::arranged, this, &RunsPanel::sizeColumns);
    connect(&runs, &RunTableModel::checkedChanged, this, &RunsPanel::count);
    sizeColumns();
    count();
}

RunsPanel::~RunsPanel()
{
    RunView view = m_runs.view();
    view.filter.clear();
    m_settings.setLayout(QString::fromLatin1(viewName), toText(view).toUtf8());
}

void RunsPanel::makeTable()
{
    m_table->setObjectName(QStringLiteral("runTable"));
    m_table->setAccessibleName(tr("Runs"));
    m_table->setModel(&m_runs);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setAlternatingRowColors(true);
    m_table->setUniformRowHeights(true);
    m_table->setWordWrap(false);
    m_table->setIndentation(indentation);
    m_table->setAllColumnsShowFocus(true);
    auto* cells = new RunCellDelegate(m_theme, m_table);
    m_table->setItemDelegate(cells);
    connect(&m_runs, &RunTableModel::arranged, cells, &RunCellDelegate::forgetSizes);
    auto* names = new RunNameDelegate(m_theme, m_table);
    m_table->setItemDelegateForColumn(RunTableModel::Name, names);
    connect(&m_runs, &RunTableModel::arranged, names, &RunNameDelegate::forgetWidths);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    QHeaderView* header = m_table->header();
    header->setSectionsClickable(true);
    header->setHighlightSections(false);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setMinimumSectionSize(32);
    header->setStretchLastSection(false);
    header->setResizeContentsPrecision(0); // the rows in sight
    connect(header, &QHeaderView::sectionClicked, this, &RunsPanel::sortByColumn);
    connect(header, &QHeaderView::sectionResized, this,
            [this](int section, int, int width) { keepWidth(section, width); });
    connect(header, &QWidget::customContextMenuRequested, this,
            [this, header](const QPoint& position) { m_view->menu()->popup(header->mapToGlobal(position)); });
    connect(m_table, &QWidget::customContextMenuRequested, this, &RunsPanel::showMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (current() != 0)
            Q_EMIT selected(current());
        else
            Q_EMIT choiceChanged();
    });
    const auto groupName = [](const QModelIndex& group) { return group.data().toString(); };
    connect(m_table, &QTreeView::collapsed, this,
            [this, groupName](const QModelIndex& group) { m_collapsed.insert(groupName(group)); });
    connect(m_table, &QTreeView::expanded, this,
            [this, groupName](const QModelIndex& group) { m_collapsed.erase(groupName(group)); });
    connect(&m_runs, &QAbstractItemModel::modelAboutToBeReset, this, &RunsPanel::keepPlace);
    connect(&m_runs, &QAbstractItemModel::modelReset, this, &RunsPanel::restorePlace);
    QScrollBar* scroll = m_table->verticalScrollBar();
    connect(scroll, &QScrollBar::valueChanged, this, [this] { fitColumns(true); }, Qt::QueuedConnection);
    m_table->viewport()->installEventFilter(this);
}

bool RunsPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize) {
        const auto& resized = static_cast<const QResizeEvent&>(*event);
        if (resized.size().width() != resized.oldSize().width())
            QMetaObject::invokeMethod(this, &RunsPanel::sizeColumns, Qt::QueuedConnection); // once the header has it too
    }
    return QWidget::eventFilter(watched, event);
}

void RunsPanel::setView(const RunView& view)
{
    m_runs.setView(view);
}

/// Whoever chose it.
void RunsPanel::showFilter()
{
    if (m_words->text() != m_runs.view().filter)
        m_words->setText(m_runs.view().filter);
}

void RunsPanel::filter(const QString& text)
{
    RunView view = m_runs.view();
    if (std::exchange(view.filter, text) != text)
        m_runs.setView(view);
}

/// With Shift after the keys that are there.
void RunsPanel::sortByColumn(int section)
{
    RunView view = m_runs.view();
    sortBy(view, m_runs.key(section), QApplication::keyboardModifiers().testFlag(Qt::ShiftModifier));
    m_runs.setView(view);
}

void RunsPanel::showSort()
{
    QHeaderView* header = m_table->header();
    const auto& sort = m_runs.view().sort;
    for (int section = 0; !sort.empty() && section < m_runs.columnCount(); ++section)
        if (m_runs.key(section) == sort.front().first) {
            header->setSortIndicatorShown(true);
            header->setSortIndicator(section, sort.front().second ? Qt::DescendingOrder : Qt::AscendingOrder);
            return;
        }
    header->setSortIndicatorShown(false);
}

/// By a person: what this panel does itself, and the name that takes what the others leave, is not kept.
void RunsPanel::keepWidth(int section, int width)
{
    if (m_isSizing || section >= m_runs.columnCount()
        || m_table->header()->sectionResizeMode(section) != QHeaderView::Interactive)
        return;
    m_widths[QString::fromStdString(m_runs.key(section))] = width;
    QJsonObject widths;
    for (auto kept = m_widths.begin(); kept != m_widths.end(); ++kept)
        widths[kept.key()] = kept.value();
    m_settings.setLayout(QString::fromLatin1(widthsName), QJsonDocument(widths).toJson(QJsonDocument::Compact));
}

std::optional<int> RunsPanel::widthMadeByHand(int section) const
{
    const auto kept = m_widths.find(QString::fromStdString(m_runs.key(section)));
    return kept == m_widths.end() ? std::nullopt : std::optional(*kept);
}

/// New columns as wide as what is in sight, or as they were made by hand; those that are there grow with it and stay as
/// wide as they were made. States do not turn from icons to words, or back, while the table is scrolled.
void RunsPanel::fitColumns(bool isScrolled)
{
    const QScopedValueRollback<bool> sizing(m_isSizing, true);
    QHeaderView* header = m_table->header();
    std::vector<std::string> keys;
    for (int section = 0; section < m_runs.columnCount(); ++section)
        keys.push_back(m_runs.key(section));
    const bool areNew = std::exchange(m_sizedKeys, keys) != keys;
    const bool isFew = m_runs.columnCount() <= fewColumns;
    if (areNew) {
        header->setSectionResizeMode(QHeaderView::Interactive);
        header->setSectionResizeMode(RunTableModel::Name, isFew ? QHeaderView::Stretch : QHeaderView::Interactive);
        if (!isFew)
            header->resizeSection(RunTableModel::Name, widthMadeByHand(RunTableModel::Name).value_or(leastNameWidth));
    }
    for (int section = RunTableModel::Name + 1; section < header->count(); ++section) {
        const int left = header->sectionViewportPosition(section);
        const bool isSeen = left < header->viewport()->width() && left + header->sectionSize(section) >= 0;
        if ((!areNew && !isSeen) || (isScrolled && m_runs.key(section) == "state"))
            continue; // hundreds of columns take time, and who does not see them does not mind
        if (const auto width = widthMadeByHand(section)) {
            header->resizeSection(section, *width);
            continue;
        }
        const int before = areNew ? 0 : header->sectionSize(section);
        m_table->resizeColumnToContents(section);
        header->resizeSection(section, std::max(before, header->sectionSize(section)));
    }
    const int room = m_table->viewport()->width() - header->length() + header->sectionSize(RunTableModel::Name);
    if (!isScrolled && isFew && room < std::min(widthForNames(), leastNameWidth))
        shrinkStates();
}

/// Of the runs and groups in sight.
int RunsPanel::widthForNames() const
{
    int width = 0;
    for (QModelIndex row = m_table->indexAt({0, 0}); row.isValid(); row = m_table->indexBelow(row)) {
        const QModelIndex name = row.siblingAtColumn(RunTableModel::Name);
        const QRect place = m_table->visualRect(name);
        if (place.top() >= m_table->viewport()->height())
            break;
        const int indent = place.left() - m_table->header()->sectionViewportPosition(RunTableModel::Name);
        width = qMax(width, indent + m_table->sizeHintForIndex(name).width());
    }
    return width;
}

/// To the icon below the column's title; the tool tip puts it into words. There is no room for names otherwise.
void RunsPanel::shrinkStates()
{
    QHeaderView* header = m_table->header();
    for (int section = 0; section < m_runs.columnCount(); ++section)
        if (m_runs.key(section) == "state" && !widthMadeByHand(section))
            header->resizeSection(section, qMax(header->minimumSectionSize(), header->sectionSizeHint(section)));
}

void RunsPanel::reset()
{
    m_widths.clear();
    m_collapsed.clear();
    m_runs.setView({});
    showSort();
    m_table->expandAll();
    QHeaderView* header = m_table->header();
    for (int section = 0; section < header->count(); ++section)
        header->moveSection(header->visualIndex(section), section);
    m_sizedKeys.clear(); // all columns are sized anew
    sizeColumns();
}

void RunsPanel::keepPlace()
{
    const QModelIndex row = m_table->currentIndex().siblingAtColumn(RunTableModel::Name);
    m_keptRun = current();
    m_keptGroup = m_runs.isGroup(row) ? keyAndName(m_runs, row) : QString();
    m_keptChoice = chosen();
    m_keptScroll = m_table->verticalScrollBar()->value();
}

void RunsPanel::restorePlace()
{
    const QSignalBlocker quiet(m_table);
    QModelIndex kept = m_runs.indexOf(m_keptRun);
    m_table->setRootIsDecorated(m_runs.rowCount() > 0 && m_runs.isGroup(m_runs.index(0, 0)));
    for (int row = 0; m_table->rootIsDecorated() && row < m_runs.rowCount(); ++row) {
        const QModelIndex group = m_runs.index(row, 0);
        m_table->setExpanded(group, !m_collapsed.contains(group.data().toString()));
        if (keyAndName(m_runs, group) == m_keptGroup)
            kept = group;
    }
    if (kept.isValid()) {
        const QSignalBlocker silent(m_table->selectionModel());
        m_table->setCurrentIndex(kept);
    }
    m_table->verticalScrollBar()->setValue(m_keptScroll);
    m_table->viewport()->update();
    if (chosen() != m_keptChoice) // which the model's reset told nobody
        Q_EMIT choiceChanged();
}

void RunsPanel::showMenu(const QPoint& position)
{
    if (m_menu != nullptr && m_table->indexAt(position).isValid())
        m_menu->popup(m_table->viewport()->mapToGlobal(position));
}

void RunsPanel::count()
{
    const bool isWrong = !m_runs.problem().isEmpty();
    m_theme.paintNow(m_count, isWrong ? Ink::Error : Ink::Secondary);
    if (isWrong) {
        m_count->setText(m_runs.problem());
        return;
    }
    const int all = m_runs.runsThere();
    const int shown = m_runs.runsShown();
    const std::size_t checked = m_runs.checkedRuns().size();
    const QString runs = all == 1 ? tr("1 run") : tr("%1 runs").arg(all);
    QString text = shown == all ? runs : tr("%1 of %2").arg(shown).arg(runs);
    if (checked > 0)
        text += tr(", %1 checked").arg(checked);
    m_count->setText(text);
}

qint64 RunsPanel::current() const
{
    return m_table->currentIndex().siblingAtColumn(RunTableModel::Name).data(RunTableModel::RunId).toLongLong();
}

std::vector<std::int64_t> RunsPanel::chosen() const
{
    return m_runs.runsAt(m_table->currentIndex());
}

void RunsPanel::select(qint64 run)
{
    const QModelIndex index = m_runs.indexOf(run);
    if (index.isValid() && run != current())
        m_table->setCurrentIndex(index);
}

void RunsPanel::editName()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid() || m_runs.isGroup(current))
        return;
    m_table->setFocus();
    m_table->edit(current.siblingAtColumn(RunTableModel::Name));
}

void RunsPanel::focusFilter()
{
    m_words->setFocus(Qt::ShortcutFocusReason);
    m_words->selectAll();
}

} // namespace gui

#include "moc_RunsPanel.cpp"
