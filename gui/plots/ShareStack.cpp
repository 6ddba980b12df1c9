#include "gui/plots/ShareStack.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "gui/plots/PlotStyle.h"
#include "storage/export/ColorMaps.h"

namespace gui {

namespace {

constexpr int stackTop = 10;
constexpr double smallestNamed = 0.05;

} // namespace

ShareStack::ShareStack(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : Plot(theme, dialogs, parent)
{
    setWindowTitle(tr("Shares over time"));
    using plotstyle::PaintedItem;
    new PaintedItem(&canvas(), QStringLiteral("main"), true, [this](QCPPainter& painter) { draw(painter); });
    new PaintedItem(&canvas(), QStringLiteral("overlay"), true, [this](QCPPainter& painter) { drawPlace(painter); });
    new PaintedItem(&canvas(), QStringLiteral("legend"), false, [this](QCPPainter& painter) { drawNames(painter); });
    canvas().axisRect()->setAutoMargins(QCP::msBottom);
    canvas().xAxis->setTicker(plotstyle::shortTicker(5));
    canvas().yAxis->setTicker(plotstyle::shortTicker(4));
    canvas().xAxis->setLabel(tr("step"));
    nameShares();
    canvas().yAxis->setRange(0, 1 + 1e-9); // rounding must not take the tick at 1
    canvas().xAxis->grid()->setVisible(false);
    canvas().yAxis->grid()->setVisible(false);
    begin();
}

void ShareStack::setGrid(const RoutingGrid* grid)
{
    m_grid = grid;
    m_basis = {};
    m_steps.clear(); // a grid without records has the same basis
    m_shares.clear();
    nameShares();
    scheduleRedraw();
}

void ShareStack::nameShares()
{
    const bool areOfTokens = m_grid && m_grid->countsExperts();
    canvas().yAxis->setLabel(areOfTokens ? tr("share of tokens") : tr("share of votes"));
    setAccessibleName(areOfTokens ? tr("Shares of one layer's tokens over the steps, by expert")
                                  : tr("Shares of one position's votes over the steps, by layer"));
}

void ShareStack::setRow(std::size_t row)
{
    m_row = row;
    scheduleRedraw();
}

void ShareStack::setRecords(std::size_t first, std::size_t last)
{
    if (m_first == first && m_last == last)
        return;
    m_first = first;
    m_last = last;
    if (isVisible())
        plotstyle::redrawOverlay(canvas());
}

double ShareStack::shareIn(std::size_t stretch, std::int64_t layer) const
{
    const auto layers = static_cast<std::size_t>(m_grid->layers());
    const std::size_t place = stretch * layers + static_cast<std::size_t>(layer);
    return m_shares[place] - (layer > 0 ? m_shares[place - 1] : 0);
}

void ShareStack::restyle()
{
    plotstyle::apply(*canvas().axisRect(), colours(), font());
    const QFontMetrics metrics(Theme::figures(Theme::small(font())));
    const QFontMetrics strong(Theme::semibold(Theme::figures(Theme::small(font()))));
    const int left = metrics.height() + metrics.horizontalAdvance(QStringLiteral("0.00")) + 14;
    const int right = strong.horizontalAdvance(tr("%1 self").arg(QStringLiteral("00"))) + 20; // for the layers' names
    canvas().axisRect()->setMargins(QMargins(left, stackTop, right, 0));
}

void ShareStack::prepare()
{
    const auto most = static_cast<std::size_t>(std::max(canvas().axisRect()->width() / 2, 20));
    const Basis basis = isEmpty() ? Basis() : Basis{m_grid->size(), m_grid->steps().back(), m_row, most};
    if (basis == m_basis)
        return;
    m_basis = basis;
    m_steps.clear();
    m_shares.clear();
    if (isEmpty() || m_row >= m_grid->rows())
        return;
    const std::size_t records = m_grid->size();
    const std::size_t stretches = std::min(records, most);
    for (std::size_t stretch = 0; stretch < stretches; ++stretch) {
        const std::size_t first = stretch * records / stretches;
        const std::size_t last = (stretch + 1) * records / stretches - 1;
        // The ends stand where the records begin and end, the others in the middle of their stretch.
        const std::size_t place = stretch == 0 ? first : stretch + 1 == stretches ? last : (first + last) / 2;
        m_steps.push_back(double(m_grid->step(place)));
        double sum = 0;
        for (std::int64_t layer = 0; layer < m_grid->layers(); ++layer)
            m_shares.push_back(sum += m_grid->share(first, last, m_row, layer));
    }
    const double low = m_steps.front();
    canvas().xAxis->setRange(low, std::max(m_steps.back(), low + 1));
}

QPointF ShareStack::pixel(std::size_t stretch, double share) const
{
    return {canvas().xAxis->coordToPixel(m_steps[stretch]), canvas().yAxis->coordToPixel(share)};
}

void ShareStack::draw(QPainter& painter) const
{
    if (m_steps.empty())
        return;
    const auto layers = static_cast<std::size_t>(m_grid->layers());
    const bool isSingle = m_steps.size() == 1;
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t layer = 0; layer < layers; ++layer) {
        QPolygonF band;
        for (std::size_t stretch = 0; stretch < m_steps.size(); ++stretch)
            band << pixel(stretch, m_shares[stretch * layers + layer]);
        for (std::size_t stretch = m_steps.size(); stretch-- > 0;)
            band << pixel(stretch, layer > 0 ? m_shares[stretch * layers + layer - 1] : 0);
        if (isSingle) // one record alone is drawn as a bar
            band = QPolygonF(QRectF(band[0] - QPointF(0, 0), band[1] + QPointF(12, 0)));
        const QColor colour = toQColor(storage::layerColor(std::int64_t(layer), m_grid->layers()));
        QColor edge(Qt::white); // deep blue on a dark ground needs its outline too
        edge.setAlphaF(0.6F);
        painter.setPen(QPen(edge, 0.7));
        painter.setBrush(colour);
        painter.drawPolygon(band);
    }
}

/// Where the records shown lie, unless it is the newest alone.
void ShareStack::drawPlace(QPainter& painter) const
{
    if (m_steps.empty() || isEmpty())
        return;
    const std::size_t newest = m_grid->size() - 1;
    const std::size_t last = std::min(m_last, newest);
    const std::size_t first = std::min(m_first, last);
    const QRectF rect = canvas().axisRect()->rect();
    const auto x = [&](std::size_t record) {
        return std::floor(canvas().xAxis->coordToPixel(double(m_grid->step(record))));
    };
    if (first < last) {
        QColor veil = colours().base;
        veil.setAlphaF(0.55F);
        painter.fillRect(QRectF(QPointF(rect.left(), rect.top()), QPointF(x(first), rect.bottom() + 1)), veil);
        painter.fillRect(QRectF(QPointF(x(last), rect.top()), rect.bottomRight() + QPointF(1, 1)), veil);
    }
    if (first == newest)
        return;
    for (const std::size_t record : {first, last}) {
        painter.setPen(QPen(colours().base, 3));
        painter.drawLine(QPointF(x(record), rect.top()), QPointF(x(record), rect.bottom()));
        painter.setPen(QPen(colours().text, 1));
        painter.drawLine(QPointF(x(record), rect.top()), QPointF(x(record), rect.bottom()));
    }
}

QFontMetricsF ShareStack::nameMetrics() const
{
    return QFontMetricsF(Theme::figures(Theme::small(font())));
}

std::vector<std::int64_t> ShareStack::namedLayers() const
{
    std::vector<std::pair<double, std::int64_t>> found; // by the area of their bands
    for (std::int64_t layer = 0; !m_steps.empty() && layer < m_grid->layers(); ++layer) {
        double area = 0;
        double most = 0;
        for (std::size_t stretch = 0; stretch < m_steps.size(); ++stretch) {
            const double share = shareIn(stretch, layer);
            area += share;
            most = std::max(most, share);
        }
        if (most > smallestNamed)
            found.emplace_back(area, layer);
    }
    std::sort(found.begin(), found.end(), std::greater<>());
    const double room = std::max(canvas().axisRect()->height() / nameMetrics().height(), 1.0);
    found.resize(std::min(found.size(), std::size_t(room)));
    std::vector<std::int64_t> layers;
    layers.reserve(found.size());
    for (const auto& [area, layer] : found)
        layers.push_back(layer);
    std::sort(layers.begin(), layers.end());
    return layers;
}

/// From the bottom up, each beside its band's end where there is room.
void ShareStack::drawNames(QPainter& painter) const
{
    const std::vector<std::int64_t> layers = namedLayers();
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QFont plain = Theme::figures(Theme::small(font()));
    const QFontMetricsF metrics = nameMetrics();
    const double x = canvas().axisRect()->right() + 6;
    double lowest = canvas().axisRect()->bottom() + metrics.height() / 2; // names do not overlap
    double highest = canvas().axisRect()->top() + (double(layers.size()) - 0.5) * metrics.height(); // nor do later ones
    for (const std::int64_t layer : layers) {
        const std::size_t last = m_steps.size() - 1;
        const double sum = m_shares[last * std::size_t(m_grid->layers()) + std::size_t(layer)];
        const double wanted = pixel(last, sum - shareIn(last, layer) / 2).y();
        const double centre = std::max(std::min(wanted, lowest - metrics.height()), highest);
        lowest = centre;
        highest -= metrics.height();
        painter.setPen(QPen(colours().plotAxis, 1));
        painter.setBrush(toQColor(storage::layerColor(layer, m_grid->layers())));
        painter.drawRect(QRectF(std::round(x), std::round(centre - 4), 8, 8));
        const bool isSelf = m_grid->isSelf(m_row, layer);
        painter.setFont(isSelf ? Theme::semibold(plain) : plain);
        painter.setPen(isSelf ? colours().text : colours().secondaryText);
        const QString name = isSelf ? tr("%1 self").arg(layer) : QString::number(layer);
        painter.drawText(QPointF(x + 12, centre + metrics.ascent() / 2 - 1), name);
    }
}

} // namespace gui
