#include "gui/plots/HeatmapDrawing.h"

#include <cmath>

#include "gui/app/Format.h"
#include "gui/app/Theme.h"
#include "gui/plots/Hatch.h"
#include "storage/export/ColorMaps.h"

namespace gui {

using plotstyle::PaintedItem;

namespace {

constexpr int gridTop = 6;
constexpr int entropyWidth = 44;
constexpr int barWidth = 12;
constexpr int gap = 8;
constexpr int smallestCell = 3;
constexpr int largestCell = 72;
constexpr double smallestNumber = 0.095; // shown as .10
constexpr int deadMark = 3;              // height of the strip under a dead layer
constexpr int betweenLabels = 4;         // at least, in pixels

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
            if (!picture.isEmpty())
                (this->*paint)(painter);
        });
    };
    add("main", &HeatmapDrawing::drawCells);
    add("main", &HeatmapDrawing::drawNoise);
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
    m_canvas.axisRect()->setVisible(!picture.isEmpty());
    m_canvas.xAxis->setVisible(!picture.isEmpty());
    m_canvas.yAxis->setVisible(!picture.isEmpty());
    if (picture.isEmpty())
        return;
    place();
    setAxes();
}

void HeatmapDrawing::place()
{
    const QFontMetrics metrics(Theme::small(m_font));
    const int left = metrics.horizontalAdvance(QStringLiteral("00")) + metrics.height() + 18;
    const int bottom = 2 * metrics.height() + 14;
    const int barWords = std::max(metrics.horizontalAdvance(QStringLiteral("≤ −0.00")), noiseWordsWidth());
    const int besides = picture.entropy.empty() ? gap : gap + entropyWidth + 12;
    const int beforeTitle = besides + barWidth + 8 + barWords + 4;
    const auto layers = static_cast<int>(picture.layers);
    const auto rows = static_cast<int>(picture.rows());
    const QSize size = m_canvas.size();
    const auto cellBeside = [&](int title) {
        const int width = size.width() - left - beforeTitle - title;
        return std::min({width / layers, (size.height() - gridTop - bottom) / rows, largestCell});
    };
    m_title = BarTitle(picture.title, Theme::figures(Theme::small(m_font)));
    const int cell = cellBeside(m_title.uprightWidth());
    const int besideLines = cellBeside(m_title.linesWidth());
    m_cell = std::max(cell, smallestCell);
    // Lines make cells smaller only where the picture is too low for the title wherever it stands.
    const bool makesWay = m_title.length() > size.height() && besideLines >= smallestCell;
    m_title.setInLines(m_title.length() > barHeight() + 2 * gridTop && (besideLines == cell || makesWay));
    m_cell = m_title.isInLines() ? std::max(besideLines, smallestCell) : m_cell;
    m_origin = {left, gridTop};
    const int end = m_origin.x() + m_cell * layers;
    m_entropyLeft = end + gap;
    m_barLeft = end + besides;
    const int foot = gridTop + m_cell * rows;
    m_used = {end + beforeTitle + m_title.width(), std::max(foot + bottom, m_title.height())};
    m_canvas.axisRect()->setMargins({left, gridTop, std::max(size.width() - end, 0), std::max(size.height() - foot, 0)});
}

void HeatmapDrawing::setAxes()
{
    // A tick at every cell; a number where the one before leaves it room.
    const auto ticker = [this](std::int64_t count, int room, const auto& label) {
        auto result = QSharedPointer<QCPAxisTickerText>(new QCPAxisTickerText);
        const std::int64_t every = (room + betweenLabels + m_cell - 1) / m_cell;
        for (std::int64_t index = 0; index < count; ++index)
            result->addTick(double(index), index % every == 0 ? QString::number(label(index)) : QString());
        return result;
    };
    const QFontMetrics metrics(Theme::figures(Theme::small(m_font)));
    const int widest = metrics.horizontalAdvance(QString::number(picture.layers - 1));
    const auto rows = static_cast<std::int64_t>(picture.rows());
    m_canvas.xAxis->setLabel(picture.countsExperts ? QObject::tr("expert") : QObject::tr("layer chosen"));
    m_canvas.yAxis->setLabel(picture.countsExperts ? QObject::tr("layer") : QObject::tr("position"));
    m_canvas.xAxis->setTicker(ticker(picture.layers, widest, [](std::int64_t layer) { return layer; }));
    m_canvas.yAxis->setTicker(ticker(rows, metrics.capHeight(),
                                      [this](std::int64_t row) { return picture.positions[std::size_t(row)]; }));
    m_canvas.xAxis->setRange(-0.5, double(picture.layers) - 0.5);
    m_canvas.yAxis->setRange(-0.5, double(rows) - 0.5);
}

