#include "gui/plots/ValueRange.h"

#include <algorithm>

#include "gui/plots/PlotStyle.h"

namespace gui {

void ValueRange::addCurve(const MetricSeries& curve, const XAxis& axis, std::pair<double, double> range,
                          std::size_t columns)
{
    const Extremes all = curve.columns(axis, range, 1).front();
    if (!m_isLogarithmic || all.least > 0) {
        m_extremes.add(all);
        return;
    }
    for (const MetricSeries::Point& point : curve.visible(axis, range, columns, MetricSeries::Kind::Raw))
        if (point.value > 0 && point.x >= range.first && point.x <= range.second)
            m_extremes.add(point.value);
}

void ValueRange::addBand(const Extremes& band)
{
    if (band.isEmpty() || m_extremes.isEmpty())
        return;
    const double reach = (m_extremes.greatest - m_extremes.least) / 2;
    const double low = m_isLogarithmic ? m_extremes.least / 2 : m_extremes.least - reach;
    const double high = m_isLogarithmic ? 2 * m_extremes.greatest : m_extremes.greatest + reach;
    m_extremes.add(std::max(band.least, low));
    m_extremes.add(std::min(band.greatest, high));
}

void ValueRange::apply(QCPAxis& axis) const
{
    axis.setScaleType(m_isLogarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    if (m_isLogarithmic) {
        axis.setRange(m_extremes.isEmpty() ? QCPRange(0.1, 10)
                                           : plotstyle::roundLogRange(m_extremes.least, m_extremes.greatest));
        plotstyle::useLogTicker(axis);
        return;
    }
    axis.setRange(m_extremes.isEmpty() ? QCPRange(0, 1) : plotstyle::roundRange(m_extremes.least, m_extremes.greatest));
    axis.setTicker(plotstyle::shortTicker(4));
}

} // namespace gui
