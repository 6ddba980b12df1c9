#include "gui/plots/BrushPlot.h"

#include <QApplication>
#include <QMouseEvent>
#include <QToolTip>

#include "gui/plots/QCustomPlotHeader.h"

namespace gui {

BrushPlot::BrushPlot(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : Plot(theme, dialogs, parent)
{
    setFocusPolicy(Qt::ClickFocus); // for the Esc key of whoever holds it
    canvas().installEventFilter(this);
}

void BrushPlot::setBrush(const SweepBrush& brush)
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
    if (run == m_pointed)
        return;
    m_pointed = run;
    canvas().setCursor(run ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (run)
        QToolTip::showText(canvas().mapToGlobal(pixel).toPoint(), textOf(*run), &canvas());
    else
        QToolTip::hideText();
    scheduleRedraw();
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

bool BrushPlot::eventFilter(QObject* object, QEvent* event)
{
    if (sweep() == nullptr)
        return Plot::eventFilter(object, event);
    const auto place = [event] { return static_cast<QMouseEvent*>(event)->position(); };
    const bool isLeft = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonRelease
        ? static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton
        : false;
    if (event->type() == QEvent::MouseButtonPress && isLeft)
        m_pressed = place();
    if (event->type() == QEvent::MouseButtonRelease && isLeft && m_pressed)
        release(place());
    if (event->type() == QEvent::Leave)
        point({-1, -1});
    if (event->type() == QEvent::MouseMove && m_pressed) {
        m_isDragging = m_isDragging || (place() - *m_pressed).manhattanLength() >= QApplication::startDragDistance();
        if (m_isDragging)
            setBrush(dragged(*m_pressed, place()));
    } else if (event->type() == QEvent::MouseMove) {
        point(place());
    }
    return Plot::eventFilter(object, event);
}

} // namespace gui

#include "moc_BrushPlot.cpp"
