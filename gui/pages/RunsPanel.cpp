#include "gui/pages/RunsPanel.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include "gui/app/AppSettings.h"
#include "gui/app/Theme.h"
#include "gui/models/RunFilter.h"
#include "gui/models/RunTableModel.h"
#include "gui/pages/EmptyHint.h"

namespace gui {

namespace {
const char* const layoutName = "runs";

/// A name too long for its column: runs of one experiment differ at the end.
class NameDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->textElideMode = Qt::ElideMiddle;
    }
};

} // namespace

RunsPanel::RunsPanel(RunTableModel& runs, Theme& theme, AppSettings& settings, QWidget* parent)
    : QWidget(parent)
    , m_runs(runs)
    , m_settings(settings)
    , m_filter(new RunFilter(this))
    , m_words(new QLineEdit(this))
    , m_table(new QTableView(this))
    , m_count(new QLabel(this))
{
    m_words->setObjectName(QStringLiteral("runFilter"));
    m_words->setPlaceholderText(tr("Filter: name, group, state, task"));
    m_words->setAccessibleName(tr("Filter runs"));
    m_words->setClearButtonEnabled(true);
    m_words->addAction(theme.icon(QStringLiteral("view-filter"), Ink::Secondary), QLineEdit::LeadingPosition);
    connect(m_words, &QLineEdit::textChanged, m_filter, &RunFilter::setWords);
    m_filter->setSourceModel(&runs);
    makeTable(settings);
    new EmptyHint(theme, m_table, tr("No runs yet"),
                  tr("Every run appears here when it is added and stays after a restart."));
    m_count->setFont(Theme::small(m_count->font()));
    m_count->setContentsMargins(spacing::control, spacing::pair, spacing::control, spacing::pair);
    theme.paintIn(m_count, Ink::Secondary);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(spacing::control, spacing::pair, spacing::control, spacing::pair);
    top->addWidget(m_words);
    column->addLayout(top);
    column->addWidget(m_table, 1);
    column->addWidget(m_count);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_filter, signal, this, &RunsPanel::count);
    connect(&runs, &QAbstractItemModel::columnsInserted, this,
            [this](const QModelIndex&, int first, int last) { addMetricColumns(first, last); });
    count();
}

RunsPanel::~RunsPanel()
{
    m_settings.setLayout(QString::fromLatin1(layoutName), m_table->horizontalHeader()->saveState());
}

void RunsPanel::makeTable(AppSettings& settings)
{
    m_table->setObjectName(QStringLiteral("runTable"));
    m_table->setAccessibleName(tr("Runs"));
    m_table->setModel(m_filter);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setItemDelegateForColumn(RunTableModel::Name, new NameDelegate(m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(Theme::rowHeight(m_table->font()));
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setSortIndicatorClearable(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    header->setMinimumSectionSize(32);
    for (int column = 0; column < header->count(); ++column)
        header->setSectionHidden(column, column > RunTableModel::Best);
    header->setStretchLastSection(false);
    header->setSectionResizeMode(RunTableModel::Name, QHeaderView::Stretch);
    header->setResizeContentsPrecision(0); // the rows in sight
    for (const int column : {RunTableModel::State, RunTableModel::Best})
        header->setSectionResizeMode(column, QHeaderView::ResizeToContents); // what they leave is the name's
    header->restoreState(settings.layout(QString::fromLatin1(layoutName)));
    connect(header, &QWidget::customContextMenuRequested, this, &RunsPanel::chooseColumns);
    connect(m_table, &QWidget::customContextMenuRequested, this, &RunsPanel::showMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (current() != 0)
            Q_EMIT selected(current());
    });
}

void RunsPanel::addMetricColumns(int first, int last)
{
    for (int column = first; column <= last; ++column)
        m_table->horizontalHeader()->setSectionHidden(column, true);
}

void RunsPanel::chooseColumns(const QPoint& position)
{
    QHeaderView* header = m_table->horizontalHeader();
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = RunTableModel::State; column < m_filter->columnCount(); ++column) {
        QAction* action = menu->addAction(m_filter->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!header->isSectionHidden(column));
        connect(action, &QAction::toggled, header,
                [header, column](bool isShown) { header->setSectionHidden(column, !isShown); });
    }
    menu->popup(header->mapToGlobal(position));
}

void RunsPanel::showMenu(const QPoint& position)
{
    if (m_menu != nullptr && m_table->indexAt(position).isValid())
        m_menu->popup(m_table->viewport()->mapToGlobal(position));
}

void RunsPanel::count()
{
    const int all = m_runs.rowCount();
    const int shown = m_filter->rowCount();
    const QString runs = all == 1 ? tr("1 run") : tr("%1 runs").arg(all);
    m_count->setText(shown == all ? runs : tr("%1 of %2").arg(shown).arg(runs));
}

qint64 RunsPanel::current() const
{
    return m_table->currentIndex().data(RunTableModel::RunId).toLongLong();
}

void RunsPanel::select(qint64 run)
{
    const QModelIndex index = m_filter->mapFromSource(m_runs.indexOf(run));
    if (index.isValid() && run != current())
        m_table->setCurrentIndex(index);
}

void RunsPanel::editName()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid())
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
