#include "gui/plots/PlotStyle.h"

#include <QPainterPath>
#include <QPixmapCache>

#include <cmath>
#include <numbers>

#include "gui/app/Format.h"
#include "gui/app/Theme.h"

namespace gui::plotstyle {

namespace {

class ShortTicker final : public QCPAxisTicker {
public:
    explicit ShortTicker(double unit)
        : m_unit(unit)
    {
    }

protected:
    QString getTickLabel(double tick, const QLocale&, QChar, int) override
    {
        tick /= m_unit;
        // Labels of one axis share their decimals: 0.75 and 0.50.
        const double scale = std::abs(tick) >= 1000 ? 1000 : 1;
        if (scale > 1 || m_step >= 1000)
            return format::shortForm(std::abs(tick) < m_step / 2 ? 0 : tick);
        return format::fixed(tick, m_decimals);
    }

    double getTickStep(const QCPRange& range) override
    {
        m_step = QCPAxisTicker::getTickStep({range.lower / m_unit, range.upper / m_unit});
        m_decimals = 0;
        for (double step = m_step; m_decimals < 6 && std::abs(step - std::round(step)) > 1e-6 * step; step *= 10)
            ++m_decimals;
        return m_step * m_unit;
    }

private:
    double m_unit;
    double m_step = 1; ///< in units
    int m_decimals = 0;
};

class ClockTicker final : public QCPAxisTicker {
protected:
    QString getTickLabel(double tick, const QLocale&, QChar, int) override { return format::clock(tick); }

    double getTickStep(const QCPRange& range) override
    {
        static constexpr double steps[] = {1,   2,   5,    10,   15,   30,   60,    120,   300,   600,
                                           900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800};
        for (const double step : steps)
            if (range.size() / step <= tickCount())
                return step;
        return QCPAxisTicker::getTickStep(range);
    }
};

/// Powers of ten. A range of little more than one of them has ticks at 2 and 5 as well, with plain numbers where those
/// are short: an axis title must have room beside the labels.
class LogTicker final : public QCPAxisTickerLog {
protected:
    QVector<double> createTickVector(double step, const QCPRange& range) override
    {
        m_isNarrow = range.lower > 0 && std::log10(range.upper / range.lower) < 1.6;
        if (!m_isNarrow)
            return QCPAxisTickerLog::createTickVector(step, range);
        QVector<double> ticks;
        for (int power = int(std::floor(std::log10(range.lower))); power <= std::log10(range.upper); ++power)
            for (const double part : {1, 2, 5})
                if (range.contains(part * std::pow(10, power)))
                    ticks << part * std::pow(10, power);
        m_isWithinStep = ticks.size() < 2;
        // NOLINTNEXTLINE(bugprone-parent-virtual-call): steps of equal size, which the logarithmic ticker does not make
        return m_isWithinStep ? QCPAxisTicker::createTickVector(step, range) : ticks;
    }

    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override
    {
        if (m_isNarrow && tick > 0.999e-3 && tick < 1e5)
            return QString::number(tick, 'g', 3);
        if (m_isNarrow && m_isWithinStep)
            return format::value(tick);
        const double power = std::log10(tick);
        const bool isPower = std::abs(power - std::round(power)) < 1e-6;
        return isPower ? QCPAxisTickerLog::getTickLabel(tick, locale, format, precision) : QString();
    }

private:
    bool m_isNarrow = false;
    bool m_isWithinStep = false; ///< zoomed in until less than two of the usual ticks are in sight
};

constexpr double smallestPart = 0.02; // of a value: the least that an axis around it covers

double niceStep(double range)
{
    const double magnitude = std::pow(10, std::floor(std::log10(range)));
    for (const double step : {0.1, 0.2, 0.25, 0.5, 1.0})
        if (range / (step * magnitude) <= 6)
            return step * magnitude;
    return 2 * magnitude;
}

} // namespace

QPen curvePen(const QColor& colour, double width, bool isDashed)
{
    return isDashed ? QPen(colour, width, Qt::DashLine, Qt::FlatCap, Qt::BevelJoin)
                    : QPen(colour, width, Qt::SolidLine, Qt::SquareCap, Qt::RoundJoin);
}

QPen densePen(const QColor& colour, double width)
{
    return QPen(colour, width, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin);
}

QPen referencePen(const QColor& colour)
{
    QPen pen(colour, 1);
    pen.setDashPattern({4, 3});
    return pen;
}

bool isRestless(const QCPGraph& graph)
{
    constexpr double manyHeights = 10;
    double path = 0;
    Extremes extremes;
    const double* before = nullptr;
    for (auto point = graph.data()->constBegin(); point != graph.data()->constEnd(); ++point) {
        if (!std::isfinite(point->value))
            continue;
        path += before == nullptr ? 0 : std::abs(point->value - *before);
        extremes.add(point->value);
        before = &point->value;
    }
    return path > manyHeights * (extremes.greatest - extremes.least) && !extremes.isEmpty();
}

void apply(QCPAxisRect& rect, const Colours& colours, const QFont& font)
{
    for (QCPAxis* axis : {rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft)}) {
        axis->setBasePen(QPen(colours.plotAxis, 1));
        axis->setTickPen(QPen(colours.plotAxis, 1));
        axis->setTickLengthIn(0);
        axis->setTickLengthOut(4);
        axis->setSubTicks(false);
        axis->setTickLabelColor(colours.secondaryText);
        axis->setTickLabelFont(Theme::figures(Theme::small(font)));
        axis->setTickLabelPadding(3);
        axis->setLabelColor(colours.text);
        axis->setLabelFont(Theme::small(font));
        axis->setLabelPadding(2);
        axis->grid()->setPen(QPen(colours.plotGrid, 1, Qt::SolidLine));
        axis->grid()->setZeroLinePen(Qt::NoPen);
        axis->grid()->setAntialiased(false);
    }
}

