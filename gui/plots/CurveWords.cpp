#include "gui/plots/CurveDrawing.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "gui/app/Theme.h"

namespace gui {

namespace {

constexpr double besideStar = 8; // between its centre and its words
constexpr int mostLinesAway = 4; // of the words from their star
constexpr double halo = 3;       // of words, and half a curve

/// Of the straight line between two points; 0 where one of them is none.
double lengthWithin(const QPointF& from, const QPointF& to, const QRectF& box)
{
    const QPointF way = to - from;
    if (!std::isfinite(way.x()) || !std::isfinite(way.y()))
        return 0;
    double first = 0; // of the way
    double last = 1;
    const auto clip = [&first, &last](double start, double length, double low, double high) {
        if (length == 0) {
            last = start < low || start > high ? 0 : last;
            return;
        }
        const double atLow = (low - start) / length;
        const double atHigh = (high - start) / length;
        first = std::max(first, std::min(atLow, atHigh));
        last = std::min(last, std::max(atLow, atHigh));
    };
    clip(from.x(), way.x(), box.left(), box.right());
    clip(from.y(), way.y(), box.top(), box.bottom());
    return std::max(last - first, 0.0) * std::hypot(way.x(), way.y());
}

} // namespace

void CurveDrawing::drawBest(QPainter& painter) const
{
    if (!state.best || state.curves.empty() || !m_hasPoints)
        return;
    const CurvePlot::Curve& curve = state.curves.front();
    const auto index = curve.series->nearest(state.best->step, {});
    if (!index || double(curve.series->step(*index)) != state.best->step)
        return;
    const QPointF star = pixel(curve.series->x(*index, state.axis), curve.series->value(*index));
    const QRectF rect = m_canvas.axisRect()->rect();
    if (!rect.adjusted(-1, -1, 1, 1).contains(star))
        return;
    if (!state.best->isLowest)
        plotstyle::drawStar(painter, star, colour(curve), m_colours->base);
    if (state.best->words.isEmpty())
        return;
    painter.setFont(Theme::small(m_font));
    const QFontMetricsF metrics(painter.font());
    const QRectF place = bestPlace(star, {metrics.horizontalAdvance(state.best->words), metrics.height()});
    write(painter, place, state.best->words, state.best->isLowest ? m_colours->secondaryText : m_colours->text);
}

void CurveDrawing::write(QPainter& painter, const QRectF& place, const QString& text, const QColor& ink) const
{
    const double ascent = QFontMetricsF(painter.font()).ascent();
    plotstyle::drawHaloText(painter, place.topLeft() + QPointF(0, ascent), text, ink, m_colours->base);
    m_words.emplace_back(text, place);
}

std::vector<std::pair<double, double>> CurveDrawing::wordsAcross(double x) const
{
    std::vector<std::pair<double, double>> across;
    for (const auto& [text, box] : m_words)
        if (x > box.left() - halo && x < box.right() + halo)
            across.emplace_back(box.top(), box.bottom());
    std::sort(across.begin(), across.end());
    return across;
}

/// The nearest to the star where no curve is, above it (the lowest: below) and left of it first; else where the least
/// of a curve is hidden.
QRectF CurveDrawing::bestPlace(const QPointF& star, const QSizeF& words) const
{
    const QRectF rect = m_canvas.axisRect()->rect();
    const double above = star.y() - plotstyle::wordsAboveStar - words.height();
    const double below = star.y() + plotstyle::wordsAboveStar;
    const double before = star.x() - words.width() - besideStar;
    const double around = std::max(std::min(star.x() - words.width() / 2, rect.right() - words.width()), rect.left());
    QRectF place(QPointF(around, std::max(above, rect.top())), words);
    double least = HUGE_VAL;
    for (int line = 0; line <= mostLinesAway && least > 0; ++line)
        for (const bool isAbove : {!state.best->isLowest, state.best->isLowest})
            for (const double x : {before, star.x() + besideStar, around}) {
                const double y = isAbove ? above - line * words.height() : below + line * words.height();
                const QRectF box(QPointF(x, y), words);
                const double hidden = curveWithin(box.adjusted(-halo, -halo, halo, halo));
                if (isApart(box) && hidden < least) {
                    least = hidden;
                    place = box;
                }
            }
    return place;
}

/// The length of all curves within the box, in pixels.
double CurveDrawing::curveWithin(const QRectF& box) const
{
    double length = 0;
    for (const Graphs& graphs : m_graphs)
        for (const QCPGraph* graph : {graphs.raw, graphs.smooth}) {
            const auto data = graph->data();
            const auto end = data->findEnd(m_canvas.xAxis->pixelToCoord(box.right()));
            QPointF before(NAN, NAN);
            for (auto point = data->findBegin(m_canvas.xAxis->pixelToCoord(box.left())); point != end; ++point) {
                const QPointF here = pixel(point->key, point->value);
                length += lengthWithin(before, here, box);
                before = here;
            }
        }
    return length;
}

std::vector<CurveDrawing::Name> CurveDrawing::curveNames() const
{
    std::vector<Name> names;
    const double from = m_canvas.xAxis->pixelToCoord(m_canvas.axisRect()->right() - 40);
    for (std::size_t index = 0; index < state.curves.size(); ++index) {
        Extent end; // of the last stretch, raw values included
        for (const QCPGraph* graph : {m_graphs[index].smooth, m_graphs[index].raw})
            for (auto point = graph->data()->findBegin(from); point != graph->data()->constEnd(); ++point)
                end.add(point->value);
        if (!end.isEmpty)
            names.push_back({pixel(0, end.high).y(), pixel(0, end.low).y(), &state.curves[index]});
    }
    std::sort(names.begin(), names.end(), [](const Name& a, const Name& b) { return a.top < b.top; });
    return names;
}

/// Within the plot and beside other words.
bool CurveDrawing::isApart(const QRectF& box) const
{
    const QRectF wide = box.adjusted(-2 * halo, 0, 2 * halo, 0);
    return QRectF(m_canvas.axisRect()->rect()).contains(box)
        && std::none_of(m_words.begin(), m_words.end(),
                        [&wide](const Word& other) { return other.second.intersects(wide); });
}

bool CurveDrawing::isCrossed(const QRectF& box) const
{
    constexpr double rim = 2; // of a line of text, in which there is no ink
    const double level = hasLevel() ? m_canvas.yAxis->coordToPixel(state.level->value) : box.bottom();
    if (level > box.top() + rim && level < box.bottom() - rim)
        return true;
    for (const Graphs& graphs : m_graphs) {
        const auto data = graphs.smooth->data();
        const auto end = data->findEnd(m_canvas.xAxis->pixelToCoord(box.right()));
        double before = NAN; // which fmin and fmax pass over
        for (auto point = data->findBegin(m_canvas.xAxis->pixelToCoord(box.left())); point != end; ++point) {
            const double y = m_canvas.yAxis->coordToPixel(point->value);
            if (std::fmin(before, y) < box.bottom() && std::fmax(before, y) > box.top())
                return true;
            before = y;
        }
    }
    return false;
}

/// The upper half of the curves is named above its end, the lower half below; on the other side, a line further or at the
/// plot's edge where a curve or other words are in the way. Nothing where there is no room beside other words.
std::optional<QRectF> CurveDrawing::namePlace(const std::vector<Name>& names, std::size_t index,
                                              const QFontMetricsF& metrics) const
{
    constexpr double besideCurve = 4; // a point of the crosshair lies on it
    const QRectF rect = m_canvas.axisRect()->rect();
    const double width = metrics.horizontalAdvance(names[index].curve->name);
    const auto boxOn = [&](double baseline) {
        return QRectF(rect.right() - width - 5, baseline - metrics.ascent(), width, metrics.height());
    };
    const double above = names[index].top - besideCurve - metrics.descent();
    const double below = std::min(names[index].bottom + besideCurve + metrics.ascent(), rect.bottom() - 4);
    const bool isAbove = 2 * index < names.size() && boxOn(above).top() > rect.top();
    const std::array<double, 6> baselines{isAbove ? above : below, isAbove ? below : above, above - metrics.height(),
                                          below + metrics.height(), rect.bottom() - metrics.descent() - 1,
                                          rect.top() + metrics.ascent() + 1};
    const auto isBeside = [&](double baseline) { return isApart(boxOn(baseline)); };
    const auto isFree = [&](double baseline) { return isBeside(baseline) && !isCrossed(boxOn(baseline)); };
    const auto* place = std::find_if(baselines.begin(), baselines.end(), isFree);
    if (place == baselines.end())
        place = std::find_if(baselines.begin(), baselines.end(), isBeside);
    return place == baselines.end() ? std::nullopt : std::optional(boxOn(*place));
}

/// The level's line, with its words above it at an end where no curve is, or else below it. In a plot without a title
/// they may stand above the axes.
void CurveDrawing::drawLevel(QPainter& painter) const
{
    const QRectF rect = m_canvas.axisRect()->rect();
    const QFontMetricsF metrics(painter.font());
    const double y = std::round(m_canvas.yAxis->coordToPixel(state.level->value));
    painter.setPen(plotstyle::referencePen(m_colours->plotAxis));
    painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y));
    const QSizeF size(metrics.horizontalAdvance(state.level->words), metrics.height());
    const double right = rect.right() - size.width() - 5;
    const double above = y - size.height() - 1;
    const std::array<QRectF, 4> boxes{QRectF({rect.left() + 5, above}, size), QRectF({right, above}, size),
                                      QRectF({rect.left() + 5, y + 2}, size), QRectF({right, y + 2}, size)};
    const QRectF room = state.isCompact ? rect.adjusted(0, -rect.top(), 0, 0) : rect;
    const auto isInside = [&](const QRectF& box) { return room.contains(box); };
    const auto isFree = [&](const QRectF& box) { return isInside(box) && !isCrossed(box); };
    const auto* place = std::find_if(boxes.begin(), boxes.end(), isFree);
    if (place == boxes.end())
        place = std::find_if(boxes.begin(), boxes.end(), isInside);
    write(painter, place == boxes.end() ? boxes.front() : *place, state.level->words, m_colours->secondaryText);
}

