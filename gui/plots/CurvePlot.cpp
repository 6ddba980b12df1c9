#include "gui/plots/CurvePlot.h"

#include <QAction>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

#include "gui/app/Format.h"
#include "gui/plots/CurveDrawing.h"
#include "gui/plots/ReadingKeys.h"

namespace gui {

namespace {

constexpr double zoomStep = 1.25; // per notch of the wheel

/// Of those that are no reference.
const MetricSeries* longestOf(const std::vector<CurvePlot::Curve>& curves)
{
    const MetricSeries* longest = nullptr;
    for (const CurvePlot::Curve& curve : curves)
        if (!curve.isReference && (!longest || curve.series->size() > longest->size()))
            longest = curve.series;
    return longest;
}

} // namespace

QString CurvePlot::axisTitle(XAxis::Kind kind)
{
    switch (kind) {
    case XAxis::Kind::Step:
        return tr("step");
    case XAxis::Kind::Epoch:
        return tr("epoch");
    case XAxis::Kind::Time:
        return tr("training time (h:min:s)");
    }
    return {};
}

CurvePlot::CurvePlot(Theme& theme, FileDialogs& dialogs, const Titles& titles, QWidget* parent)
    : Plot(theme, dialogs, parent)
    , m_logarithmic(new QAction(tr("Logarithmic axis"), this))
    , m_drawing(std::make_unique<CurveDrawing>(canvas()))
    , m_state(m_drawing->state)
{
    m_state.title = titles.title;
    m_state.yTitle = titles.y;
    setWindowTitle(titles.title);
    setAccessibleName(titles.title);
    canvas().setMouseTracking(true);
    canvas().installEventFilter(this);
    canvas().setCursor(Qt::CrossCursor);
    m_logarithmic->setObjectName(QStringLiteral("logarithmicAction"));
    m_logarithmic->setCheckable(true);
    addAction(m_logarithmic);
    connect(m_logarithmic, &QAction::triggered, this, [this](bool isLogarithmic) {
        setLogarithmic(isLogarithmic);
        Q_EMIT logarithmicChosen(isLogarithmic);
    });
    setAxis({});
    begin();
}

CurvePlot::~CurvePlot() = default;

void CurvePlot::setTitles(const Titles& titles)
{
    if (m_state.title == titles.title && m_state.yTitle == titles.y)
        return;
    m_state.title = titles.title;
    m_state.yTitle = titles.y;
    setWindowTitle(titles.title);
    setAccessibleName(titles.title);
    scheduleRedraw();
}

void CurvePlot::setCurves(std::vector<Curve> curves)
{
    const bool hasGraphs = curves.size() == m_state.curves.size();
    m_state.curves = std::move(curves);
    if (!hasGraphs)
        m_drawing->makeGraphs();
    scheduleRedraw();
}

void CurvePlot::setAxis(const XAxis& axis)
{
    if (m_state.axis.kind != axis.kind)
        m_state.crosshair.reset();
    m_state.axis = axis;
    m_state.xTitle = axisTitle(axis.kind);
    scheduleRedraw();
}

void CurvePlot::setLogarithmic(bool isLogarithmic)
{
    m_state.isLogarithmic = isLogarithmic;
    m_logarithmic->setChecked(isLogarithmic);
    scheduleRedraw();
}

bool CurvePlot::isLogarithmic() const
{
    return m_state.isLogarithmic;
}

void CurvePlot::setRawShown(bool isShown)
{
    m_state.isRawShown = isShown;
    scheduleRedraw();
}

void CurvePlot::setBest(std::optional<Mark> best)
{
    m_state.best = std::move(best);
    scheduleRedraw();
}

void CurvePlot::setLevel(std::optional<Level> level)
{
    m_state.level = std::move(level);
    scheduleRedraw();
}

void CurvePlot::setMessage(const QString& message)
{
    m_state.message = message;
    setAccessibleDescription(message);
    scheduleRedraw();
}

void CurvePlot::setCompact(bool isCompact)
{
    m_state.isCompact = isCompact;
    scheduleRedraw();
}

void CurvePlot::setRange(std::optional<std::pair<double, double>> range)
{
    if (m_state.range == range)
        return;
    m_state.range = range;
    scheduleRedraw();
}

void CurvePlot::setCrosshair(std::optional<double> x)
{
    if (m_state.crosshair == x)
        return;
    m_state.crosshair = x;
    if (isVisible())
        m_drawing->redrawOverlay();
}

QString CurvePlot::readOut() const
{
    QStringList texts;
    for (const plotstyle::Words& words : m_drawing->readOut())
        texts.append(words.text);
    return texts.join(QLatin1Char(' '));
}

std::optional<std::pair<double, double>> CurvePlot::range() const
{
    return m_state.range;
}

std::optional<double> CurvePlot::crosshair() const
{
    return m_state.crosshair;
}

std::size_t CurvePlot::pointCount() const
{
    std::size_t count = 0;
    for (const Curve& curve : m_state.curves)
        count = std::max(count, curve.series->size());
    return count;
}

std::size_t CurvePlot::drawnPoints() const
{
    return m_drawing->drawnPoints();
}

std::pair<double, double> CurvePlot::yRange() const
{
    const QCPRange range = canvas().yAxis->range();
    return {range.lower, range.upper};
}

std::vector<std::pair<QString, QRectF>> CurvePlot::words() const
{
    return m_drawing->words();
}

void CurvePlot::restyle()
{
    m_drawing->restyle(colours(), font());
}

void CurvePlot::prepare()
{
    m_drawing->update();
}

void CurvePlot::setExporting(bool isExporting)
{
    m_state.isForScreen = !isExporting;
}

bool CurvePlot::eventFilter(QObject* object, QEvent* event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::MouseButtonRelease:
    case QEvent::MouseButtonDblClick: handleMouse(static_cast<QMouseEvent*>(event)); break;
    case QEvent::Wheel: {
        const auto& wheel = *static_cast<QWheelEvent*>(event);
        zoom(canvas().xAxis->pixelToCoord(wheel.position().x()), std::pow(zoomStep, -wheel.angleDelta().y() / 120.0));
        return true;
    }
    case QEvent::Leave:
        if (!m_drag)
            Q_EMIT crosshairLeft();
        break;
    default: break;
    }
    return Plot::eventFilter(object, event);
}

