#include "gui/models/SmoothedCurve.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/run/ThreadRole.h"

namespace gui {

SmoothedCurve::SmoothedCurve(double weight)
    : m_weight(std::clamp(weight, 0.0, 0.9999))
{
}

SmoothedCurve::SmoothedCurve(const std::vector<double>& values, double weight)
    : SmoothedCurve(weight)
{
    if (!values.empty())
        engine::requireWorkerThread("the smoothing of a curve");
    reserve(values.size());
    for (const double value : values)
        append(value);
}

void SmoothedCurve::append(double value)
{
    if (m_weight == 0)
        return;
    if (std::isfinite(value)) {
        m_mean = m_weight * m_mean + (1 - m_weight) * value;
        m_debias *= m_weight;
    }
    m_values.append(m_debias < 1 ? m_mean / (1 - m_debias) : std::numeric_limits<double>::quiet_NaN());
}

void SmoothedCurve::reserve(std::size_t size)
{
    if (m_weight > 0)
        m_values.reserve(size);
}

void SmoothedCurve::truncate(std::size_t size, std::size_t finite)
{
    if (size >= m_values.size())
        return;
    m_values.truncate(size);
    m_debias = std::pow(m_weight, static_cast<double>(finite));
    m_mean = finite > 0 ? m_values[size - 1] * (1 - m_debias) : 0;
}

} // namespace gui
