#include "gui/plots/RoutingHeatmap.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include "gui/app/Format.h"
#include "gui/plots/HeatmapDrawing.h"

namespace gui {

RoutingHeatmap::RoutingHeatmap(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : Plot(theme, dialogs, parent)
    , m_drawing(std::make_unique<HeatmapDrawing>(canvas()))
{
    setWindowTitle(tr("Routing"));
    setAccessibleName(tr("Routing heatmap: position by layer chosen, or layer by expert"));
    setFocusPolicy(Qt::StrongFocus);
    canvas().setMouseTracking(true);
    canvas().installEventFilter(this);
    begin();
}

RoutingHeatmap::~RoutingHeatmap() = default;

void RoutingHeatmap::setGrid(const RoutingGrid* grid, const QString& units)
{
    m_drawing->grid = grid;
    m_drawing->units = units;
    scheduleRedraw();
}

void RoutingHeatmap::setMode(RoutingGrid::Mode mode)
{
    m_drawing->mode = mode;
    scheduleRedraw();
}

void RoutingHeatmap::setRecord(std::size_t record)
{
    m_drawing->record = record;
    scheduleRedraw();
}

void RoutingHeatmap::setSelectedRow(std::size_t row)
{
    m_drawing->selectedRow = row;
    scheduleRedraw();
}

std::size_t RoutingHeatmap::selectedRow() const
{
    return m_drawing->selectedRow;
}

QRect RoutingHeatmap::cellRect(std::size_t row, std::int64_t layer) const
{
    return m_drawing->cellRect(row, layer);
}

QString RoutingHeatmap::cellText(std::size_t row, std::int64_t layer) const
{
    const RoutingGrid& grid = *m_drawing->grid;
    const std::size_t record = std::min(m_drawing->record, grid.size() - 1);
    const std::int64_t position = grid.positions()[row];
    QStringList lines;
    lines << (grid.countsExperts()     ? tr("Layer %1, expert %2")
              : grid.isSelf(row, layer) ? tr("Position %1 chose layer %2, itself")
                                        : tr("Position %1 chose layer %2"))
                 .arg(position)
                 .arg(layer);
    lines << tr("share %1, %2 of %3 %4")
                 .arg(format::fixed(grid.share(record, row, layer), 2), format::whole(grid.count(record, row, layer)),
                      format::whole(grid.rowTotal(record, row)), m_drawing->units);
    if (grid.hasProbability())
        lines << tr("mean gate probability %1").arg(format::fixed(grid.probability(record, row, layer), 3));
    if (record > 0) {
        const double change = grid.change(record, row, layer);
        lines << tr("%1%2 since step %3")
                     .arg(change > 0 ? QStringLiteral("+") : QString(), format::fixed(change, 2),
                          format::whole(grid.step(0)));
    }
    return lines.join(QLatin1Char('\n'));
}

void RoutingHeatmap::restyle()
{
    m_drawing->restyle(colours(), font());
}

void RoutingHeatmap::prepare()
{
    m_drawing->update();
}

void RoutingHeatmap::setExporting(bool isExporting)
{
    m_drawing->isSelectionShown = !isExporting;
}

QSize RoutingHeatmap::exportSize() const
{
    return m_drawing->usedSize().isEmpty() ? size() : m_drawing->usedSize();
}

void RoutingHeatmap::choose(std::size_t row)
{
    setSelectedRow(row);
    Q_EMIT rowChosen(row);
}

bool RoutingHeatmap::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::MouseMove || event->type() == QEvent::MouseButtonPress) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        const auto cell = m_drawing->cellAt(mouse->position());
        if (event->type() == QEvent::MouseButtonPress && mouse->button() == Qt::LeftButton) {
            setFocus(Qt::MouseFocusReason);
            if (cell)
                choose(cell->first);
        } else if (event->type() == QEvent::MouseMove) {
            if (!cell) {
                QToolTip::hideText();
                return Plot::eventFilter(object, event);
            }
            QStringList lines = cellText(cell->first, cell->second).split(QLatin1Char('\n'));
            lines.front() = QStringLiteral("<b>%1</b>").arg(lines.front());
            QToolTip::showText(mouse->globalPosition().toPoint(),
                               QStringLiteral("<p style='white-space:pre'>%1</p>").arg(lines.join(QStringLiteral("<br>"))),
                               &canvas(), cellRect(cell->first, cell->second));
        }
    }
    return Plot::eventFilter(object, event);
}

void RoutingHeatmap::keyPressEvent(QKeyEvent* event)
{
    const RoutingGrid* grid = m_drawing->grid;
    if (!grid || grid->isEmpty() || (event->key() != Qt::Key_Up && event->key() != Qt::Key_Down)) {
        Plot::keyPressEvent(event);
        return;
    }
    const std::size_t row = std::min(m_drawing->selectedRow, grid->rows() - 1);
    if (event->key() == Qt::Key_Up && row > 0)
        choose(row - 1);
    if (event->key() == Qt::Key_Down && row + 1 < grid->rows())
        choose(row + 1);
}

void RoutingHeatmap::focusInEvent(QFocusEvent* event)
{
    Plot::focusInEvent(event);
    m_drawing->hasFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    scheduleRedraw();
}

void RoutingHeatmap::focusOutEvent(QFocusEvent* event)
{
    Plot::focusOutEvent(event);
    m_drawing->hasFocus = false;
    scheduleRedraw();
}

} // namespace gui
