#include "gui/plots/AgreementPlot.h"

#include <algorithm>
#include <cmath>

#include "gui/app/Format.h"
#include "gui/plots/PlotStyle.h"

namespace gui {

namespace {

constexpr float fewOpacity = 0.7F;
constexpr float manyOpacity = 0.25F;
constexpr std::size_t many = 500; // points, from which on the crowd is to be seen
constexpr double room = 0.04;     // of the range, at both ends

} // namespace

AgreementPlot::AgreementPlot(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : Plot(theme, dialogs, parent)
{
    setWindowTitle(tr("Predictions against labels"));
    setAccessibleName(windowTitle());
    setToolTip(tr("A point for each row; on the dashed line the prediction is the label"));
    using plotstyle::PaintedItem;
    new PaintedItem(&canvas(), QStringLiteral("main"), true, [this](QCPPainter& painter) { draw(painter); });
    new PaintedItem(&canvas(), QStringLiteral("legend"), false, [this](QCPPainter& painter) { drawWords(painter); });
    canvas().axisRect()->setAutoMargins(QCP::msBottom);
    canvas().axisRect()->setMargins(QMargins(48, 26, 12, 0));
    canvas().xAxis->setTicker(plotstyle::shortTicker(5));
    canvas().yAxis->setTicker(plotstyle::shortTicker(5));
    canvas().xAxis->setLabel(tr("label"));
    canvas().yAxis->setLabel(tr("prediction"));
    begin();
}

void AgreementPlot::setPoints(std::vector<std::pair<double, double>> points)
{
    m_points = std::move(points);
    m_low = 0;
    m_high = 1;
    for (std::size_t row = 0; row < m_points.size(); ++row) {
        const auto [least, greatest] = std::minmax(m_points[row].first, m_points[row].second);
        m_low = row == 0 ? least : std::min(m_low, least);
        m_high = row == 0 ? greatest : std::max(m_high, greatest);
    }
    const double margin = m_high > m_low ? room * (m_high - m_low) : 0.5;
    m_low -= margin;
    m_high += margin;
    canvas().xAxis->setRange(m_low, m_high);
    canvas().yAxis->setRange(m_low, m_high);
    setAccessibleName(m_points.size() == 1 ? tr("Predictions against labels, 1 row")
                                           : tr("Predictions against labels, %1 rows")
                                                 .arg(format::whole(std::int64_t(m_points.size()))));
    scheduleRedraw();
}

void AgreementPlot::draw(QPainter& painter) const
{
    painter.setPen(plotstyle::referencePen(colours().plotAxis));
    painter.drawLine(pixel(m_low, m_low), pixel(m_high, m_high));
    QColor fill = runColour(0, colours().dark);
    fill.setAlphaF(m_points.size() < many ? fewOpacity : manyOpacity);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    for (const auto& [label, prediction] : m_points)
        painter.drawEllipse(pixel(label, prediction), plotstyle::pointRadius - 1, plotstyle::pointRadius - 1);
}

void AgreementPlot::drawWords(QPainter& painter) const
{
    painter.setFont(Theme::semibold(font()));
    painter.setPen(colours().text);
    painter.drawText(QPointF(canvas().axisRect()->left(), painter.fontMetrics().ascent()), windowTitle());
}

} // namespace gui
