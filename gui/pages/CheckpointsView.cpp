#include "gui/pages/CheckpointsView.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QStackedLayout>
#include <QToolButton>
#include <QTreeWidget>
#include <QUrl>

#include "gui/app/EmptyState.h"
#include "gui/app/Format.h"
#include "gui/app/SmallButton.h"
#include "gui/app/Theme.h"

namespace gui {

namespace {

enum Column { Step, Kind, Size, Path };

} // namespace

CheckpointsView::CheckpointsView(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_list(new QTreeWidget(this))
    , m_total(new QLabel(this))
    , m_open(makeSmallButton(theme, "folder-open", tr("Open folder"), tr("Show the checkpoint's folder"), this))
    , m_copy(makeSmallButton(theme, "edit-copy", tr("Copy path"), tr("Copy the folder's path to the clipboard"), this))
    , m_empty(new EmptyState(theme, this))
    , m_stack(new QStackedLayout)
{
    m_total->setObjectName(QStringLiteral("checkpointsTotalLabel"));
    m_open->setObjectName(QStringLiteral("openCheckpointToolButton"));
    m_copy->setObjectName(QStringLiteral("copyCheckpointPathToolButton"));
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
    m_list->setHeaderLabels({tr("Step"), tr("Kind"), tr("Size"), tr("Folder")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFont(Theme::figures(font()));
    for (const int column : {Step, Kind, Size})
        m_list->header()->resizeSection(column, 96);
    for (const int column : {Step, Size})
        m_list->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, [this] {
        m_open->setEnabled(!chosenPath().isEmpty());
        m_copy->setEnabled(!chosenPath().isEmpty());
    });
    connect(m_open, &QToolButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(chosenPath())); });
    connect(m_copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(chosenPath()); });
}

void CheckpointsView::setModel(RunModel* model)
{
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    if (model) {
        connect(model, &QObject::destroyed, this, [this] {
            m_model = nullptr;
            fill();
        });
        connect(model, &RunModel::loaded, this, &CheckpointsView::fill);
        connect(model, &RunModel::checkpointsChanged, this, &CheckpointsView::fill);
    }
    fill();
}

QString CheckpointsView::chosenPath() const
{
    const QList<QTreeWidgetItem*> items = m_list->selectedItems();
    return items.isEmpty() ? QString() : items.front()->text(Path);
}

void CheckpointsView::fill()
{
    m_list->clear();
    std::int64_t bytes = 0;
    if (m_model) {
        const auto& checkpoints = m_model->history().checkpoints;
        for (auto checkpoint = checkpoints.rbegin(); checkpoint != checkpoints.rend(); ++checkpoint) {
            auto* item = new QTreeWidgetItem(m_list);
            item->setText(Step, format::whole(checkpoint->step));
            item->setTextAlignment(Step, Qt::AlignRight | Qt::AlignVCenter);
            const bool isNewest = checkpoint == checkpoints.rbegin();
            item->setText(Kind, checkpoint->best ? tr("best") : isNewest ? tr("newest") : QString());
            if (checkpoint->best)
                item->setIcon(Kind, m_theme.icon(QStringLiteral("flag")));
            item->setText(Size, format::bytes(double(checkpoint->bytes)));
            item->setTextAlignment(Size, Qt::AlignRight | Qt::AlignVCenter);
            item->setText(Path, QString::fromStdString(checkpoint->path));
            item->setToolTip(Path, item->text(Path));
            bytes += checkpoint->bytes;
        }
    }
    const int count = m_list->topLevelItemCount();
    m_total->setText((count == 1 ? tr("1 checkpoint") : tr("%1 checkpoints").arg(count)) + QStringLiteral(", ")
                     + format::bytes(double(bytes)));
    if (count > 0)
        m_list->setCurrentItem(m_list->topLevelItem(0));
    m_open->setEnabled(!chosenPath().isEmpty());
    m_copy->setEnabled(!chosenPath().isEmpty());
    m_stack->setCurrentIndex(count > 0 ? 1 : 0);
}

} // namespace gui
