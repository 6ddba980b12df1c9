#include "gui/plots/BrushPlot.h"

#include <QApplication>
#include <QMouseEvent>
#include <QToolTip>

#include <utility>

#include "gui/plots/QCustomPlotHeader.h"

namespace gui {

BrushPlot::BrushPlot(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : Plot(theme, dialogs, parent)
{
    canvas().installEventFilter(this);
}

void BrushPlot::setBrush(const SweepBrush& brush)
{
    m_settled = brush;
    showBrush(brush);
}

void BrushPlot::showBrush(const SweepBrush& brush)
{
    m_brush = brush;
    updateChosen();
}

void BrushPlot::updateChosen()
{
    m_chosen = sweep() == nullptr ? std::vector<char>() : m_brush.chosen(*sweep());
    if (m_pointed >= m_chosen.size())
        m_pointed.reset();
    scheduleRedraw();
}

void BrushPlot::point(QPointF pixel)
{
    const auto run = runAt(pixel);
    const QString words = run ? textOf(*run) : noteAt(pixel);
    if (run == m_pointed && words == m_words)
        return;
    m_words = words;
    if (std::exchange(m_pointed, run) != run)
        scheduleRedraw();
    canvas().setCursor(run ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (words.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(canvas().mapToGlobal(pixel).toPoint(), words, &canvas());
}

void BrushPlot::release(QPointF pixel)
{
    const bool wasDragging = std::exchange(m_isDragging, false);
    const QPointF from = *std::exchange(m_pressed, std::nullopt);
    if (wasDragging) {
        setBrush(dragged(from, pixel)); // the sweep may have been made again since the last move
        Q_EMIT brushed(m_brush);
        return;
    }
    if (const auto run = runAt(pixel)) {
        Q_EMIT runClicked(sweep()->runs[*run].id);
        return;
    }
    if (const SweepBrush left = clicked(pixel); left != m_brush) {
        setBrush(left);
        Q_EMIT brushed(m_brush);
    }
}

void BrushPlot::abandonDrag()
{
    m_pressed.reset();
    if (std::exchange(m_isDragging, false))
        showBrush(m_settled);
}

void BrushPlot::follow(const QMouseEvent& mouse)
{
    const QPointF place = mouse.position();
    const bool isLeft = mouse.button() == Qt::LeftButton;
    if (mouse.type() == QEvent::MouseButtonPress && isLeft) {
        abandonDrag();
        m_pressed = place;
    }
    if (mouse.type() == QEvent::MouseButtonRelease && isLeft && m_pressed)
        release(place);
    if (mouse.type() != QEvent::MouseMove)
        return;
    if (!mouse.buttons().testFlag(Qt::LeftButton))
        abandonDrag(); // released where no window of ours was
    if (!m_pressed) {
        point(place);
        return;
    }
    m_isDragging = m_isDragging || (place - *m_pressed).manhattanLength() >= QApplication::startDragDistance();
    if (m_isDragging)
        showBrush(dragged(*m_pressed, place));
}

bool BrushPlot::eventFilter(QObject* object, QEvent* event)
{
    switch (event->type()) {
    case QEvent::ContextMenu:
    case QEvent::Hide:
    case QEvent::WindowDeactivate:
        abandonDrag();
        break;
    case QEvent::Leave:
        if (sweep() != nullptr)
            point({-1, -1});
        break;
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonRelease:
    case QEvent::MouseMove:
        if (sweep() != nullptr)
            follow(*static_cast<QMouseEvent*>(event));
        break;
    default:
        break;
    }
    return Plot::eventFilter(object, event);
}

void BrushPlot::focusOutEvent(QFocusEvent* event)
{
    abandonDrag();
    Plot::focusOutEvent(event);
}

} // namespace gui

#include "moc_BrushPlot.cpp"
