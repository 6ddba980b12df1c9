// How the curves of groups are read and zoomed, by the pointer and by keys.
#include "gui/plots/GroupPlot.h"

#include <algorithm>
#include <cmath>

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include "gui/app/Format.h"
#include "gui/plots/PlotStyle.h"
#include "gui/plots/ReadingKeys.h"

namespace gui {

namespace {

constexpr double groupZoomStep = 0.8; // of the range, for one notch of the wheel or one key

} // namespace

void GroupPlot::redrawOverlay()
{
    if (isVisible())
        plotstyle::redrawOverlay(canvas());
}

QString GroupPlot::pointerText() const
{
    return m_near ? wordsOf(*m_near, axis().kind) : QString();
}

void GroupPlot::pointAt(std::optional<QPointF> place)
{
    const auto near = place ? curveNear(canvas(), *place, *m_result, m_groups, axis()) : std::nullopt;
    if (near == m_near)
        return;
    m_near = near;
    redrawOverlay();
}

void GroupPlot::drawPointer(QPainter& painter) const
{
    if (m_near && !m_isExporting)
        plotstyle::drawPoint(painter, pixel(m_near->x, m_near->value), runColour(m_near->colour, colours().dark),
                             colours().base);
}

const MetricSeries* GroupPlot::longestMean() const
{
    const MetricSeries* longest = nullptr;
    for (const ComparedGroup* group : m_groups)
        if (!group->curve.mean.isEmpty() && (longest == nullptr || group->curve.mean.size() > longest->size()))
            longest = &group->curve.mean;
    return longest;
}

/// Of the groups that have come so far.
std::vector<CurvePoint> GroupPlot::meansRead() const
{
    std::vector<CurvePoint> points;
    for (const ComparedGroup* group : m_groups) {
        const MetricSeries& mean = group->curve.mean;
        const auto index = m_reading ? mean.nearest(*m_reading, axis()) : std::nullopt;
        if (!index || *m_reading < mean.x(0, axis()) || *m_reading > mean.x(mean.size() - 1, axis()))
            continue;
        if (const double value = mean.value(*index); std::isfinite(value))
            points.push_back({group->name, group->colour, mean.x(*index, axis()), value});
    }
    return points;
}

QString GroupPlot::readingText() const
{
    if (!m_reading)
        return {};
    QStringList parts;
    const QString place = placeWords(*m_reading, axis().kind);
    for (const CurvePoint& point : meansRead()) {
        const QString own = placeWords(point.x, axis().kind); // groups are evaluated at steps of their own
        const QString value = format::value(point.value);
        parts << (own == place ? QStringLiteral("%1 %2").arg(point.name, value)
                               : tr("%1 %2 at %3").arg(point.name, value, own));
    }
    parts << place;
    return parts.join(QStringLiteral(", "));
}

void GroupPlot::drawReading(QPainter& painter) const
{
    if (task() == nullptr || !m_reading || m_isExporting || !canvas().xAxis->range().contains(*m_reading))
        return;
    const QRect rect = canvas().axisRect()->rect();
    const double x = std::round(canvas().xAxis->coordToPixel(*m_reading));
    painter.setPen(QPen(colours().secondaryText, 1));
    painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()));
    for (const CurvePoint& point : meansRead())
        if (!m_view.isLogarithmic || point.value > 0)
            plotstyle::drawPoint(painter, pixel(point.x, point.value), runColour(point.colour, colours().dark),
                                 colours().base);
}

void GroupPlot::describe()
{
    QStringList names;
    for (const ComparedGroup* group : m_groups)
        names << group->name;
    const QString read = readingText();
    if (task() == nullptr)
        setAccessibleDescription({});
    else if (!read.isEmpty())
        setAccessibleDescription(read);
    else
        setAccessibleDescription(
            tr("%1 of %2: %3. Left and Right read the means, plus and minus zoom, 0 shows the whole.")
                .arg(task()->curveName, names.join(QStringLiteral(", ")), readOut()));
}

void GroupPlot::readAt(std::optional<double> x)
{
    if (m_reading == x)
        return;
    m_reading = x;
    m_near.reset(); // the keys are newer than the pointer's place
    describe();
    redrawOverlay();
}

/// The first key reads the newest point in sight.
void GroupPlot::readBeside(double pixels)
{
    const MetricSeries* series = longestMean();
    if (series == nullptr || !m_reading)
        return readEnd(true);
    const auto x = readingBeside(*canvas().xAxis, *series, axis(), m_reading, pixels);
    if (x && m_range)
        setXRange(rangeShowing(*x, *m_range, whole()));
    if (x)
        readAt(x);
}