void CurvePlot::handleMouse(QMouseEvent* event)
{
    const QCPAxis& axis = *canvas().xAxis;
    const double pixel = event->position().x();
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        setFocus(Qt::MouseFocusReason);
        if (event->button() == Qt::LeftButton)
            m_drag = Drag{pixel, axis.range().lower, axis.range().upper};
        break;
    case QEvent::MouseMove:
        if (m_drag && std::abs(pixel - m_drag->pixel) > 2) {
            const double shift = (m_drag->pixel - pixel) * (m_drag->high - m_drag->low) / axis.axisRect()->width();
            Q_EMIT rangeChosen(m_drag->low + shift, m_drag->high + shift);
        } else if (canvas().axisRect()->rect().contains(event->position().toPoint())) {
            Q_EMIT crosshairMoved(axis.pixelToCoord(pixel));
        }
        break;
    case QEvent::MouseButtonRelease: m_drag.reset(); break;
    case QEvent::MouseButtonDblClick: Q_EMIT wholeRangeChosen(); break;
    default: break;
    }
}

bool CurvePlot::takeKey(const QKeyEvent& event)
{
    const QCPRange shown = canvas().xAxis->range();
    const double centre = m_state.crosshair && shown.contains(*m_state.crosshair) ? *m_state.crosshair : shown.center();
    switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        moveCrosshair(*readingMove(event));
        return true;
    case Qt::Key_Home:
    case Qt::Key_End:
        if (const MetricSeries* longest = longestOf(m_state.curves))
            if (const auto x = readingAtEnd({shown.lower, shown.upper}, *longest, m_state.axis,
                                            event.key() == Qt::Key_End))
                Q_EMIT crosshairMoved(*x);
        return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal: // the same key without Shift
        zoom(centre, 1 / zoomStep);
        return true;
    case Qt::Key_Minus:
        zoom(centre, zoomStep);
        return true;
    case Qt::Key_Escape:
        if (!m_state.range)
            return false; // for others
        Q_EMIT wholeRangeChosen();
        return true;
    case Qt::Key_0:
        Q_EMIT wholeRangeChosen();
        return true;
    default:
        return false;
    }
}

void CurvePlot::keyPressEvent(QKeyEvent* event)
{
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier) || !takeKey(*event))
        Plot::keyPressEvent(event);
    else
        keyTaken();
}

void CurvePlot::moveCrosshair(double pixels)
{
    const MetricSeries* longest = longestOf(m_state.curves);
    if (!longest)
        return;
    const auto x = readingBeside(*canvas().xAxis, *longest, m_state.axis, m_state.crosshair, pixels);
    if (!x)
        return;
    if (m_state.range)
        if (const auto moved = rangeShowing(*x, *m_state.range, m_drawing->wholeRange()); moved != *m_state.range)
            Q_EMIT rangeChosen(moved.first, moved.second);
    Q_EMIT crosshairMoved(*x);
}

void CurvePlot::zoom(double centre, double factor)
{
    const QCPAxis& axis = *canvas().xAxis;
    const double low = centre - (centre - axis.range().lower) * factor;
    const double high = centre + (axis.range().upper - centre) * factor;
    if (high - low < smallestRange(m_state.axis.kind))
        return;
    const auto [first, last] = m_drawing->wholeRange();
    if (low <= first && high >= last)
        Q_EMIT wholeRangeChosen();
    else
        Q_EMIT rangeChosen(low, high);
}

} // namespace gui
