#include "gui/pages/QueuePanel.h"

#include <algorithm>
#include <utility>

#include <QAction>
#include <QCheckBox>
#include <QDropEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QTableView>
#include <QToolButton>

#include "gui/app/ActionText.h"
#include "gui/app/SmallButton.h"
#include "gui/app/Theme.h"
#include "gui/models/QueueModel.h"
#include "gui/pages/EmptyHint.h"
#include "gui/pages/RowTable.h"

namespace gui {

namespace {

constexpr int betweenButtons = 1; // four of them are as high as the table's header and three rows

/// Keeps the tip's keys as the action's are; those of the table stay whatever these become.
void tipWithKeys(QToolButton& button, const QAction& action, const QKeySequence& inTable)
{
    const QString alsoThere =
        QueuePanel::tr("In the table also %1").arg(inTable.toString(QKeySequence::NativeText));
    const auto tell = [&button, &action, words = button.toolTip(), alsoThere] {
        button.setToolTip(withKeys(words, action) + QLatin1Char('\n') + alsoThere);
    };
    QObject::connect(&action, &QAction::changed, &button, tell);
    tell();
}

} // namespace

QueuePanel::QueuePanel(QueueModel& queue, Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_queue(queue)
    , m_theme(theme)
    , m_table(new QTableView(this))
{
    m_work = addButton("queueWorkButton", "media-playback-start", tr("Start"), {});
    m_change = addButton("queueChangeButton", "edit-copy", tr("Duplicate and change"),
                         tr("Put this run's configuration into Launch; the run itself stays in the queue"));
    m_remove = addButton("queueRemoveButton", "list-remove", tr("Remove"),
                         tr("Take the selected runs out of the queue"));
    m_up = addButton("queueUpButton", "go-up", {}, tr("Run the selected runs earlier"));
    m_down = addButton("queueDownButton", "go-down", {}, tr("Run the selected runs later"));
    m_goesOn = new QCheckBox(tr("Go on after a failure"), this);
    m_goesOn->setObjectName(QStringLiteral("queueGoesOnCheckBox"));
    m_goesOn->setToolTip(tr("Checked: the next run begins when one has failed. Otherwise the rest of the queue waits."));
    m_goesOn->setChecked(true);
    connect(m_work, &QToolButton::clicked, this,
            [this] { m_state == Work::Working ? Q_EMIT holdRequested() : Q_EMIT startRequested(); });
    connect(m_change, &QToolButton::clicked, this, [this] { Q_EMIT changeRequested(selected().front()); });
    connect(m_remove, &QToolButton::clicked, this, [this] { Q_EMIT removeRequested(selected()); });
    connect(m_up, &QToolButton::clicked, this, [this] { shift(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { shift(1); });
    connect(m_goesOn, &QCheckBox::toggled, this, &QueuePanel::goesOnChanged);
    makeTable();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_table, 1);
    row->addLayout(makeButtonColumn());
    update();
}

/// Beside the table and not above it: the dock is low, and its height is the rows'.
QLayout* QueuePanel::makeButtonColumn()
{
    auto* moves = new QHBoxLayout;
    moves->setSpacing(spacing::pair);
    for (QToolButton* button : {m_remove, m_up, m_down})
        moves->addWidget(button);
    for (QToolButton* button : {m_work, m_change, m_remove}) // as wide as the widest
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* column = new QVBoxLayout;
    column->setContentsMargins(spacing::control, 0, spacing::control, 0);
    column->setSpacing(betweenButtons);
    column->addWidget(m_work);
    column->addWidget(m_change);
    column->addLayout(moves);
    column->addWidget(m_goesOn);
    column->addStretch();
    return column;
}

QToolButton* QueuePanel::addButton(const char* name, const char* icon, const QString& text, const QString& toolTip)
{
    QToolButton* button = makeSmallButton(m_theme, icon, text, toolTip, this);
    button->setObjectName(QString::fromLatin1(name));
    return button;
}

void QueuePanel::makeTable()
{
    m_table->setObjectName(QStringLiteral("queueTable"));
    m_table->setAccessibleName(tr("Queue"));
    m_table->setModel(&m_queue);
    styleRows(*m_table);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setDragDropMode(QAbstractItemView::InternalMove);
    m_table->setDragDropOverwriteMode(false);
    m_table->setDropIndicatorShown(true);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->verticalHeader()->setMinimumSectionSize(16);
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(QueueModel::What, QHeaderView::Stretch);
    header->setResizeContentsPrecision(0); // the rows in sight
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    new EmptyHint(m_theme, m_table, tr("Nothing waits"),
                  tr("Runs added from Launch wait here in order and survive a restart. Drag one to run it earlier."));
    m_table->installEventFilter(this);
    connect(m_table, &QWidget::customContextMenuRequested, this, &QueuePanel::showMenu);
    connect(m_table, &QTableView::doubleClicked, this,
            [this](const QModelIndex& index) { Q_EMIT changeRequested(index.data(QueueModel::RunId).toLongLong()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &QueuePanel::update);
    connect(&m_queue, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_kept = selected(); });
    connect(&m_queue, &QAbstractItemModel::modelReset, this, &QueuePanel::keepSelection);
    connect(&m_queue, &QAbstractItemModel::dataChanged, this, &QueuePanel::update);
    connect(&m_queue, &QueueModel::summaryChanged, this, &QueuePanel::update);
    connect(&m_queue, &QAbstractItemModel::rowsMoved, this, &QueuePanel::update);
}

std::vector<qint64> QueuePanel::selected() const
{
    QList<QModelIndex> rows = m_table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.row() < b.row(); });
    std::vector<qint64> runs;
    for (const QModelIndex& row : rows)
        runs.push_back(row.data(QueueModel::RunId).toLongLong());
    return runs;
}

void QueuePanel::keepSelection()
{
    for (const qint64 run : m_kept)
        if (const int row = m_queue.indexOf(run); row >= 0)
            m_table->selectionModel()->select(m_queue.index(row, 0),
                                              QItemSelectionModel::Select | QItemSelectionModel::Rows);
    m_kept.clear();
    update();
}

void QueuePanel::shift(int by)
{
    const std::vector<qint64> runs = selected();
    if (runs.empty())
        return;
    const int first = m_queue.indexOf(runs.front());
    const int last = m_queue.indexOf(runs.back());
    m_queue.move(runs, by < 0 ? std::max(first - 1, 0) : std::min(last + 2, m_queue.rowCount()));
}

void QueuePanel::showMenu(const QPoint& position)
{
    if (!m_table->indexAt(position).isValid())
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QToolButton* button : {m_change, m_remove})
        connect(menu->addAction(button->icon(), button->text()), &QAction::triggered, button, &QToolButton::click);
    connect(menu->addAction(m_up->icon(), tr("Earlier")), &QAction::triggered, m_up, &QToolButton::click);
    connect(menu->addAction(m_down->icon(), tr("Later")), &QAction::triggered, m_down, &QToolButton::click);
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

void QueuePanel::setWork(Work work)
{
    m_state = work;
    update();
}

void QueuePanel::setGoesOnAfterFailure(bool goesOn)
{
    m_goesOn->setChecked(goesOn);
}

void QueuePanel::setActions(const Actions& actions)
{
    m_actions = {{actions.earlier, m_up},
                 {actions.later, m_down},
                 {actions.remove, m_remove},
                 {actions.change, m_change},
                 {actions.goesOn, m_goesOn}};
    for (const auto& [action, button] : m_actions)
        if (button != m_goesOn)
            connect(action, &QAction::triggered, button, &QAbstractButton::click);
    actions.goesOn->setChecked(m_goesOn->isChecked());
    connect(actions.goesOn, &QAction::toggled, m_goesOn, &QCheckBox::setChecked);
    connect(m_goesOn, &QCheckBox::toggled, actions.goesOn, &QAction::setChecked);
    tipWithKeys(*m_up, *actions.earlier, QKeySequence(Qt::CTRL | Qt::Key_Up));
    tipWithKeys(*m_down, *actions.later, QKeySequence(Qt::CTRL | Qt::Key_Down));
    tipWithKeys(*m_remove, *actions.remove, QKeySequence(Qt::Key_Delete));
    m_start = actions.start;
    m_hold = actions.hold;
    for (const QAction* action : {m_start, m_hold})
        connect(action, &QAction::changed, this, &QueuePanel::tellWork);
    update();
}

void QueuePanel::tellWork()
{
    const bool isWorking = m_state == Work::Working;
    const QAction* action = isWorking ? m_hold : m_start;
    const QString words = isWorking ? tr("The run in progress goes on to its end; the next ones wait")
                                    : tr("Train what waits, one run after the other");
    m_work->setToolTip(action == nullptr ? words : withKeys(words, *action));
}

void QueuePanel::update()
{
    const auto count = int(selected().size());
    const bool isWorking = m_state == Work::Working;
    m_work->setText(isWorking ? tr("Pause the queue") : tr("Start the queue"));
    m_work->setIcon(m_theme.icon(isWorking ? QStringLiteral("media-playback-pause") : QStringLiteral("system-run")));
    m_work->setAccessibleName(m_work->text());
    tellWork();
    m_work->setEnabled(m_queue.rowCount() > 0);
    m_change->setEnabled(count == 1);
    m_remove->setEnabled(count > 0);
    m_up->setEnabled(count > 0 && m_queue.indexOf(selected().front()) > 0);
    m_down->setEnabled(count > 0 && m_queue.indexOf(selected().back()) + 1 < m_queue.rowCount());
    for (const auto& [action, button] : m_actions)
        action->setEnabled(button->isEnabled());
    const QString waiting = m_queue.summary();
    const QString before =
        std::exchange(m_summary, m_state == Work::Held && !waiting.isEmpty() ? tr("paused; %1").arg(waiting) : waiting);
    if (m_summary != before)
        Q_EMIT summaryChanged(m_summary);
}

bool QueuePanel::eventFilter(QObject* watched, QEvent* event)
{
    const QEvent::Type type = event->type();
    if (type != QEvent::KeyPress && type != QEvent::ShortcutOverride)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool isRemoving = key->key() == Qt::Key_Delete && key->modifiers() == Qt::NoModifier;
    const bool isMoving =
        key->modifiers() == Qt::ControlModifier && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down);
    if (!isRemoving && !isMoving)
        return QWidget::eventFilter(watched, event);
    if (type == QEvent::ShortcutOverride)
        event->accept(); // here they are the table's, also where somebody has given them to an action
    else if (isRemoving)
        m_remove->click();
    else
        shift(key->key() == Qt::Key_Up ? -1 : 1);
    return true;
}

} // namespace gui

#include "moc_QueuePanel.cpp"