void GroupPlot::readEnd(bool isLast)
{
    const MetricSeries* series = longestMean();
    if (series == nullptr)
        return;
    if (const auto x = readingAtEnd(xRange(), *series, axis(), isLast))
        readAt(x);
}

void GroupPlot::reset()
{
    setXRange(std::nullopt);
    readAt(std::nullopt);
}

void GroupPlot::dropOutside()
{
    const std::pair<double, double> all = whole();
    const double slack = 1e-9 * (all.second - all.first); // a moved range ends a little beside
    const auto isWithin = [&](double x) { return x >= all.first - slack && x <= all.second + slack; };
    if (m_range && !(isWithin(m_range->first) && isWithin(m_range->second)))
        m_range.reset();
    if (m_reading && !isWithin(*m_reading))
        m_reading.reset();
}

void GroupPlot::zoom(double centre, double factor)
{
    const auto [low, high] = xRange();
    const std::pair wanted(centre - (centre - low) * factor, centre + (high - centre) * factor);
    if (factor < 1 && wanted.second - wanted.first < smallestRange(axis().kind))
        return;
    const auto [first, last] = whole();
    setXRange(wanted.first <= first && wanted.second >= last
                  ? std::nullopt
                  : std::optional(std::pair(std::max(wanted.first, first), std::min(wanted.second, last))));
}

/// False where the key means nothing here.
bool GroupPlot::takeKey(const QKeyEvent& event)
{
    const auto [low, high] = xRange();
    const double centre = std::clamp(m_reading.value_or((low + high) / 2), low, high);
    switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        readBeside(*readingMove(event));
        return true;
    case Qt::Key_Home:
    case Qt::Key_End:
        readEnd(event.key() == Qt::Key_End);
        return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal: // the same key without Shift
        zoom(centre, groupZoomStep);
        return true;
    case Qt::Key_Minus:
        zoom(centre, 1 / groupZoomStep);
        return true;
    case Qt::Key_Escape:
        if (!m_range && !m_reading)
            return false; // for others
        reset();
        return true;
    case Qt::Key_0:
        reset();
        return true;
    default:
        return false;
    }
}

void GroupPlot::keyPressEvent(QKeyEvent* event)
{
    const bool isOfOthers = task() == nullptr || event->modifiers() & (Qt::ControlModifier | Qt::AltModifier);
    if (isOfOthers || !takeKey(*event))
        Plot::keyPressEvent(event);
    else
        keyTaken();
}

bool GroupPlot::eventFilter(QObject* object, QEvent* event)
{
    const bool isPointers = event->type() == QEvent::Wheel || event->type() == QEvent::Leave
        || (event->type() >= QEvent::MouseButtonPress && event->type() <= QEvent::MouseMove);
    if (task() == nullptr || !isPointers) // the canvas also tells of graphs that come and go
        return Plot::eventFilter(object, event);
    const auto x = [this](QPointF pixel) { return canvas().xAxis->pixelToCoord(pixel.x()); };
    const auto [low, high] = xRange();
    if (event->type() == QEvent::Wheel) {
        const auto* wheel = static_cast<QWheelEvent*>(event);
        zoom(std::clamp(x(wheel->position()), low, high), std::pow(groupZoomStep, wheel->angleDelta().y() / 120.0));
        return true;
    }
    if (event->type() == QEvent::MouseButtonDblClick) {
        setXRange(std::nullopt);
        return true;
    }
    if (event->type() == QEvent::MouseButtonPress) {
        setFocus(Qt::MouseFocusReason);
        if (static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton)
            m_dragFrom = x(static_cast<QMouseEvent*>(event)->position());
    }
    if (event->type() == QEvent::MouseButtonRelease)
        m_dragFrom.reset();
    if (event->type() == QEvent::Leave)
        pointAt(std::nullopt);
    if (event->type() == QEvent::MouseMove && !m_dragFrom)
        pointAt(static_cast<QMouseEvent*>(event)->position());
    if (event->type() == QEvent::MouseMove && m_dragFrom && m_range) {
        const double move = *m_dragFrom - x(static_cast<QMouseEvent*>(event)->position());
        const auto [first, last] = whole();
        const double shift = std::clamp(move, std::min(first - low, 0.0), std::max(last - high, 0.0));
        setXRange(std::pair(low + shift, high + shift));
    }
    return Plot::eventFilter(object, event);
}

} // namespace gui
