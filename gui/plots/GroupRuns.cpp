#include "gui/plots/GroupRuns.h"

#include <cmath>

#include "gui/plots/CurveCoverage.h"
#include "gui/plots/CurveSpans.h"

namespace gui {

namespace {

constexpr double runWidth = 1;
constexpr std::size_t mostSmoothRuns = 200; // whose coats over each other hide the edges of one
constexpr std::size_t dotsOnPaper = 3; // of a PNG, for a pixel

/// The axes' rectangle with the library's shift by a pixel upwards, and room for a point on its far ends.
QRect roomOf(const QCustomPlot& canvas)
{
    return canvas.axisRect()->rect().adjusted(0, -1, 1, 0);
}

/// Of the pixels of a device that stands `ratio` of them for each of the canvas's.
CurveSpans::Frame frameOf(const QCustomPlot& canvas, const QRect& device, double ratio, double pen = runWidth)
{
    constexpr double middle = 0.5; // where the library draws a coordinate within its pixel
    const auto x = [&](int pixel) { return canvas.xAxis->pixelToCoord(pixel / ratio - middle); };
    const auto y = [&](double value) { return (canvas.yAxis->coordToPixel(value) + middle) * ratio - device.top(); };
    const QCPRange values = canvas.yAxis->range();
    const bool isLogarithmic = canvas.yAxis->scaleType() == QCPAxis::stLogarithmic;
    const double lower = isLogarithmic ? std::log10(values.lower) : values.lower;
    const double upper = isLogarithmic ? std::log10(values.upper) : values.upper;
    CurveSpans::Frame frame;
    frame.columns = std::size_t(device.width());
    frame.range = {x(device.left()), x(device.left() + device.width())};
    frame.isLogarithmic = isLogarithmic;
    frame.scale = (y(values.upper) - y(values.lower)) / (upper - lower);
    frame.origin = y(values.lower) - frame.scale * lower;
    frame.penWidth = pen * ratio;
    return frame;
}

} // namespace

GroupRuns::GroupRuns(QCustomPlot& canvas)
    : m_canvas(canvas)
{
    new plotstyle::PaintedItem(&canvas, QStringLiteral("main"), false, [this](QCPPainter& painter) { draw(painter); });
}

void GroupRuns::set(std::vector<Group> groups, const XAxis& axis)
{
    m_groups = std::move(groups);
    m_bands.clear();
    m_means.clear();
    m_axis = axis;
}

bool GroupRuns::isDense(const MetricSeries& curve) const
{
    const QRect room = roomOf(m_canvas);
    return !room.isEmpty() && CurveSpans(frameOf(m_canvas, room, 1)).isDense(curve, m_axis);
}

void GroupRuns::draw(QCPPainter& painter)
{
    m_drawn = 0;
    if ((m_groups.empty() && m_bands.empty() && m_means.empty()) || roomOf(m_canvas).isEmpty())
        return;
    const bool isPaper = painter.modes().testFlag(QCPPainter::pmVectorized);
    painter.setAntialiasing(isPaper); // without it the library does not shift by half a pixel
    if (isPaper)
        drawLines(painter);
    else
        paint(painter);
}

void GroupRuns::paint(QCPPainter& painter)
{
    const QTransform toDevice = painter.deviceTransform();
    const QRect device = toDevice.mapRect(QRectF(roomOf(m_canvas))).toRect();
    std::size_t runs = 0;
    for (const Group& group : m_groups)
        runs += group.runs.size();
    CurveSpans::Frame frame = frameOf(m_canvas, device, toDevice.m11());
    frame.isCoarse = runs > mostSmoothRuns;
    CurveSpans spans(frame);
    CurveCoverage coverage(device.size());
    QImage picture(device.size(), QImage::Format_ARGB32_Premultiplied);
    picture.fill(Qt::transparent);
    for (const Group& group : m_groups) {
        coverage.clear();
        for (const MetricSeries* run : group.runs) {
            spans.draw(*run, m_axis);
            coverage.add(spans);
            m_drawn += spans.points();
        }
        coverage.paint(picture, group.colour);
    }
    for (const Band& band : m_bands) {
        coverage.clear();
        spans.fill(*band.low, *band.high, m_axis);
        coverage.add(spans);
        coverage.paint(picture, band.colour);
    }
    CurveSpans line(frameOf(m_canvas, device, toDevice.m11(), plotstyle::curveWidth));
    for (const Mean& mean : m_means) {
        coverage.clear();
        line.draw(*mean.curve, m_axis);
        if (mean.isDashed)
            line.dash();
        coverage.add(line);
        coverage.paint(picture, mean.colour);
    }
    const double pixel = 1 / painter.device()->devicePixelRatioF(); // of the device, in what the painter counts
    painter.setWorldTransform(QTransform::fromScale(pixel, pixel));
    painter.drawImage(device.topLeft(), picture);
}

void GroupRuns::drawLines(QPainter& painter)
{
    painter.setClipRect(roomOf(m_canvas));
    for (const Group& group : m_groups) {
        painter.setPen(plotstyle::densePen(group.colour, runWidth));
        for (const MetricSeries* run : group.runs)
            drawLine(painter, *run);
    }
}

void GroupRuns::drawLine(QPainter& painter, const MetricSeries& run)
{
    QPolygonF line;
    const auto end = [&] {
        if (line.size() == 1)
            painter.drawPoint(line.front());
        else
            painter.drawPolyline(line);
        line.clear();
    };
    const QCPRange range = m_canvas.xAxis->range();
    const bool isLogarithmic = m_canvas.yAxis->scaleType() == QCPAxis::stLogarithmic;
    const auto columns = dotsOnPaper * std::size_t(roomOf(m_canvas).width());
    for (const auto& [x, value] : run.visibleWithGaps(m_axis, {range.lower, range.upper}, columns)) {
        if (!std::isfinite(value) || (isLogarithmic && value <= 0)) {
            end();
            continue;
        }
        line << QPointF(m_canvas.xAxis->coordToPixel(x), m_canvas.yAxis->coordToPixel(value));
        ++m_drawn;
    }
    end();
}

} // namespace gui