QSharedPointer<QCPAxisTicker> shortTicker(int count, int exponent)
{
    return unitTicker(std::pow(10, exponent), count);
}

QSharedPointer<QCPAxisTicker> unitTicker(double unit, int count)
{
    auto ticker = QSharedPointer<QCPAxisTicker>(new ShortTicker(unit));
    ticker->setTickCount(count);
    return ticker;
}

QSharedPointer<QCPAxisTicker> clockTicker()
{
    auto ticker = QSharedPointer<QCPAxisTicker>(new ClockTicker);
    ticker->setTickCount(5);
    return ticker;
}

void useLogTicker(QCPAxis& axis)
{
    auto ticker = QSharedPointer<QCPAxisTickerLog>(new LogTicker);
    ticker->setSubTickCount(0);
    axis.setTicker(ticker);
    axis.setNumberFormat(QStringLiteral("eb"));
    axis.setNumberPrecision(0);
}

QCPRange roundRange(double low, double high)
{
    if (!(high > low)) { // one value alone says nothing about a scale but its distance from 0
        low = std::min(1.25 * low, 0.0);
        high = std::max(1.25 * high, 0.0);
        if (low == high)
            high = 1;
    }
    // Differences of a few thousandths of the value are not blown up to the whole height.
    const double least = smallestPart * std::max(std::abs(low), std::abs(high));
    if (high - low < least) {
        const double middle = (low + high) / 2;
        low = middle - least / 2;
        high = middle + least / 2;
    }
    const bool isAboveZero = low >= 0;
    if (low > 0 && low <= 0.4 * high)
        low = 0;
    const double margin = 0.03 * (high - low);
    low = isAboveZero ? std::max(low - margin, 0.0) : low - margin;
    high += margin;
    const double step = niceStep(high - low);
    return {std::floor(low / step + 1e-9) * step, std::ceil(high / step - 1e-9) * step};
}

double axisEnd(double last, std::size_t points, double usual)
{
    constexpr double ofOnePoint = 1.25;
    return last * (points == 1 ? ofOnePoint : usual);
}

QCPRange roundLogRange(double low, double high)
{
    const double bottom = std::floor(std::log10(low) + 1e-9);
    const double top = std::ceil(std::log10(high) - 1e-9);
    return {std::pow(10, bottom), std::pow(10, std::max(top, bottom + 1))};
}

QString wrapped(const QString& text, const QFontMetricsF& metrics, double width)
{
    QString result;
    QString line;
    for (const QString& word : text.split(QLatin1Char(' '))) {
        const QString longer = line.isEmpty() ? word : line + QLatin1Char(' ') + word;
        if (!line.isEmpty() && metrics.horizontalAdvance(longer) > width) {
            result += line + QLatin1Char('\n');
            line = word;
        } else {
            line = longer;
        }
    }
    return result + line;
}