/// The level's words first, which are never left out; what is only there to compare with is named last.
void CurveDrawing::drawNames(QPainter& painter) const
{
    m_words.clear();
    painter.setFont(Theme::small(m_font));
    const QFontMetricsF metrics(painter.font());
    if (hasLevel() && m_hasPoints)
        drawLevel(painter);
    const std::vector<Name> names = state.curves.size() < 2 ? std::vector<Name>() : curveNames();
    for (const bool isReference : {false, true})
        for (std::size_t index = 0; index < names.size(); ++index) {
            const CurvePlot::Curve& curve = *names[index].curve;
            if (curve.isReference != isReference)
                continue;
            if (const auto place = namePlace(names, index, metrics))
                write(painter, *place, curve.name, isReference ? m_colours->secondaryText : colour(curve));
        }
}

void CurveDrawing::drawMessage(QPainter& painter) const
{
    if (state.message.isEmpty())
        return;
    QRectF rect = m_canvas.axisRect()->rect();
    painter.setFont(Theme::small(m_font));
    painter.setPen(m_colours->text);
    if (m_hasPoints)
        rect = QRectF(rect.left(), 2, rect.width(), rect.top() - 4);
    painter.drawText(rect, m_hasPoints ? int(Qt::AlignLeft | Qt::AlignTop) : int(Qt::AlignCenter), m_message);
}

} // namespace gui
