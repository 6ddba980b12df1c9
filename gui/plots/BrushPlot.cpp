#include "gui/plots/BrushPlot.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <numeric>
#include <tuple>
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
    findPointed();
    describe();
    scheduleRedraw();
}

/// In a sweep of other runs it stands at another place, or is gone.
void BrushPlot::findPointed()
{
    if (!m_pointed)
        return;
    m_pointed.reset();
    for (std::size_t run = 0; run < m_chosen.size(); ++run)
        if (sweep()->runs[run].id == m_pointedId)
            m_pointed = run;
}

void BrushPlot::point(QPointF pixel)
{
    const auto run = runAt(pixel);
    const QString words = run ? textOf(*run) : noteAt(pixel);
    if (run == m_pointed && words == m_words)
        return;
    canvas().setCursor(run ? Qt::PointingHandCursor : Qt::ArrowCursor);
    say(run, words, pixel);
}

void BrushPlot::say(std::optional<std::size_t> run, const QString& words, QPointF place)
{
    m_words = words;
    if (run)
        m_pointedId = sweep()->runs[*run].id;
    if (std::exchange(m_pointed, run) != run)
        scheduleRedraw();
    describe();
    if (words.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(canvas().mapToGlobal(place).toPoint(), words, &canvas());
}

void BrushPlot::describe()
{
    if (sweep() == nullptr)
        setAccessibleDescription({});
    else if (m_pointed)
        setAccessibleDescription(textOf(*m_pointed).replace(QLatin1Char('\n'), QLatin1String(", ")));
    else
        setAccessibleDescription(tr("Left and Right go from run to run, Return opens one."));
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

std::vector<std::size_t> BrushPlot::runsInOrder() const
{
    std::vector<std::tuple<double, double, std::size_t>> places;
    for (std::size_t run = 0; run < m_chosen.size(); ++run)
        if (const auto place = pixelOf(run); place && isChosen(run))
            places.emplace_back(place->x(), -place->y(), run);
    std::sort(places.begin(), places.end());
    std::vector<std::size_t> runs;
    runs.reserve(places.size());
    for (const auto& [x, y, run] : places)
        runs.push_back(run);
    return runs;
}

std::vector<std::size_t> BrushPlot::chosenLast() const
{
    std::vector<std::size_t> runs(m_chosen.size());
    std::iota(runs.begin(), runs.end(), std::size_t(0));
    std::stable_partition(runs.begin(), runs.end(), [this](std::size_t run) { return !isChosen(run); });
    return runs;
}

/// The first key reads the run at the end that it goes away from.
bool BrushPlot::takeKey(int key)
{
    if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_pointed) {
        Q_EMIT runClicked(sweep()->runs[*m_pointed].id);
        return true;
    }
    if (key != Qt::Key_Left && key != Qt::Key_Right && key != Qt::Key_Home && key != Qt::Key_End)
        return false;
    const std::vector<std::size_t> runs = runsInOrder();
    if (runs.empty())
        return true;
    auto place = std::find(runs.begin(), runs.end(), m_pointed);
    if (key == Qt::Key_Home || (key == Qt::Key_Right && place == runs.end()))
        place = runs.begin();
    else if (key == Qt::Key_End || place == runs.end())
        place = runs.end() - 1;
    else if (key == Qt::Key_Left && place != runs.begin())
        --place;
    else if (key == Qt::Key_Right && place + 1 != runs.end())
        ++place;
    keyTaken();
    say(*place, textOf(*place), *pixelOf(*place));
    return true;
}

void BrushPlot::keyPressEvent(QKeyEvent* event)
{
    const bool isOfOthers = sweep() == nullptr || event->modifiers() & (Qt::ControlModifier | Qt::AltModifier);
    if (isOfOthers || !takeKey(event->key()))
        Plot::keyPressEvent(event);
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
    say(std::nullopt, {}, {});
    Plot::focusOutEvent(event);
}

} // namespace gui

#include "moc_BrushPlot.cpp"