QRect HeatmapDrawing::cellRect(std::size_t row, std::int64_t layer) const
{
    return {m_origin.x() + int(layer) * m_cell, m_origin.y() + int(row) * m_cell, m_cell, m_cell};
}

std::optional<std::pair<std::size_t, std::int64_t>> HeatmapDrawing::cellAt(QPointF pixel) const
{
    if (picture.isEmpty() || m_cell == 0 || pixel.x() < m_origin.x() || pixel.y() < m_origin.y())
        return std::nullopt;
    const auto layer = static_cast<std::int64_t>((pixel.x() - m_origin.x()) / m_cell);
    const auto row = static_cast<std::size_t>((pixel.y() - m_origin.y()) / m_cell);
    if (layer >= picture.layers || row >= picture.rows())
        return std::nullopt;
    return std::pair(row, layer);
}

std::optional<std::size_t> HeatmapDrawing::rowBesideCells(QPointF pixel) const
{
    if (picture.isEmpty() || m_cell == 0 || pixel.y() < m_origin.y() || pixel.x() >= m_barLeft || cellAt(pixel))
        return std::nullopt;
    const auto row = static_cast<std::size_t>((pixel.y() - m_origin.y()) / m_cell);
    return row < picture.rows() ? std::optional(row) : std::nullopt;
}

std::optional<std::size_t> HeatmapDrawing::entropyAt(QPointF pixel) const
{
    return picture.entropy.empty() || pixel.x() < m_entropyLeft ? std::nullopt : rowBesideCells(pixel);
}

QColor HeatmapDrawing::colourOf(double value) const
{
    if (isDifference())
        return toQColor(storage::divergingColor(value / picture.largest, m_colours->dark));
    return toQColor(storage::sequentialColor(value / picture.largest, map));
}

QString HeatmapDrawing::numberOf(double value) const
{
    if (value > 0.995 && !isDifference())
        return QStringLiteral("1.0");
    QString text = QString::number(std::abs(value), 'f', 2);
    if (text.startsWith(QLatin1Char('0')))
        text.remove(0, 1);
    if (isDifference())
        text.prepend(value < 0 ? QChar(0x2212) : QLatin1Char('+'));
    return text;
}

void HeatmapDrawing::drawCells(QPainter& painter) const
{
    for (std::size_t row = 0; row < picture.rows(); ++row)
        for (std::int64_t layer = 0; layer < picture.layers; ++layer)
            painter.fillRect(cellRect(row, layer), colourOf(picture.value(row, layer)));
}

