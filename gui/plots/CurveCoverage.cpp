#include "gui/plots/CurveCoverage.h"

#include <algorithm>
#include <array>

namespace gui {

namespace {

constexpr int shadesPerCoat = 64;
constexpr std::size_t blockColumns = 16; // whose counts are a line of the processor's cache
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

/// Each of a pixel's four channels times a byte, as a part of 255.
QRgb partOf(QRgb pixel, unsigned byte)
{
    constexpr unsigned everyOther = 0x00ff00ff;
    constexpr unsigned half = 0x00800080;
    const auto scaled = [byte](unsigned two) {
        const unsigned product = two * byte;
        return product + ((product >> 8) & everyOther) + half;
    };
    return ((scaled(pixel & everyOther) >> 8) & everyOther) | (scaled((pixel >> 8) & everyOther) & ~everyOther);
}

/// Both premultiplied.
QRgb over(QRgb above, QRgb below)
{
    return above + partOf(below, 255 - unsigned(qAlpha(above)));
}

} // namespace

CurveCoverage::CurveCoverage(QSize size)
    : m_width(std::size_t(std::max(size.width(), 0)))
    , m_height(std::size_t(std::max(size.height(), 0)))
    , m_rows((m_width + blockColumns - 1) / blockColumns)
    , m_changes(m_rows.size() * blockColumns * (m_height + 2), 0)
{
}

std::size_t CurveCoverage::place(std::size_t block, std::size_t row) const
{
    return (row * m_rows.size() + block) * blockColumns;
}

void CurveCoverage::clear()
{
    for (std::size_t block = 0; block < m_rows.size(); ++block) {
        for (std::size_t row = m_rows[block].first; row < m_rows[block].end; ++row)
            std::fill_n(m_changes.begin() + std::ptrdiff_t(place(block, row)), blockColumns, 0.0F);
        m_rows[block] = {};
    }
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
    const std::size_t block = column / blockColumns;
    m_changes[place(block, row) + column % blockColumns] += by * (1 - below);
    m_changes[place(block, row + 1) + column % blockColumns] += by * below;
    m_rows[block].first = std::min(m_rows[block].first, row);
    m_rows[block].end = std::max(m_rows[block].end, row + 2);
}

void CurveCoverage::paint(QImage& picture, const QColor& colour) const
{
    Q_ASSERT(picture.size() == QSize(int(m_width), int(m_height)));
    const std::vector<QRgb> shades = shadesOf(colour);
    if (shades.empty())
        return;
    const int last = int(shades.size()) - 1;
    uchar* const bits = picture.bits();
    const auto bytesPerLine = std::size_t(picture.bytesPerLine());
    for (std::size_t block = 0; block < m_rows.size(); ++block) {
        const std::size_t columns = std::min(m_width - block * blockColumns, blockColumns);
        std::array<float, blockColumns> counts{};
        for (std::size_t row = m_rows[block].first; row < std::min(m_rows[block].end, m_height); ++row) {
            const float* more = m_changes.data() + place(block, row);
            std::array<int, blockColumns> shade{};
            for (std::size_t column = 0; column < blockColumns; ++column) // in loops of their own, which become vectors
                counts[column] += more[column];
            for (std::size_t column = 0; column < blockColumns; ++column)
                shade[column] = int(counts[column] * shadesPerCoat + 0.5F);
            int all = 0;
            for (const int each : shade)
                all |= each;
            if (all == 0)
                continue;
            auto* pixels = reinterpret_cast<QRgb*>(bits + row * bytesPerLine) + block * blockColumns;
            for (std::size_t column = 0; column < columns; ++column)
                if (shade[column] > 0)
                    pixels[column] = over(shades[std::size_t(std::min(shade[column], last))], pixels[column]);
        }
    }
}

} // namespace gui
