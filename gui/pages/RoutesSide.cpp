#include "gui/pages/RoutesSide.h"

#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QTreeView>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "gui/app/ElidedLabel.h"
#include "gui/app/Format.h"
#include "gui/app/Theme.h"
#include "gui/models/RouteTableModel.h"
#include "gui/pages/RouteStripDelegate.h"
#include "gui/plots/OffsetPlot.h"

namespace gui {

namespace {

enum LayerColumn { Layer, State, LastChosen, LargestShare, layerColumns };

} // namespace

RoutesSide::RoutesSide(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new RouteTableModel(this))
    , m_table(new QTreeView(this))
    , m_routesNote(new ElidedLabel(this))
    , m_offsetsTitle(new QLabel(tr("Offsets"), this))
    , m_offsets(new OffsetPlot(theme, dialogs, this))
    , m_offsetsNote(new ElidedLabel(this))
    , m_layersTitle(new QLabel(this))
    , m_layers(new QTreeWidget(this))
    , m_layersNote(new ElidedLabel(this))
{
    m_routesNote->setObjectName(QStringLiteral("routesNoteLabel"));
    m_offsetsNote->setObjectName(QStringLiteral("offsetsNoteLabel"));
    m_layersNote->setObjectName(QStringLiteral("layersNoteLabel"));
    m_offsets->setObjectName(QStringLiteral("offsetPlot"));
    m_offsets->setMinimumHeight(96);
    setUpTable();
    setUpLayers();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing::control, spacing::control, spacing::page, spacing::control);
    layout->setSpacing(spacing::control);
    layout->addLayout(makeHead(new QLabel(tr("Commonest routes"), this), m_routesNote));
    layout->addWidget(m_table, 13);
    layout->addLayout(makeHead(m_offsetsTitle, m_offsetsNote));
    layout->addWidget(m_offsets, 10);
    layout->addLayout(makeHead(m_layersTitle, m_layersNote));
    layout->addWidget(m_layers, 8);
    nameParts(false);
}

QLayout* RoutesSide::makeHead(QLabel* title, QLabel* note)
{
    title->setFont(Theme::semibold(font()));
    note->setFont(Theme::figures(Theme::small(font())));
    m_theme.paintIn(note, Ink::Secondary);
    auto* head = new QHBoxLayout;
    head->setSpacing(spacing::control);
    head->addWidget(title);
    head->addWidget(note, 1);
    return head;
}

void RoutesSide::nameParts(bool countsExperts)
{
    m_countsExperts = countsExperts;
    m_layersTitle->setText(countsExperts ? tr("Experts") : tr("Layers"));
    m_layers->setAccessibleName(countsExperts ? tr("Experts by their use") : tr("Layers by their use"));
    m_layers->setHeaderLabels(
        {countsExperts ? tr("Expert") : tr("Layer"), tr("State"), tr("Last chosen"), tr("Largest share")});
    m_offsetsTitle->setVisible(!countsExperts);
    m_offsetsNote->setVisible(!countsExperts);
    m_offsets->setVisible(!countsExperts);
}

void RoutesSide::setUpTable()
{
    m_table->setObjectName(QStringLiteral("routesTreeView"));
    m_table->setAccessibleName(tr("Commonest routes"));
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(RouteTableModel::Route, new RouteStripDelegate(m_table));
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setAlternatingRowColors(true);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setFont(Theme::figures(font()));
    m_table->setMinimumHeight(3 * Theme::rowHeight(font()));
    QHeaderView& header = *m_table->header();
    const QFontMetrics metrics(font());
    header.resizeSection(RouteTableModel::Rank, metrics.horizontalAdvance(QStringLiteral("000")) + 12);
    for (const int column : {RouteTableModel::Share, RouteTableModel::Right})
        header.resizeSection(column, metrics.horizontalAdvance(QStringLiteral("100.0 %")) + 14);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const QModelIndexList rows = m_table->selectionModel()->selectedRows();
        Q_EMIT routeChosen(rows.isEmpty() ? std::nullopt : std::optional(std::size_t(rows.front().row())));
    });
}