void HeatmapDrawing::drawNumbers(QPainter& painter) const
{
    painter.setFont(numberFont(m_font, m_cell));
    const QString widest = isDifference() ? QStringLiteral("+.00") : QStringLiteral(".00");
    if (QFontMetrics(painter.font()).horizontalAdvance(widest) + 5 > m_cell)
        return;
    for (std::size_t row = 0; row < picture.rows(); ++row) {
        for (std::int64_t layer = 0; layer < picture.layers; ++layer) {
            const double value = picture.value(row, layer);
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
    drawDiagonal(painter);
    drawChosen(painter);
    drawDead(painter);
    if (isSelectionShown)
        drawSelection(painter);
    if (hasFocus)
        drawKeyCell(painter);
}

void HeatmapDrawing::drawDiagonal(QPainter& painter) const
{
    const int inset = m_cell >= 16 ? 2 : 1;
    for (std::size_t row = 0; row < picture.rows(); ++row) {
        const std::int64_t own = picture.positions[row];
        if (own < 0 || own >= picture.layers || !picture.isSelf(row, own))
            continue;
        QColor ink = textOn(colourOf(picture.value(row, own)));
        ink.setAlphaF(0.85F);
        painter.setPen(QPen(ink, 1));
        painter.drawRect(cellRect(row, own).adjusted(inset, inset, -inset - 1, -inset - 1));
    }
}

/// A corner in the text's colour: what one row chose.
void HeatmapDrawing::drawChosen(QPainter& painter) const
{
    const int side = std::clamp(m_cell / 3, 3, 9);
    for (std::size_t row = 0; row < picture.chosen.size(); ++row) {
        if (picture.chosen[row] < 0 || picture.chosen[row] >= picture.layers)
            continue;
        const QRect cell = cellRect(row, picture.chosen[row]);
        const QPoint corner = cell.topRight() + QPoint(1, 0);
        const QPoint corners[] = {corner, corner - QPoint(side, 0), corner + QPoint(0, side)};
        painter.setPen(Qt::NoPen);
        painter.setBrush(textOn(colourOf(picture.value(row, picture.chosen[row]))));
        painter.drawPolygon(corners, 3);
        painter.setBrush(Qt::NoBrush);
    }
}

void HeatmapDrawing::drawDead(QPainter& painter) const
{
    const int bottom = m_origin.y() + m_cell * int(picture.rows());
    for (std::size_t layer = 0; layer < picture.isDead.size(); ++layer) {
        if (!picture.isDead[layer])
            continue;
        const QRect cell = cellRect(0, std::int64_t(layer));
        painter.fillRect(QRect(cell.left() + 1, bottom, m_cell - 2, deadMark), m_colours->warningIcon);
    }
}

void HeatmapDrawing::drawSelection(QPainter& painter) const
{
    const std::size_t row = std::min(selectedRow, picture.rows() - 1);
    const QRect whole = cellRect(row, 0).united(cellRect(row, picture.layers - 1));
    painter.setPen(QPen(m_colours->dark ? Qt::white : Qt::black, 1));
    painter.drawRect(whole.adjusted(-2, -2, 1, 1));
    painter.setPen(QPen(m_colours->dark ? Qt::black : Qt::white, 1));
    painter.drawRect(whole.adjusted(-1, -1, 0, 0));
    if (!hasFocus)
        return;
    painter.setPen(QPen(m_colours->accent, 1));
    painter.drawRect(whole.adjusted(-3, -3, 2, 2));
}

void HeatmapDrawing::drawKeyCell(QPainter& painter) const
{
    const QRect cell =
        cellRect(std::min(selectedRow, picture.rows() - 1), std::min(selectedLayer, picture.layers - 1));
    painter.setPen(QPen(m_colours->accent, 1));
    painter.drawRect(cell.adjusted(-1, -1, 0, 0));
    painter.drawRect(cell.adjusted(0, 0, -1, -1));
}

void HeatmapDrawing::drawNoise(QPainter& painter) const
{
    QMap<QRgb, Hatch> hatches; // by ink
    const auto layers = static_cast<std::size_t>(picture.layers);
    for (std::size_t cell = 0; cell < picture.isNoise.size(); ++cell)
        if (picture.isNoise[cell])
            hatches[textOn(colourOf(picture.values[cell])).rgb()].add(
                cellRect(cell / layers, std::int64_t(cell % layers)));
    for (auto hatch = hatches.cbegin(); hatch != hatches.cend(); ++hatch)
        hatch->draw(painter, hatch.key());
}

int HeatmapDrawing::barHeight() const
{
    const int height = m_cell * int(picture.rows());
    const int lines = 3 * QFontMetrics(Theme::small(m_font)).height() + gap;
    return picture.isNoise.empty() ? height : std::max(height - lines, height / 2);
}

QString HeatmapDrawing::noiseWords() const
{
    if (picture.isNoise.empty())
        return {};
    return picture.isTestable ? QObject::tr("within\nseed\nnoise") : QObject::tr("too few\nruns to\ntest");
}

int HeatmapDrawing::noiseWordsWidth() const
{
    return QFontMetrics(Theme::small(m_font)).size(0, noiseWords()).width();
}

void HeatmapDrawing::drawNoiseKey(QPainter& painter) const
{
    if (picture.isNoise.empty())
        return;
    const QFontMetrics metrics(Theme::small(m_font));
    const int top = m_origin.y() + barHeight() + gap;
    const QRect key(m_barLeft, top + (metrics.height() - 12) / 2, barWidth, 12);
    painter.setPen(QPen(m_colours->plotAxis, 1));
    painter.drawRect(key.adjusted(0, 0, -1, -1));
    Hatch hatch;
    hatch.add(key);
    hatch.draw(painter, textOn(m_colours->base));
    painter.setFont(Theme::small(m_font));
    painter.setPen(m_colours->secondaryText);
    const QRect words(key.right() + 8, top, 80, 3 * metrics.height());
    painter.drawText(words, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, noiseWords());
}

void HeatmapDrawing::drawEntropy(QPainter& painter) const
{
    if (picture.entropy.empty())
        return;
    const double largest = picture.uniformEntropy();
    const int height = std::clamp(m_cell / 2 - 2, 2, 14);
    for (std::size_t row = 0; row < picture.rows(); ++row) {
        const double value = picture.entropy[row];
        QRect bar(m_entropyLeft, 0, entropyWidth, height);
        bar.moveTop(cellRect(row, 0).center().y() - height / 2);
        painter.fillRect(bar, m_colours->well);
        const double part = largest > 0 && std::isfinite(value) ? std::clamp(value / largest, 0.0, 1.0) : 0;
        bar.setWidth(std::max(qRound(entropyWidth * part), 2));
        painter.fillRect(bar, picture.isCollapsed[row] ? m_colours->warningIcon : m_colours->plotAxis);
    }
    const QFont font = Theme::figures(Theme::small(m_font));
    const QFontMetrics metrics(font);
    painter.setFont(font);
    painter.setPen(m_colours->secondaryText);
    const int bottom = m_origin.y() + m_cell * int(picture.rows());
    const QRect ticks(m_entropyLeft - 4, bottom + 7, entropyWidth + 8, metrics.height());
    painter.drawText(ticks, int(Qt::AlignLeft), QStringLiteral(" 0"));
    painter.drawText(ticks, int(Qt::AlignRight), format::fixed(largest, 2));
    painter.setPen(m_colours->text);
    const QString title = QObject::tr("%1 (nats)").arg(picture.entropyTitle);
    const int axisTitle = metrics.horizontalAdvance(m_canvas.xAxis->label()); // in the middle below the cells
    const int left = std::max(m_entropyLeft + (entropyWidth - metrics.horizontalAdvance(title)) / 2,
                              m_origin.x() + (m_cell * int(picture.layers) + axisTitle) / 2 + gap);
    painter.drawText(left, ticks.bottom() + 2 + metrics.ascent(), title);
}

void HeatmapDrawing::drawColourBar(QPainter& painter) const
{
    drawNoiseKey(painter);
    const int height = barHeight();
    const double high = picture.largest;
    const double low = isDifference() ? -high : 0;
    for (int y = 0; y < height; ++y) {
        const double value = high - (high - low) * (y + 0.5) / height;
        painter.fillRect(QRect(m_barLeft, m_origin.y() + y, barWidth, 1), colourOf(value));
    }
    const QFont font = Theme::figures(Theme::small(m_font));
    const QFontMetrics metrics(font);
    painter.setFont(font);
    int widest = noiseWordsWidth();
    const int intervals = height < 3 * metrics.height() ? 2 : 4; // so that labels stand clear of each other
    for (int tick = 0; tick <= intervals; ++tick) {
        const double value = low + (high - low) * tick / intervals;
        const int y = m_origin.y() + height - qRound(double(height) * tick / intervals);
        QString label = format::fixed(value, 2);
        if (picture.isClipped && tick == intervals)
            label.prepend(QStringLiteral("≥ "));
        if (picture.isClipped && isDifference() && tick == 0)
            label.prepend(QStringLiteral("≤ "));
        painter.setPen(QPen(m_colours->plotAxis, 1));
        painter.drawLine(m_barLeft + barWidth, std::min(y, m_origin.y() + height - 1), m_barLeft + barWidth + 3,
                         std::min(y, m_origin.y() + height - 1));
        painter.setPen(m_colours->secondaryText);
        painter.drawText(m_barLeft + barWidth + 8, y + metrics.ascent() / 2 - 1, label);
        widest = std::max(widest, metrics.horizontalAdvance(label));
    }
    painter.setPen(m_colours->text);
    const QPointF beside(m_barLeft + barWidth + 8 + widest + 3, m_origin.y() + height / 2.0);
    m_title.draw(painter, beside, m_canvas.height());
}

} // namespace gui
