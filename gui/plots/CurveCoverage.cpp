#include "gui/plots/CurveCoverage.h"

#include <algorithm>
#include <cmath>

namespace gui {

namespace {

constexpr int shadesPerCoat = 64;
constexpr double leastLight = 1.0 / 512; // that shines through coats of a colour, before they count as opaque

/// Coats of a colour: what shade n / shadesPerCoat of them make on nothing, premultiplied.
std::vector<QRgb> shadesOf(const QColor& colour)
{
    const double alpha = colour.alphaF();
    std::vector<QRgb> shades;
    double under = 1; // light through the whole coats
    double light = 1;
    while (light > leastLight && alpha > 0) {
        const auto part = double(shades.size() % shadesPerCoat) / shadesPerCoat;
        light = under * (1 - alpha * part);
        QColor shade = colour;
        shade.setAlphaF(float(1 - light));
        shades.push_back(qPremultiply(shade.rgba()));
        if (shades.size() % shadesPerCoat == 0)
            under *= 1 - alpha;
    }
    return shades;
}

/// Both premultiplied.
QRgb over(QRgb above, QRgb below)
{
    const int light = 255 - qAlpha(above);
    const auto part = [light](int channel) { return (channel * light + 127) / 255; };
    return qRgba(qRed(above) + part(qRed(below)), qGreen(above) + part(qGreen(below)),
                 qBlue(above) + part(qBlue(below)), qAlpha(above) + part(qAlpha(below)));
}

} // namespace

CurveCoverage::CurveCoverage(QSize size)
    : m_width(std::size_t(std::max(size.width(), 0)))
    , m_height(std::size_t(std::max(size.height(), 0)))
    , m_changes(m_width * (m_height + 2), 0)
{
}

void CurveCoverage::clear()
{
    std::fill(m_changes.begin(), m_changes.end(), 0.0F);
}

void CurveCoverage::add(const CurveSpans& curve)
{
    const std::size_t perPixel = curve.perPixel();
    Q_ASSERT(curve.spans().size() == perPixel * m_width);
    const float part = 1 / float(perPixel);
    const auto height = float(m_height);
    for (std::size_t column = 0; column < m_width; ++column)
        for (std::size_t each = 0; each < perPixel; ++each) {
            const CurveSpans::Span& span = curve.spans()[column * perPixel + each];
            if (span.isEmpty())
                continue;
            change(column, std::clamp(span.top, 0.0F, height), part);
            change(column, std::clamp(span.bottom, 0.0F, height), -part);
        }
}

void CurveCoverage::change(std::size_t column, float y, float by)
{
    const auto row = std::size_t(y);
    const float below = y - float(row);
    m_changes[row * m_width + column] += by * (1 - below);
    m_changes[(row + 1) * m_width + column] += by * below;
}

void CurveCoverage::paint(QImage& picture, const QColor& colour) const
{
    Q_ASSERT(picture.size() == QSize(int(m_width), int(m_height)));
    const std::vector<QRgb> shades = shadesOf(colour);
    if (shades.empty())
        return;
    const int last = int(shades.size()) - 1;
    std::vector<float> counts(m_width, 0);
    for (std::size_t row = 0; row < m_height; ++row) {
        auto* pixels = reinterpret_cast<QRgb*>(picture.scanLine(int(row)));
        const float* changes = m_changes.data() + row * m_width;
        for (std::size_t column = 0; column < m_width; ++column) {
            counts[column] += changes[column];
            const int shade = std::min(qRound(counts[column] * shadesPerCoat), last);
            if (shade > 0)
                pixels[column] = pixels[column] == 0 ? shades[std::size_t(shade)]
                                                     : over(shades[std::size_t(shade)], pixels[column]);
        }
    }
}

} // namespace gui
