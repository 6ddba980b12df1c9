#include "gui/plots/HeatmapDrawing.h"

#include <cmath>

#include "gui/app/Format.h"
#include "gui/app/Theme.h"
#include "storage/export/ColorMaps.h"

namespace gui {

using plotstyle::PaintedItem;

namespace {

constexpr int top = 6;
constexpr int entropyWidth = 44;
constexpr int barWidth = 12;
constexpr int gap = 8;
constexpr int largestCell = 72;
constexpr double smallestNumber = 0.095; // shown as .10
constexpr double largestClip = 0.6;
constexpr std::int64_t allTicksUpTo = 16;

QFont numberFont(const QFont& font, int cell)
{
    QFont small = Theme::figures(font);
    const double factor = cell < 26 ? 8.5 / 12 : 10.0 / 12;
    if (small.pixelSize() > 0)
        small.setPixelSize(qRound(small.pixelSize() * factor));
    else
        small.setPointSizeF(small.pointSizeF() * factor);
    return small;
}

} // namespace

HeatmapDrawing::HeatmapDrawing(QCustomPlot& canvas)
    : m_canvas(canvas)
{
    const auto add = [this](const char* layer, void (HeatmapDrawing::*paint)(QPainter&) const) {
        new PaintedItem(&m_canvas, QLatin1String(layer), false, [this, paint](QCPPainter& painter) {
            painter.setAntialiasing(false);
            if (!isEmpty())
                (this->*paint)(painter);
        });
    };
    add("main", &HeatmapDrawing::drawCells);
    add("legend", &HeatmapDrawing::drawNumbers);
    add("legend", &HeatmapDrawing::drawMarks);
    add("legend", &HeatmapDrawing::drawEntropy);
    add("legend", &HeatmapDrawing::drawColourBar);
    m_canvas.axisRect()->setAutoMargins(QCP::msNone);
    m_canvas.xAxis->grid()->setVisible(false);
    m_canvas.yAxis->grid()->setVisible(false);
    m_canvas.yAxis->setRangeReversed(true);
}

void HeatmapDrawing::restyle(const Colours& colours, const QFont& font)
{
    m_colours = &colours;
    m_font = font;
    plotstyle::apply(*m_canvas.axisRect(), colours, font);
    m_canvas.xAxis->setBasePen(Qt::NoPen);
    m_canvas.yAxis->setBasePen(Qt::NoPen);
}

void HeatmapDrawing::update()
{
    m_canvas.axisRect()->setVisible(!isEmpty());
    m_canvas.xAxis->setVisible(!isEmpty());
    m_canvas.yAxis->setVisible(!isEmpty());
    if (isEmpty())
        return;
    const std::size_t rows = grid->rows();
    const std::int64_t layers = grid->layers();
    m_values.clear();
    double largest = 0;
    double shown = 0;
    for (std::size_t row = 0; row < rows; ++row)
        for (std::int64_t layer = 0; layer < layers; ++layer) {
            m_values.push_back(grid->cell(shownRecord(), row, layer, mode));
            shown = std::max(shown, std::abs(m_values.back()));
            // The newest record sets the scale, so that it stands still while the slider moves.
            if (mode == RoutingGrid::Mode::Change)
                largest = std::max(largest, std::abs(grid->change(grid->size() - 1, row, layer)));
        }
    m_clip = std::clamp(std::ceil(largest * 10 - 1e-9) / 10, 0.1, largestClip);
    m_isClipped = std::max(shown, largest) > m_clip + 1e-9;
    place();
    setAxes();
}

void HeatmapDrawing::place()
{
    const QFontMetrics metrics(Theme::small(m_font));
    const int left = metrics.horizontalAdvance(QStringLiteral("00")) + metrics.height() + 18;
    const int bottom = 2 * metrics.height() + 14;
    const int barLabel = metrics.horizontalAdvance(QStringLiteral("≤ −0.00"));
    const int right = gap + entropyWidth + 12 + barWidth + 8 + barLabel + 4 + metrics.height();
    const auto layers = static_cast<int>(grid->layers());
    const auto rows = static_cast<int>(grid->rows());
    const QSize size = m_canvas.size();
    m_cell = std::clamp(std::min((size.width() - left - right) / layers, (size.height() - top - bottom) / rows), 3,
                        largestCell);
    m_origin = {left, top};
    const int end = m_origin.x() + m_cell * layers;
    m_entropyLeft = end + gap;
    m_barLeft = m_entropyLeft + entropyWidth + 12;
    m_used = {end + right, top + m_cell * rows + bottom};
    m_canvas.axisRect()->setMargins(
        QMargins(left, top, std::max(size.width() - end, 0), std::max(size.height() - top - m_cell * rows, 0)));
}

void HeatmapDrawing::setAxes()
{
    const auto ticker = [](std::int64_t count, const auto& label) {
        auto result = QSharedPointer<QCPAxisTickerText>(new QCPAxisTickerText);
        const std::int64_t every = count > allTicksUpTo ? 4 : 1;
        for (std::int64_t index = 0; index < count; index += every)
            result->addTick(double(index), QString::number(label(index)));
        return result;
    };
    const auto rows = static_cast<std::int64_t>(grid->rows());
    m_canvas.xAxis->setLabel(grid->countsExperts() ? QObject::tr("expert") : QObject::tr("layer chosen"));
    m_canvas.yAxis->setLabel(grid->countsExperts() ? QObject::tr("layer") : QObject::tr("position"));
    m_canvas.xAxis->setTicker(ticker(grid->layers(), [](std::int64_t layer) { return layer; }));
    m_canvas.yAxis->setTicker(ticker(rows, [this](std::int64_t row) { return grid->positions()[std::size_t(row)]; }));
    m_canvas.xAxis->setRange(-0.5, double(grid->layers()) - 0.5);
    m_canvas.yAxis->setRange(-0.5, double(rows) - 0.5);
}

QRect HeatmapDrawing::cellRect(std::size_t row, std::int64_t layer) const
{
    return {m_origin.x() + int(layer) * m_cell, m_origin.y() + int(row) * m_cell, m_cell, m_cell};
}

std::optional<std::pair<std::size_t, std::int64_t>> HeatmapDrawing::cellAt(QPointF pixel) const
{
    if (isEmpty() || m_cell == 0 || pixel.x() < m_origin.x() || pixel.y() < m_origin.y())
        return std::nullopt;
    const auto layer = static_cast<std::int64_t>((pixel.x() - m_origin.x()) / m_cell);
    const auto row = static_cast<std::size_t>((pixel.y() - m_origin.y()) / m_cell);
    if (layer >= grid->layers() || row >= grid->rows())
        return std::nullopt;
    return std::pair(row, layer);
}

QColor HeatmapDrawing::colourOf(double value) const
{
    if (mode == RoutingGrid::Mode::Change)
        return toQColor(storage::divergingColor(value / m_clip, m_colours->dark));
    return toQColor(storage::sequentialColor(value));
}

QString HeatmapDrawing::numberOf(double value) const
{
    if (value > 0.995 && mode != RoutingGrid::Mode::Change)
        return QStringLiteral("1.0");
    QString text = QString::number(std::abs(value), 'f', 2);
    if (text.startsWith(QLatin1Char('0')))
        text.remove(0, 1);
    if (mode == RoutingGrid::Mode::Change)
        text.prepend(value < 0 ? QChar(0x2212) : QLatin1Char('+'));
    return text;
}

void HeatmapDrawing::drawCells(QPainter& painter) const
{
    for (std::size_t row = 0; row < grid->rows(); ++row)
        for (std::int64_t layer = 0; layer < grid->layers(); ++layer)
            painter.fillRect(cellRect(row, layer),
                             colourOf(m_values[row * std::size_t(grid->layers()) + std::size_t(layer)]));
}

void HeatmapDrawing::drawNumbers(QPainter& painter) const
{
    painter.setFont(numberFont(m_font, m_cell));
    const int widest = QFontMetrics(painter.font())
                           .horizontalAdvance(mode == RoutingGrid::Mode::Change ? QStringLiteral("+.00")
                                                                                : QStringLiteral(".00"));
    if (widest + 5 > m_cell)
        return;
    for (std::size_t row = 0; row < grid->rows(); ++row) {
        for (std::int64_t layer = 0; layer < grid->layers(); ++layer) {
            const double value = m_values[row * std::size_t(grid->layers()) + std::size_t(layer)];
            if (!(std::abs(value) >= smallestNumber))
                continue;
            painter.setPen(textOn(colourOf(value)));
            painter.drawText(cellRect(row, layer), Qt::AlignCenter, numberOf(value));
        }
    }
}

void HeatmapDrawing::drawMarks(QPainter& painter) const
{
    painter.setBrush(Qt::NoBrush);
    const int inset = m_cell >= 16 ? 2 : 1;
    for (std::size_t row = 0; row < grid->rows(); ++row) {
        const std::int64_t own = grid->positions()[row];
        if (own < 0 || own >= grid->layers() || !grid->isSelf(row, own))
            continue;
        QColor ink = textOn(colourOf(m_values[row * std::size_t(grid->layers()) + std::size_t(own)]));
        ink.setAlphaF(0.85F);
        painter.setPen(QPen(ink, 1));
        painter.drawRect(cellRect(row, own).adjusted(inset, inset, -inset - 1, -inset - 1));
    }
    if (!isSelectionShown)
        return;
    const std::size_t row = std::min(selectedRow, grid->rows() - 1);
    const QRect whole = cellRect(row, 0).united(cellRect(row, grid->layers() - 1));
    painter.setPen(QPen(m_colours->dark ? Qt::white : Qt::black, 1));
    painter.drawRect(whole.adjusted(-2, -2, 1, 1));
    painter.setPen(QPen(m_colours->dark ? Qt::black : Qt::white, 1));
    painter.drawRect(whole.adjusted(-1, -1, 0, 0));
    if (hasFocus) {
        painter.setPen(QPen(m_colours->accent, 1));
        painter.drawRect(whole.adjusted(-3, -3, 2, 2));
    }
}

void HeatmapDrawing::drawEntropy(QPainter& painter) const
{
    const double largest = grid->uniformEntropy();
    const int height = std::clamp(m_cell / 2 - 2, 2, 14);
    for (std::size_t row = 0; row < grid->rows(); ++row) {
        const MetricSeries& entropy = grid->entropy(row);
        const double value = entropy.value(shownRecord());
        QRect bar(m_entropyLeft, 0, entropyWidth, height);
        bar.moveTop(cellRect(row, 0).center().y() - height / 2);
        painter.fillRect(bar, m_colours->well);
        const double part = largest > 0 && std::isfinite(value) ? std::clamp(value / largest, 0.0, 1.0) : 0;
        const bool isCollapsed = grid->hasProbability() && grid->collapsedSince(shownRecord(), row).has_value();
        bar.setWidth(std::max(qRound(entropyWidth * part), 2));
        painter.fillRect(bar, isCollapsed ? m_colours->warningIcon : m_colours->plotAxis);
    }
    const QFont font = Theme::figures(Theme::small(m_font));
    const QFontMetrics metrics(font);
    painter.setFont(font);
    painter.setPen(m_colours->secondaryText);
    const int bottom = m_origin.y() + m_cell * int(grid->rows());
    const QRect ticks(m_entropyLeft - 4, bottom + 7, entropyWidth + 8, metrics.height());
    painter.drawText(ticks, int(Qt::AlignLeft), QStringLiteral(" 0"));
    painter.drawText(ticks, int(Qt::AlignRight), format::fixed(largest, 2));
    painter.setPen(m_colours->text);
    const QRect title(m_entropyLeft - 40, ticks.bottom() + 2, entropyWidth + 80, metrics.height());
    painter.drawText(title, Qt::AlignHCenter, QObject::tr("entropy (nats)"));
}

QString HeatmapDrawing::barTitle() const
{
    switch (mode) {
    case RoutingGrid::Mode::Share:
        return grid->countsExperts() ? QObject::tr("share of tokens") : QObject::tr("share of votes");
    case RoutingGrid::Mode::Probability:
        return grid->countsExperts() ? QObject::tr("mean router probability") : QObject::tr("mean gate probability");
    case RoutingGrid::Mode::Change:
        return QObject::tr("change in share since step %1").arg(format::whole(grid->step(0)));
    }
    return {};
}

void HeatmapDrawing::drawVertically(QPainter& painter, QPointF centre, const QString& text) const
{
    const QFontMetricsF metrics(painter.font());
    painter.save();
    painter.translate(centre);
    painter.rotate(-90);
    painter.drawText(QPointF(-metrics.horizontalAdvance(text) / 2, metrics.ascent()), text);
    painter.restore();
}

void HeatmapDrawing::drawColourBar(QPainter& painter) const
{
    const bool isChange = mode == RoutingGrid::Mode::Change;
    const int height = m_cell * int(grid->rows());
    const double low = isChange ? -m_clip : 0;
    const double high = isChange ? m_clip : 1;
    for (int y = 0; y < height; ++y) {
        const double value = high - (high - low) * (y + 0.5) / height;
        painter.fillRect(QRect(m_barLeft, m_origin.y() + y, barWidth, 1), colourOf(value));
    }
    const QFont font = Theme::figures(Theme::small(m_font));
    const QFontMetrics metrics(font);
    painter.setFont(font);
    int widest = 0;
    constexpr int intervals = 4;
    for (int tick = 0; tick <= intervals; ++tick) {
        const double value = low + (high - low) * tick / intervals;
        const int y = m_origin.y() + height - qRound(double(height) * tick / intervals);
        QString label = format::fixed(value, 2);
        if (isChange && m_isClipped && (tick == 0 || tick == intervals))
            label.prepend(tick == 0 ? QStringLiteral("≤ ") : QStringLiteral("≥ "));
        painter.setPen(QPen(m_colours->plotAxis, 1));
        painter.drawLine(m_barLeft + barWidth, std::min(y, m_origin.y() + height - 1), m_barLeft + barWidth + 3,
                         std::min(y, m_origin.y() + height - 1));
        painter.setPen(m_colours->secondaryText);
        painter.drawText(m_barLeft + barWidth + 8, y + metrics.ascent() / 2 - 1, label);
        widest = std::max(widest, metrics.horizontalAdvance(label));
    }
    painter.setPen(m_colours->text);
    drawVertically(painter, QPointF(m_barLeft + barWidth + 8 + widest + 3, m_origin.y() + height / 2.0), barTitle());
}

} // namespace gui
