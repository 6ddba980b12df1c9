#include "gui/plots/DashedGraph.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace gui {

namespace {

/// Where a pattern of dashes and spaces is, along a line.
class DashWalk {
public:
    /// In pixels, each more than nothing: dash, space, dash, …
    explicit DashWalk(QVector<qreal> lengths)
        : m_lengths(std::move(lengths))
        , m_whole(std::accumulate(m_lengths.begin(), m_lengths.end(), 0.0))
    {
        restart();
    }

    void restart()
    {
        m_part = 0;
        m_rest = m_lengths.front();
    }

    void walk(const QLineF& line, QVector<QLineF>& dashes)
    {
        const double length = line.length();
        for (double at = 0; at < length;) {
            const double step = std::min(m_rest, length - at);
            if (m_part % 2 == 0)
                dashes.append({line.pointAt(at / length), line.pointAt((at + step) / length)});
            at += step;
            advance(step);
        }
    }

    void skip(double length)
    {
        for (double left = std::fmod(length, m_whole); left > 0;) {
            const double step = std::min(m_rest, left);
            left -= step;
            advance(step);
        }
    }

private:
    /// By no more than what is left of the part.
    void advance(double step)
    {
        m_rest -= step;
        if (m_rest > 0)
            return;
        m_part = (m_part + 1) % m_lengths.size();
        m_rest = m_lengths[m_part];
    }

    const QVector<qreal> m_lengths;
    const double m_whole;
    qsizetype m_part = 0;
    double m_rest = 0; ///< of the part
};

bool isFinite(QPointF point)
{
    return std::isfinite(point.x()) && std::isfinite(point.y());
}

/// From where to where it lies in a rectangle, as parts of its length; the first is not below the second where it does
/// not.
std::pair<double, double> partWithin(const QLineF& line, const QRectF& rect)
{
    std::pair<double, double> part{0, 1};
    const auto cut = [&part](double from, double way, double low, double high) {
        if (way == 0) {
            if (from < low || from > high)
                part.second = 0;
            return;
        }
        const auto [first, last] = std::minmax({(low - from) / way, (high - from) / way});
        part = {std::max(part.first, first), std::min(part.second, last)};
    };
    cut(line.x1(), line.dx(), rect.left(), rect.right());
    cut(line.y1(), line.dy(), rect.top(), rect.bottom());
    return part;
}

} // namespace

QVector<QLineF> dashes(const QVector<QPointF>& points, const QPen& pen, const QRectF& seen)
{
    constexpr double shortest = 0.5; // pixels
    QVector<qreal> lengths = pen.dashPattern();
    for (qreal& length : lengths)
        length = std::max(length * std::max(pen.widthF(), 1.0), shortest);
    QVector<QLineF> dashes;
    if (lengths.isEmpty())
        return dashes;
    DashWalk walk(std::move(lengths));
    for (qsizetype index = 1; index < points.size(); ++index) {
        const QLineF line(points[index - 1], points[index]);
        if (!isFinite(line.p1()) || !isFinite(line.p2())) {
            walk.restart();
            continue;
        }
        const auto [first, last] = partWithin(line, seen);
        if (first >= last) {
            walk.skip(line.length());
            continue;
        }
        walk.skip(first * line.length());
        walk.walk({line.pointAt(first), line.pointAt(last)}, dashes);
        walk.skip((1 - last) * line.length());
    }
    return dashes;
}

void DashedGraph::drawLinePlot(QCPPainter* painter, const QVector<QPointF>& lines) const
{
    const QPen dashed = painter->pen();
    if (dashed.style() <= Qt::SolidLine || painter->modes().testFlag(QCPPainter::pmVectorized)) {
        QCPGraph::drawLinePlot(painter, lines);
        return;
    }
    applyDefaultAntialiasingHint(painter);
    painter->setPen(QPen(dashed.brush(), dashed.widthF(), Qt::SolidLine, Qt::FlatCap));
    const double rim = dashed.widthF();
    painter->drawLines(dashes(lines, dashed, QRectF(clipRect()).adjusted(-rim, -rim, rim, rim)));
}

} // namespace gui
