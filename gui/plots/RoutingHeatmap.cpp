#include "gui/plots/RoutingHeatmap.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>

#include "gui/app/Format.h"
#include "gui/plots/HeatmapDrawing.h"

namespace gui {

RoutingHeatmap::RoutingHeatmap(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : Plot(theme, dialogs, parent)
    , m_drawing(std::make_unique<HeatmapDrawing>(canvas()))
{
    setWindowTitle(tr("Routing"));
    setAccessibleName(tr("Routing heatmap: position by layer chosen, or layer by expert"));
    canvas().setMouseTracking(true);
    canvas().installEventFilter(this);
    begin();
}

RoutingHeatmap::~RoutingHeatmap() = default;

void RoutingHeatmap::setPicture(RoutingPicture picture)
{
    m_drawing->picture = std::move(picture);
    if (!accessibleDescription().isEmpty())
        setAccessibleDescription({}); // its value was of the picture before
    scheduleRedraw();
}

const RoutingPicture& RoutingHeatmap::picture() const
{
    return m_drawing->picture;
}

void RoutingHeatmap::setMap(storage::SequentialMap map)
{
    m_drawing->map = map;
    scheduleRedraw();
}

storage::SequentialMap RoutingHeatmap::map() const
{
    return m_drawing->map;
}

void RoutingHeatmap::setSelectedRow(std::size_t row)
{
    m_drawing->selectedRow = row;
    scheduleRedraw();
}

void RoutingHeatmap::setRowsSelectable(bool areSelectable)
{
    m_areRowsSelectable = areSelectable;
    m_drawing->isSelectionShown = areSelectable;
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

void RoutingHeatmap::restyle()
{
    m_drawing->restyle(colours(), font());
}

void RoutingHeatmap::prepare()
{
    m_drawing->hasFocus = isFocusShown();
    m_drawing->update();
}

void RoutingHeatmap::setExporting(bool isExporting)
{
    m_drawing->isSelectionShown = m_areRowsSelectable && !isExporting;
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
    if (event->type() == QEvent::MouseMove || event->type() == QEvent::MouseButtonPress)
        handleMouse(static_cast<QMouseEvent*>(event));
    return Plot::eventFilter(object, event);
}

void RoutingHeatmap::handleMouse(QMouseEvent* event)
{
    const auto cell = m_drawing->cellAt(event->position());
    if (event->type() == QEvent::MouseButtonPress && event->button() == Qt::LeftButton) {
        setFocus(Qt::MouseFocusReason);
        if (const auto row = m_drawing->rowBesideCells(event->position()); row && m_areRowsSelectable)
            choose(*row);
        if (!cell)
            return;
        m_drawing->selectedLayer = cell->second;
        choose(cell->first);
        Q_EMIT cellChosen(cell->first, qint64(cell->second));
    } else if (event->type() == QEvent::MouseMove) {
        const QPoint place = event->globalPosition().toPoint();
        if (cell && m_cellText)
            QToolTip::showText(place, m_cellText(cell->first, cell->second), &canvas(),
                               cellRect(cell->first, cell->second));
        else if (const auto row = m_drawing->entropyAt(event->position()))
            QToolTip::showText(place, entropyText(*row), &canvas());
        else
            QToolTip::hideText();
    }
}

QString RoutingHeatmap::entropyText(std::size_t row) const
{
    return (picture().countsExperts ? tr("Layer %1: %2 %3 nats; of uniform choice %4")
                                    : tr("Position %1: %2 %3 nats; of uniform choice %4"))
        .arg(picture().positions[row])
        .arg(picture().entropyTitle, format::fixed(picture().entropy[row], 2),
             format::fixed(picture().uniformEntropy(), 2));
}

void RoutingHeatmap::moveTo(std::int64_t layer)
{
    m_drawing->selectedLayer = std::clamp<std::int64_t>(layer, 0, picture().layers - 1);
    scheduleRedraw();
}

std::pair<std::size_t, std::int64_t> RoutingHeatmap::markedCell() const
{
    return {std::min(m_drawing->selectedRow, picture().rows() - 1),
            std::min(m_drawing->selectedLayer, picture().layers - 1)};
}

QString RoutingHeatmap::markedText() const
{
    if (picture().isEmpty() || !m_cellText)
        return {};
    const auto [row, layer] = markedCell();
    return m_cellText(row, layer);
}

void RoutingHeatmap::describeCell()
{
    setAccessibleDescription(markedText().replace(QLatin1Char('\n'), QStringLiteral("; ")));
}

void RoutingHeatmap::showCellText()
{
    const auto [row, layer] = markedCell();
    const QRect cell = cellRect(row, layer);
    QToolTip::showText(canvas().mapToGlobal(cell.bottomRight()), markedText(), &canvas(), cell);
}

void RoutingHeatmap::keyPressEvent(QKeyEvent* event)
{
    if (picture().isEmpty()) {
        Plot::keyPressEvent(event);
        return;
    }
    const auto [row, layer] = markedCell();
    switch (event->key()) {
    case Qt::Key_Up:
        if (row > 0)
            choose(row - 1);
        break;
    case Qt::Key_Down:
        if (row + 1 < picture().rows())
            choose(row + 1);
        break;
    case Qt::Key_Left: moveTo(layer - 1); break;
    case Qt::Key_Right: moveTo(layer + 1); break;
    case Qt::Key_Return:
    case Qt::Key_Enter: Q_EMIT cellChosen(row, qint64(layer)); return;
    default: Plot::keyPressEvent(event); return;
    }
    keyTaken();
    describeCell();
    showCellText();
}

void RoutingHeatmap::focusInEvent(QFocusEvent* event)
{
    Plot::focusInEvent(event);
    if (isFocusShown())
        describeCell();
    scheduleRedraw();
}

void RoutingHeatmap::focusOutEvent(QFocusEvent* event)
{
    Plot::focusOutEvent(event);
    scheduleRedraw();
}

} // namespace gui
