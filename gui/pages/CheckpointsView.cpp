#include "gui/pages/CheckpointsView.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QStackedLayout>
#include <QToolButton>
#include <QTreeWidget>
#include <QUrl>

#include <algorithm>
#include <functional>

#include "gui/app/EmptyState.h"
#include "gui/app/Format.h"
#include "gui/app/SmallButton.h"
#include "gui/app/Theme.h"
#include "gui/models/MetricTitles.h"

namespace gui {

namespace {

enum CheckpointColumn { StepColumn, KindColumn, ScoreColumn, SizeColumn, PathColumn };
constexpr int isThereRole = Qt::UserRole;
constexpr int stepRole = Qt::UserRole + 1;
constexpr int kindRole = Qt::UserRole + 2;

} // namespace

CheckpointsView::CheckpointsView(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_list(new QTreeWidget(this))
    , m_total(new QLabel(this))
    , m_open(makeSmallButton(theme, "folder-open", tr("Open folder"), tr("Show the checkpoint's folder"), this))
    , m_copy(makeSmallButton(theme, "edit-copy", tr("Copy path"), tr("Copy the folder's path to the clipboard"), this))
    , m_export(makeSmallButton(theme, "document-export", tr("Export for PEFT…"),
                               tr("Write its LoRA and head as the library PEFT reads them"), this))
    , m_delete(makeSmallButton(
          theme, "edit-delete", tr("Delete"),
          tr("Leave the checkpoint out of the list, and remove its folder when the window closes; until then Edit, "
             "Undo brings it back, and a run that goes on may still need it"),
          this))
    , m_empty(new EmptyState(theme, this))
    , m_stack(new QStackedLayout)
    , m_filling(*this, std::bind_front(&CheckpointsView::fill, this))
{
    m_total->setObjectName(QStringLiteral("checkpointsTotalLabel"));
    m_open->setObjectName(QStringLiteral("openCheckpointToolButton"));
    m_copy->setObjectName(QStringLiteral("copyCheckpointPathToolButton"));
    m_export->setObjectName(QStringLiteral("exportCheckpointToolButton"));
    m_delete->setObjectName(QStringLiteral("deleteCheckpointToolButton"));
    m_empty->setObjectName(QStringLiteral("checkpointsEmptyState"));
    m_empty->setText(tr("No checkpoint yet"),
                     tr("One is saved as “Checkpoint every” says in the configuration, when the run is stopped, and at "
                        "its end. A stopped run goes on from its newest."));
    theme.paintIn(m_total, Ink::Secondary);
    setUpList();

    auto* content = new QWidget(this);
    auto* controls = new QHBoxLayout;
    controls->setContentsMargins(spacing::page, spacing::control, spacing::page, spacing::control);
    controls->setSpacing(spacing::control);
    controls->addWidget(m_total, 1);
    controls->addWidget(m_open);
    controls->addWidget(m_copy);
    controls->addWidget(m_export);
    controls->addWidget(m_delete);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(controls);
    layout->addWidget(m_list, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(content);
    setLayout(m_stack);
    fill();
}

void CheckpointsView::setUpList()
{
    m_list->setObjectName(QStringLiteral("checkpointsTreeWidget"));
    m_list->setAccessibleName(tr("Checkpoints"));
    m_list->setHeaderLabels({tr("Step"), tr("Kind"), tr("Score"), tr("Size"), tr("Folder")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFont(Theme::figures(font()));
    for (const int column : {StepColumn, KindColumn, SizeColumn})
        m_list->header()->resizeSection(column, 96);
    m_list->header()->resizeSection(ScoreColumn, 176);
    for (const int column : {StepColumn, SizeColumn})
        m_list->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &CheckpointsView::updateButtons);
    connect(m_export, &QToolButton::clicked, this,
            [this] { Q_EMIT exportRequested(m_model->record().id, chosenPath()); });
    connect(m_delete, &QToolButton::clicked, this,
            [this] { Q_EMIT deleteRequested(keyOf(*m_list->selectedItems().front())); });
    connect(m_open, &QToolButton::clicked, this, &CheckpointsView::openFolder);
    connect(m_copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(chosenPath()); });
}

void CheckpointsView::openFolder()
{
    // A file in its place would be opened by its program, and two slashes in front would name a server.
    if (!QFileInfo(chosenPath()).isDir())
        Q_EMIT troubled(tr("The folder %1 is not there any more.").arg(chosenPath()));
    else if (!QDesktopServices::openUrl(QUrl::fromLocalFile(QDir::cleanPath(chosenPath()))))
        Q_EMIT troubled(tr("The folder %1 could not be shown: the desktop has no program for it.").arg(chosenPath()));
}

void CheckpointsView::setModel(RunModel* model)
{
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    if (model) {
        connect(model, &QObject::destroyed, this, [this] {
            m_model = nullptr;
            modelLoaded();
        });
        connect(model, &RunModel::loaded, this, &CheckpointsView::modelLoaded);
        connect(model, &RunModel::stateChanged, this, &CheckpointsView::updateButtons);
        connect(model, &RunModel::checkpointsChanged, this, &CheckpointsView::listChanged);
    }
    modelLoaded();
}

void CheckpointsView::modelLoaded()
{
    m_list->clear();
    updateButtons();
    listChanged();
}

void CheckpointsView::listChanged()
{
    // Out of sight too, so that what is shown next is laid out before.
    const auto isOneListed = [this] {
        const auto& checkpoints = m_model->history().checkpoints;
        return std::any_of(checkpoints.begin(), checkpoints.end(), [this](const auto& each) { return isListed(each); });
    };
    m_stack->setCurrentIndex(m_model && isOneListed() ? 1 : 0);
    m_filling.ask();
}

bool CheckpointsView::isListed(const storage::CheckpointRecord& checkpoint) const
{
    return !m_deleted.contains({m_model->record().id, checkpoint.path, checkpoint.step});
}

QString CheckpointsView::chosenPath() const
{
    const QList<QTreeWidgetItem*> items = m_list->selectedItems();
    return items.isEmpty() ? QString() : items.front()->text(PathColumn);
}

CheckpointKey CheckpointsView::keyOf(const QTreeWidgetItem& item) const
{
    return {m_model->record().id, item.text(PathColumn).toStdString(), item.data(KindColumn, stepRole).toLongLong()};
}

void CheckpointsView::choose(const std::optional<CheckpointKey>& checkpoint)
{
    QTreeWidgetItem* chosen = m_list->topLevelItem(0);
    for (int row = 0; checkpoint && row < m_list->topLevelItemCount(); ++row)
        if (keyOf(*m_list->topLevelItem(row)) == *checkpoint)
            chosen = m_list->topLevelItem(row);
    if (chosen != nullptr)
        m_list->setCurrentItem(chosen);
}

void CheckpointsView::setDeleted(std::set<CheckpointKey> deleted)
{
    m_deleted = std::move(deleted);
    listChanged();
}

void CheckpointsView::onlyRead(const QString& reason)
{
    m_isReadOnly = true;
    m_delete->setToolTip(reason);
    updateButtons();
}

void CheckpointsView::updateButtons()
{
    const bool isChosen = m_model != nullptr && !chosenPath().isEmpty();
    const bool isThere = isChosen && m_list->selectedItems().front()->data(KindColumn, isThereRole).toBool();
    m_copy->setEnabled(isChosen);
    m_open->setEnabled(isThere);
    m_export->setEnabled(isThere);
    m_delete->setEnabled(isThere && !m_isReadOnly && !m_model->isLive());
}

/// The metric that picks the best one, from the evaluation of the same step.
QString CheckpointsView::scoreAt(std::int64_t step) const
{
    if (!m_model->record().started)
        return {};
    const std::string& metric = m_model->record().started->metric;
    for (const engine::Evaluated& evaluated : m_model->history().evaluations)
        if (evaluated.step == step && evaluated.split == m_model->history().mainSplit())
            for (const engine::Measurement& value : evaluated.values)
                if (value.key == metric)
                    return format::value(value.value) + QLatin1Char(' ')
                        + markedMetricName(metric, m_model->history().isNotCausal(metric));
    return {};
}

void CheckpointsView::addRow(const storage::CheckpointRecord& checkpoint, bool isNewest)
{
    auto* item = new QTreeWidgetItem(m_list);
    const QString path = QString::fromStdString(checkpoint.path);
    const QString score = scoreAt(checkpoint.step);
    item->setText(StepColumn, format::whole(checkpoint.step));
    item->setTextAlignment(StepColumn, Qt::AlignRight | Qt::AlignVCenter);
    item->setData(KindColumn, stepRole, qlonglong(checkpoint.step));
    item->setData(KindColumn, kindRole, checkpoint.best ? tr("best") : isNewest ? tr("newest") : QString());
    if (checkpoint.best)
        item->setIcon(KindColumn, m_theme.icon(QStringLiteral("flag")));
    item->setText(ScoreColumn, score.isEmpty() ? tr("–") : score);
    item->setToolTip(ScoreColumn, score.isEmpty() ? tr("There was no evaluation at this step") : score);
    item->setText(SizeColumn, format::bytes(double(checkpoint.bytes)));
    item->setTextAlignment(SizeColumn, Qt::AlignRight | Qt::AlignVCenter);
    item->setText(PathColumn, path);
    item->setToolTip(PathColumn, path);
    showPresence(*item);
}

void CheckpointsView::showPresence(QTreeWidgetItem& item) const
{
    const bool isThere = !m_gone.contains(item.text(PathColumn));
    const QString kind = item.data(KindColumn, kindRole).toString();
    const QBrush faint = palette().brush(QPalette::Disabled, QPalette::Text);
    item.setData(KindColumn, isThereRole, isThere);
    item.setText(KindColumn, kind.isEmpty() && !isThere ? tr("removed") : kind);
    for (int column = StepColumn; column <= PathColumn; ++column)
        item.setData(column, Qt::ForegroundRole, isThere ? QVariant() : QVariant(faint));
}

void CheckpointsView::setGone(const QStringList& folders)
{
    m_gone = folders;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row)
        showPresence(*m_list->topLevelItem(row));
    updateButtons();
}

void CheckpointsView::fill()
{
    const QTreeWidgetItem* selected = m_list->selectedItems().value(0);
    const bool isOlder = selected != nullptr && selected != m_list->topLevelItem(0); // otherwise the newest, as it comes
    const auto chosen = m_model && isOlder ? std::optional(keyOf(*selected)) : std::nullopt;
    m_list->clear();
    std::int64_t bytes = 0;
    QStringList folders;
    if (m_model) {
        const auto& checkpoints = m_model->history().checkpoints;
        for (auto checkpoint = checkpoints.rbegin(); checkpoint != checkpoints.rend(); ++checkpoint) {
            if (!isListed(*checkpoint))
                continue;
            addRow(*checkpoint, checkpoint == checkpoints.rbegin());
            bytes += checkpoint->bytes;
            folders << QString::fromStdString(checkpoint->path);
        }
    }
    const int count = m_list->topLevelItemCount();
    m_total->setText((count == 1 ? tr("1 checkpoint") : tr("%1 checkpoints").arg(count)) + QStringLiteral(", ")
                     + format::bytes(double(bytes)));
    choose(chosen);
    updateButtons();
    if (count > 0)
        Q_EMIT foldersWanted(folders);
}

} // namespace gui
