#include "gui/plots/GroupMarks.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "gui/plots/LabelPlaces.h"
#include "gui/plots/PlotStyle.h"

namespace gui {

namespace {
constexpr double besideEnd = 6; // pixels, between the axes and a name
} // namespace

QVector<QCPGraphData> pointsAlone(const QCPGraph& graph)
{
    QVector<QCPGraphData> alone;
    const auto begin = graph.data()->constBegin();
    const auto end = graph.data()->constEnd();
    for (auto point = begin; point != end; ++point)
        if (std::isfinite(point->value) && (point == begin || !std::isfinite((point - 1)->value))
            && (point + 1 == end || !std::isfinite((point + 1)->value)))
            alone.append(*point);
    return alone;
}

std::vector<BandCut> bandCuts(const QCustomPlot& canvas, const std::vector<BandEdges>& bands)
{
    std::vector<BandCut> found;
    const QCPRange x = canvas.xAxis->range();
    const QCPRange y = canvas.yAxis->range();
    const auto add = [&](const QCPGraph& edge, const QColor& colour, bool isAbove) {
        double most = 0;
        BandCut cut{colour, 0, isAbove};
        for (auto point = edge.data()->constBegin(); point != edge.data()->constEnd(); ++point) {
            const double beyond = isAbove ? point->value - y.upper : y.lower - point->value;
            if (x.contains(point->key) && beyond > most) {
                most = beyond;
                cut.x = point->key;
            }
        }
        if (most > 0)
            found.push_back(cut);
    };
    for (const BandEdges& band : bands) {
        add(*band.low, band.colour, false);
        add(*band.high, band.colour, true);
    }
    return found;
}

void drawBandCuts(QPainter& painter, const QCustomPlot& canvas, const std::vector<BandCut>& cuts)
{
    const QRectF rect = QRectF(canvas.axisRect()->rect()).adjusted(1, 1, -1, -1);
    for (const BandCut& cut : cuts) {
        const QPointF tip(canvas.xAxis->coordToPixel(cut.x), cut.isAbove ? rect.top() : rect.bottom());
        painter.setPen(QPen(cut.colour, plotstyle::ringWidth, Qt::SolidLine, Qt::FlatCap));
        plotstyle::drawArrowHead(painter, tip, {0, cut.isAbove ? -1.0 : 1.0});
    }
}

std::size_t drawEndNames(QPainter& painter, const QCustomPlot& canvas, const std::vector<EndName>& names,
                         const QColor& ground)
{
    const QRectF rect = canvas.axisRect()->rect();
    const QFontMetricsF metrics(painter.font());
    std::vector<std::pair<double, const EndName*>> places;
    for (const EndName& name : names)
        if (const auto drawn = name.curve->data(); !drawn->isEmpty()) {
            const double y = canvas.yAxis->coordToPixel((drawn->constEnd() - 1)->value);
            places.emplace_back(std::isfinite(y) ? std::clamp(y, rect.top(), rect.bottom()) : rect.bottom(), &name);
        }
    const std::size_t all = places.size();
    double bottom = rect.bottom();
    if (all > linesWithin(rect.top(), bottom, metrics.height())) {
        bottom -= metrics.height();
        places.resize(linesWithin(rect.top(), bottom, metrics.height()));
    }
    std::sort(places.begin(), places.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<double> centres;
    centres.reserve(places.size());
    for (const auto& [y, name] : places)
        centres.push_back(y);
    centres = pushedApart(std::move(centres), rect.top(), bottom, metrics.height());
    for (std::size_t i = 0; i < places.size(); ++i) {
        const EndName& name = *places[i].second;
        const QPointF place(rect.right() + besideEnd, centres[i] + metrics.ascent() / 2 - 1);
        const QString text = metrics.elidedText(name.text, Qt::ElideRight, canvas.width() - rect.right() - 8);
        plotstyle::drawHaloText(painter, place, text, name.colour, ground);
    }
    return all - places.size();
}

void drawLastEndName(QPainter& painter, const QCustomPlot& canvas, const QString& words)
{
    const QRectF rect = canvas.axisRect()->rect();
    const double ascent = QFontMetricsF(painter.font()).ascent();
    painter.drawText(QPointF(rect.right() + besideEnd, rect.bottom() + ascent / 2 - 1), words);
}

} // namespace gui
