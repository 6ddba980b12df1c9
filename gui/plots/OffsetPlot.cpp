#include "gui/plots/OffsetPlot.h"

#include <algorithm>
#include <cmath>

#include "gui/app/Format.h"
#include "gui/plots/PlotStyle.h"

namespace gui {

namespace {

constexpr double barPart = 0.64; // of the room for one offset
constexpr int roomBetweenTicks = 6;

} // namespace

OffsetPlot::OffsetPlot(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : Plot(theme, dialogs, parent)
{
    setWindowTitle(tr("Offsets"));
    setAccessibleName(tr("Share of the votes by the distance between position and layer chosen"));
    new plotstyle::PaintedItem(&canvas(), QStringLiteral("main"), true, [this](QCPPainter& painter) { draw(painter); });
    new plotstyle::PaintedItem(&canvas(), QStringLiteral("legend"), false, [this](QCPPainter& painter) { drawLegend(painter); });
    canvas().axisRect()->setAutoMargins(QCP::msBottom);
    canvas().xAxis->grid()->setVisible(false);
    canvas().xAxis->setLabel(tr("offset |position − layer|"));
    canvas().yAxis->setLabel(tr("share of votes"));
    canvas().yAxis->setTicker(plotstyle::shortTicker(4));
    begin();
}

void OffsetPlot::setOffsets(RoutingOffsets offsets)
{
    m_offsets = std::move(offsets);
    scheduleRedraw();
}

QString OffsetPlot::words(const RoutingOffsets& offsets)
{
    return tr("self %1, mean %2; uniform would be %3 and %4")
        .arg(format::percent(offsets.self), format::fixed(offsets.mean, 1), format::percent(offsets.uniformSelf),
             format::fixed(offsets.uniformMean, 1));
}

void OffsetPlot::prepare()
{
    const QFontMetrics metrics(Theme::figures(Theme::small(font())));
    const int left = metrics.height() + metrics.horizontalAdvance(QStringLiteral("0.00")) + 14;
    canvas().axisRect()->setMargins(QMargins(left, metrics.height() + 6, 10, 0));
    double largest = 0;
    for (const std::vector<double>* parts : {&m_offsets.share, &m_offsets.uniform})
        for (const double part : *parts)
            largest = std::max(largest, part);
    canvas().yAxis->setRange(0, plotstyle::roundRange(0, std::max(largest, 0.05)).upper);
    canvas().xAxis->setRange(-0.5, std::max(double(m_offsets.share.size()) - 0.5, 0.5));
    auto ticker = QSharedPointer<QCPAxisTickerText>(new QCPAxisTickerText);
    std::size_t every = 1;
    const double label = metrics.horizontalAdvance(QStringLiteral("00")) + roomBetweenTicks;
    const double room = std::max<double>(canvas().width() - left - 10, label); // of a pane pushed together too
    while (double(every) * room < label * double(m_offsets.share.size()))
        every *= 2;
    for (std::size_t offset = 0; offset < m_offsets.share.size(); offset += every)
        ticker->addTick(double(offset), QString::number(offset));
    canvas().xAxis->setTicker(ticker);
}

QRectF OffsetPlot::barRect(std::size_t offset) const
{
    const QCPAxis& x = *canvas().xAxis;
    const QCPAxis& y = *canvas().yAxis;
    const double left = std::round(x.coordToPixel(double(offset) - barPart / 2));
    const double right = std::round(x.coordToPixel(double(offset) + barPart / 2));
    const double top = std::round(y.coordToPixel(m_offsets.share[offset]));
    return {QPointF(left, top), QPointF(std::max(right, left + 1), std::round(y.coordToPixel(0)))};
}

void OffsetPlot::draw(QPainter& painter) const
{
    const QCPAxis& y = *canvas().yAxis;
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (std::size_t offset = 0; offset < m_offsets.share.size(); ++offset) {
        const QRectF bar = barRect(offset);
        painter.fillRect(bar, runColour(0, colours().dark));
        const double level = std::round(y.coordToPixel(m_offsets.uniform[offset]));
        const double reach = std::min(bar.width() / 4, 4.0);
        painter.fillRect(QRectF(bar.left() - reach, level - 1, bar.width() + 2 * reach, 2), colours().text);
    }
}

void OffsetPlot::drawLegend(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setFont(Theme::small(font()));
    const QFontMetricsF metrics(painter.font());
    const double baseline = metrics.ascent() + 2;
    const double centre = std::round(baseline - metrics.ascent() / 2 + 1);
    double x = canvas().axisRect()->right();
    const QString uniform = tr("uniform");
    const QString own = tr("this run");
    painter.setPen(colours().text);
    x -= metrics.horizontalAdvance(uniform);
    painter.drawText(QPointF(x, baseline), uniform);
    x -= 22;
    painter.fillRect(QRectF(x, centre - 1, 16, 2), colours().text);
    x -= metrics.horizontalAdvance(own) + 12;
    painter.drawText(QPointF(x, baseline), own);
    painter.fillRect(QRectF(x - 14, centre - 4, 9, 9), runColour(0, colours().dark));
}

} // namespace gui