void RoutesSide::setUpLayers()
{
    m_layers->setObjectName(QStringLiteral("layerUseTreeWidget"));
    m_layers->setColumnCount(layerColumns);
    m_layers->setRootIsDecorated(false);
    m_layers->setUniformRowHeights(true);
    m_layers->setAlternatingRowColors(true);
    m_layers->setSelectionMode(QAbstractItemView::NoSelection);
    m_layers->setFrameShape(QFrame::NoFrame);
    m_layers->setFont(Theme::figures(font()));
    m_layers->setMinimumHeight(3 * Theme::rowHeight(font()));
    const QFontMetrics metrics(font());
    m_layers->header()->resizeSection(Layer, metrics.horizontalAdvance(tr("Expert")) + 20);
    m_layers->header()->resizeSection(State, metrics.horizontalAdvance(tr("in use")) + 44);
    m_layers->header()->resizeSection(LastChosen, metrics.horizontalAdvance(QStringLiteral("step 100,000")) + 20);
    for (const int column : {LastChosen, LargestShare})
        m_layers->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
}

void RoutesSide::setFlow(const RouteFlow& flow, const CountedUnits& units)
{
    nameParts(flow.countsExperts());
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    const int chosen = rows.isEmpty() ? -1 : rows.front().row();
    {
        const QSignalBlocker blocker(this); // the old selection ends with the old rows
        m_model->setRoutes(flow, units);
    }
    if (flow.positions().empty())
        m_routesNote->clear();
    else
        m_routesNote->setText((m_countsExperts ? tr("%1 %2, layers %3 to %4") : tr("%1 %2, positions %3 to %4"))
                                  .arg(format::whole(flow.rows()), units.of(flow.rows()))
                                  .arg(flow.positions().front())
                                  .arg(flow.positions().back()));
    m_routesNote->setToolTip(m_routesNote->text());
    if (chosen >= 0 && chosen < m_model->rowCount())
        chooseRoute(std::size_t(chosen));
}

void RoutesSide::setOffsets(const RoutingOffsets& offsets)
{
    m_offsets->setOffsets(offsets);
    m_offsetsNote->setText(OffsetPlot::words(offsets));
    m_offsetsNote->setToolTip(m_offsetsNote->text() + tr("\nOffset: distance between a position and the layer it chose"));
}

void RoutesSide::setLayers(const std::vector<LayerUse>& uses)
{
    m_layers->clear();
    std::size_t dead = 0;
    for (const LayerUse& use : uses) {
        dead += use.isDead;
        auto* item = new QTreeWidgetItem(m_layers);
        item->setText(Layer, QString::number(use.layer));
        item->setText(State, use.isDead ? tr("dead") : tr("in use"));
        item->setIcon(State, use.isDead ? m_theme.icon(QStringLiteral("data-warning"), Ink::Warning)
                                        : m_theme.icon(QStringLiteral("dialog-ok-apply"), Ink::Success));
        item->setText(LastChosen, use.lastChosen ? tr("step %1").arg(format::whole(*use.lastChosen)) : tr("never"));
        item->setText(LargestShare, use.largestShare > 0
                                        ? tr("%1 at %2").arg(format::percent(use.largestShare)).arg(use.position)
                                        : format::percent(0));
        for (const int column : {LastChosen, LargestShare})
            item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        item->setToolTip(LargestShare,
                         (m_countsExperts ? tr("Largest part of any layer's tokens, and where; %1 of all tokens")
                                          : tr("Largest part of any position's votes, and where; %1 of all votes"))
                             .arg(format::percent(use.votes)));
    }
    m_layersNote->setText(tr("%1 of %2 dead; least used first").arg(dead).arg(uses.size()));
    m_layersNote->setToolTip(m_layersNote->text());
}

void RoutesSide::chooseRoute(std::size_t route)
{
    m_table->setCurrentIndex(m_model->index(int(route), 0));
}

} // namespace gui