void drawArrowHead(QPainter& painter, QPointF tip, QPointF out)
{
    constexpr double size = 5;
    const QPointF across(out.y(), out.x());
    for (const double side : {-size, size})
        painter.drawLine(tip, tip - size * out + side * across);
}

double drawWordsBefore(QPainter& painter, QPointF right, const QVector<Words>& words)
{
    double x = right.x();
    for (qsizetype i = words.size(); i-- > 0;) {
        const Words& word = words[i];
        painter.setFont(word.font);
        painter.setPen(word.colour);
        x -= QFontMetricsF(word.font).horizontalAdvance(word.text);
        painter.drawText(QPointF(x, right.y()), word.text);
        x -= 4;
    }
    return x + 4;
}

namespace {

constexpr int haloMargin = 4; // of its image around the text

void strokeHalo(QPainter& painter, QPointF baseline, const QString& text, const QColor& ground)
{
    QPainterPath path;
    path.addText(baseline, painter.font(), text);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.strokePath(path, QPen(ground, 3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

/// Of the text, in the image of its halo.
QPointF haloBegin(const QFontMetricsF& metrics)
{
    return {haloMargin, std::ceil(metrics.ascent()) + haloMargin};
}

/// Kept, since to stroke the outlines of letters takes long, and the same texts are drawn again and again.
QPixmap haloOf(const QPainter& painter, const QString& text, const QColor& ground)
{
    const double ratio = painter.device()->devicePixelRatioF();
    const QString key =
        QStringLiteral("molex-halo/%1/%2/%3/%4").arg(painter.font().key(), ground.name()).arg(ratio).arg(text);
    QPixmap halo;
    if (QPixmapCache::find(key, &halo))
        return halo;
    const QFontMetricsF metrics(painter.font());
    const QSizeF size(metrics.horizontalAdvance(text), std::ceil(metrics.ascent()) + metrics.descent());
    halo = QPixmap(((size + QSizeF(2 * haloMargin, 2 * haloMargin)) * ratio).toSize());
    halo.setDevicePixelRatio(ratio);
    halo.fill(Qt::transparent);
    QPainter stroke(&halo);
    stroke.setFont(painter.font());
    strokeHalo(stroke, haloBegin(metrics), text, ground);
    stroke.end();
    QPixmapCache::insert(key, halo);
    return halo;
}

} // namespace

void drawHaloText(QPainter& painter, QPointF baseline, const QString& text, const QColor& ink, const QColor& ground)
{
    painter.save();
    if (painter.paintEngine()->type() == QPaintEngine::Raster)
        painter.drawPixmap(baseline - haloBegin(QFontMetricsF(painter.font())), haloOf(painter, text, ground));
    else
        strokeHalo(painter, baseline, text, ground);
    painter.setPen(ink);
    painter.drawText(baseline, text);
    painter.restore();
}

void drawFocusFrame(QPainter& painter, const QRect& picture, const QColor& colour)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, 1));
    painter.drawRect(picture.adjusted(0, 0, -1, -1)); // the library shifts by half a pixel
}

void drawPoint(QPainter& painter, QPointF centre, const QColor& colour, const QColor& ground)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ground, ringWidth));
    painter.setBrush(colour);
    painter.drawEllipse(centre, pointRadius + ringWidth / 2, pointRadius + ringWidth / 2);
    painter.restore();
}

void drawStar(QPainter& painter, QPointF centre, const QColor& colour, const QColor& ground)
{
    QPolygonF star;
    for (int corner = 0; corner < 10; ++corner) {
        const double radius = corner % 2 == 0 ? 7 : 3;
        const double angle = std::numbers::pi * (corner / 5.0 - 0.5);
        star << centre + radius * QPointF(std::cos(angle), std::sin(angle));
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ground, 1));
    painter.setBrush(colour);
    painter.drawPolygon(star);
    painter.restore();
}

void redrawOverlay(QCustomPlot& plot)
{
    if (plot.replotTime() > 0) // or it has nothing to draw on
        plot.layer(QStringLiteral("overlay"))->replot();
}

PaintedItem::PaintedItem(QCustomPlot* plot, const QString& layer, bool clip, Paint paint)
    : QCPAbstractItem(plot)
    , m_paint(std::move(paint))
{
    setLayer(layer);
    setClipToAxisRect(clip);
    setSelectable(false);
}

} // namespace gui::plotstyle
