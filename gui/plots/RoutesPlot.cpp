#include "gui/plots/RoutesPlot.h"

#include <QMouseEvent>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>

#include "gui/app/Format.h"
#include "gui/plots/PlotStyle.h"
#include "storage/export/ColorMaps.h"

namespace gui {

namespace {

constexpr double plotMargin = 12;
constexpr double widestNode = 12;
constexpr double widestGap = 11;
constexpr double roomyColumn = 24; // pixels between columns from which layers are numbered
constexpr std::size_t allPositionsUpTo = 16;
constexpr int deepGray = 48; // a colour below cannot be told from a dark ground

/// To a place in another column.
void addCurve(QPainterPath& path, QPointF to)
{
    const QPointF from = path.currentPosition();
    const double middle = (from.x() + to.x()) / 2;
    path.cubicTo(QPointF(middle, from.y()), QPointF(middle, to.y()), to);
}

/// A band between two columns.
QPainterPath flowPath(QPointF from, QPointF to, double height)
{
    const QPointF down(0, height);
    QPainterPath path(from);
    addCurve(path, to);
    path.lineTo(to + down);
    addCurve(path, from + down);
    path.closeSubpath();
    return path;
}

} // namespace

RoutesPlot::RoutesPlot(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : Plot(theme, dialogs, parent)
{
    setWindowTitle(tr("Routes through depth"));
    nameParts();
    canvas().setMouseTracking(true);
    canvas().installEventFilter(this);
    canvas().axisRect()->setAutoMargins(QCP::msNone);
    canvas().xAxis->setVisible(false);
    canvas().yAxis->setVisible(false);
    new plotstyle::PaintedItem(&canvas(), QStringLiteral("main"), false,
                               [this](QCPPainter& painter) { draw(painter); });
    begin();
}

void RoutesPlot::nameParts()
{
    setAccessibleName(
        m_flow.countsExperts()
            ? tr("Routes through depth: the experts that took most of a row's tokens from layer to layer, by share")
            : tr("Routes through depth: the layers chosen from position to position, by share"));
}

void RoutesPlot::setFlow(RouteFlow flow)
{
    m_flow = std::move(flow);
    nameParts();
    if (m_selected && *m_selected >= m_flow.routes().size())
        m_selected.reset();
    scheduleRedraw();
}

void RoutesPlot::setSelectedRoute(std::optional<std::size_t> route)
{
    m_selected = route;
    scheduleRedraw();
}

void RoutesPlot::prepare()
{
    const std::size_t columns = m_flow.columns().size();
    if (columns == 0)
        return;
    const QFontMetricsF metrics(Theme::small(font()));
    const double right = metrics.horizontalAdvance(QStringLiteral("00")) + plotMargin;
    const double width = canvas().width() - plotMargin - right;
    m_width = std::clamp(width / double(columns) / 3, 3.0, widestNode);
    m_spacing = columns > 1 ? (width - m_width) / double(columns - 1) : 0;
    m_left = plotMargin;
    m_top = 6;
    const double height = std::max(canvas().height() - m_top - 2 * metrics.height() - 16, 40.0);
    std::size_t most = 1;
    for (const auto& nodes : m_flow.columns())
        most = std::max(most, nodes.size());
    m_gap = std::min(widestGap, 0.3 * height / double(most));
    m_scale = height - double(m_flow.otherRoutes() > 0 ? most : most - 1) * m_gap;
}

double RoutesPlot::columnLeft(std::size_t column) const
{
    return m_left + double(column) * m_spacing;
}

QRectF RoutesPlot::nodeRect(std::size_t column, std::size_t node) const
{
    const RouteFlow::Node& each = m_flow.columns()[column][node];
    return {columnLeft(column), pixelAt(each.top, node), m_width, each.share * m_scale};
}

QRectF RoutesPlot::otherRect(std::size_t column) const
{
    const std::size_t nodes = m_flow.columns()[column].size();
    return {columnLeft(column), pixelAt(1 - m_flow.otherShare(), nodes), m_width, m_flow.otherShare() * m_scale};
}

QColor RoutesPlot::layerColour(std::int64_t layer) const
{
    return layer < 0 ? colours().plotAxis : toQColor(storage::layerColor(layer, m_flow.layers()));
}

void RoutesPlot::draw(QPainter& painter) const
{
    if (m_flow.columns().empty() || m_flow.rows() == 0)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    drawOthers(painter);
    drawBands(painter);
    drawNodes(painter);
    if (m_isSelectionShown && m_selected)
        drawSelected(painter);
    drawNumbers(painter);
    drawAxis(painter);
}

void RoutesPlot::drawBands(QPainter& painter) const
{
    QColor edge = colours().dark ? colours().text : colours().base;
    for (std::size_t column = 0; column < m_flow.bands().size(); ++column) {
        for (const RouteFlow::Band& band : m_flow.bands()[column]) {
            QColor colour = layerColour(m_flow.columns()[column][band.from].layer);
            // Deep blue on a dark ground needs its outline.
            edge.setAlphaF(!colours().dark || qGray(colour.rgb()) < deepGray ? 0.5F : 0.3F);
            painter.setPen(QPen(edge, 0.6));
            colour.setAlphaF(colours().dark ? 0.62F : 0.42F);
            painter.setBrush(colour);
            painter.drawPath(flowPath({columnLeft(column) + m_width, pixelAt(band.fromTop, band.from)},
                                      {columnLeft(column + 1), pixelAt(band.toTop, band.to)}, band.share * m_scale));
        }
    }
}

void RoutesPlot::drawOthers(QPainter& painter) const
{
    if (m_flow.otherRoutes() == 0)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours().header);
    const double height = m_flow.otherShare() * m_scale;
    for (std::size_t column = 0; column + 1 < m_flow.columns().size(); ++column)
        painter.drawPath(flowPath(otherRect(column).topRight(), otherRect(column + 1).topLeft(), height));
    painter.setBrush(colours().plotAxis);
    for (std::size_t column = 0; column < m_flow.columns().size(); ++column)
        painter.drawRect(otherRect(column));
    painter.setFont(Theme::small(font()));
    const QPointF place(otherWordsRect().left(),
                        otherWordsRect().center().y() + QFontMetricsF(painter.font()).ascent() / 2 - 1);
    plotstyle::drawHaloText(painter, place, otherWords(), colours().text, colours().header);
}

QString RoutesPlot::otherWords() const
{
    const QString share = format::percent(m_flow.otherShare());
    return m_flow.otherRoutes() == 1
        ? tr("1 other route, %1").arg(share)
        : tr("%1 other routes, %2").arg(format::whole(std::int64_t(m_flow.otherRoutes())), share);
}

QRectF RoutesPlot::otherWordsRect() const
{
    const QFontMetricsF metrics(Theme::small(font()));
    const std::size_t columns = m_flow.columns().size();
    QRectF place(0, 0, metrics.horizontalAdvance(otherWords()), metrics.height());
    if (columns > 1 && place.width() + 2 * spacing::pair <= m_spacing - m_width) {
        const std::size_t before = (columns - 1) / 2;
        place.moveCenter((otherRect(before).center() + otherRect(before + 1).center()) / 2);
        return place;
    }
    place.moveCenter({canvas().width() / 2.0, otherRect(columns / 2).center().y()});
    double lowest = 0; // of the band there, up to the columns beside the words
    for (std::size_t column = 0; column < columns; ++column)
        if (columnLeft(column) + m_width >= place.left() - m_spacing && columnLeft(column) <= place.right() + m_spacing)
            lowest = std::max(lowest, otherRect(column).bottom());
    if (lowest + metrics.height() <= canvas().height() - 2 * metrics.height() - 8) // above the positions
        place.moveTop(lowest);
    return place;
}

void RoutesPlot::drawSelected(QPainter& painter) const
{
    const RouteFlow::Route& route = m_flow.routes()[*m_selected];
    const double height = std::max(route.share * m_scale, 2.0);
    painter.setPen(QPen(colours().base, 0.8));
    painter.setBrush(colours().dark ? colours().accent : colours().selection);
    // There along its upper side, back along its lower one.
    QPainterPath path;
    for (std::size_t column = 0; column < m_flow.columns().size(); ++column) {
        const QPointF left = routeCorner(*m_selected, column);
        if (column == 0)
            path.moveTo(left);
        else
            addCurve(path, left);
        path.lineTo(left + QPointF(m_width, 0));
    }
    for (std::size_t column = m_flow.columns().size(); column-- > 0;) {
        const QPointF left = routeCorner(*m_selected, column) + QPointF(0, height);
        if (column + 1 == m_flow.columns().size())
            path.lineTo(left + QPointF(m_width, 0));
        else
            addCurve(path, left + QPointF(m_width, 0));
        path.lineTo(left);
    }
    path.closeSubpath();
    painter.drawPath(path);
}

QPointF RoutesPlot::routeCorner(std::size_t route, std::size_t column) const
{
    const RouteFlow::Place place = m_flow.place(route, column);
    return {columnLeft(column), pixelAt(place.top, place.node)};
}

void RoutesPlot::drawNodes(QPainter& painter) const
{
    for (std::size_t column = 0; column < m_flow.columns().size(); ++column) {
        for (std::size_t node = 0; node < m_flow.columns()[column].size(); ++node) {
            const QRectF rect = nodeRect(column, node);
            painter.setPen(colours().dark ? QPen(colours().secondaryText, 1) : QPen(Qt::NoPen));
            painter.setBrush(layerColour(m_flow.columns()[column][node].layer));
            painter.drawRect(rect);
        }
    }
}

void RoutesPlot::drawNumbers(QPainter& painter) const
{
    if (m_spacing < roomyColumn && m_flow.columns().size() > 1)
        return;
    painter.setFont(Theme::figures(Theme::semibold(Theme::small(font()))));
    const QFontMetricsF metrics(painter.font());
    for (std::size_t column = 0; column < m_flow.columns().size(); ++column) {
        for (std::size_t node = 0; node < m_flow.columns()[column].size(); ++node) {
            const QRectF rect = nodeRect(column, node);
            const std::int64_t layer = m_flow.columns()[column][node].layer;
            const QString number = layer < 0 ? QStringLiteral("–") : QString::number(layer);
            plotstyle::drawHaloText(painter, {rect.right() + 4, rect.center().y() + metrics.ascent() / 2 - 1}, number,
                                    colours().text, colours().base);
        }
    }
}

void RoutesPlot::drawAxis(QPainter& painter) const
{
    const std::size_t columns = m_flow.columns().size();
    const std::size_t every = columns > allPositionsUpTo ? 4 : 1;
    painter.setFont(Theme::figures(Theme::small(font())));
    painter.setPen(colours().secondaryText);
    const QFontMetricsF metrics(painter.font());
    const double baseline = canvas().height() - metrics.height() - 6;
    for (std::size_t column = 0; column < columns; column += every) {
        const QString text = QString::number(m_flow.positions()[column]);
        const double centre = columnLeft(column) + m_width / 2;
        painter.drawText(QPointF(centre - metrics.horizontalAdvance(text) / 2, baseline), text);
    }
    painter.setPen(colours().text);
    const QString title = m_flow.countsExperts() ? tr("layer") : tr("position");
    const double centre = (columnLeft(0) + columnLeft(columns - 1) + m_width) / 2;
    painter.drawText(QPointF(centre - metrics.horizontalAdvance(title) / 2, baseline + metrics.height()), title);
}

std::optional<std::size_t> RoutesPlot::routeAt(QPointF pixel) const
{
    for (std::size_t route = 0; route < m_flow.routes().size(); ++route) {
        const double height = m_flow.routes()[route].share * m_scale;
        for (std::size_t column = 0; column < m_flow.columns().size(); ++column) {
            const QPointF from = routeCorner(route, column);
            if (QRectF(from, QSizeF(m_width, height)).contains(pixel))
                return route;
            if (column + 1 == m_flow.columns().size())
                break;
            const QPointF to = routeCorner(route, column + 1);
            if (pixel.x() >= from.x() && pixel.x() <= to.x()
                && flowPath(from + QPointF(m_width, 0), to, height).contains(pixel))
                return route;
        }
    }
    return std::nullopt;
}

QString RoutesPlot::textAt(QPointF pixel) const
{
    for (std::size_t column = 0; column < m_flow.columns().size(); ++column) {
        for (std::size_t node = 0; node < m_flow.columns()[column].size(); ++node)
            if (nodeRect(column, node).contains(pixel))
                return (m_flow.countsExperts() ? tr("Layer %1, expert %2\n%3 of the %4, along the routes shown")
                                               : tr("Position %1, layer %2\n%3 of the %4, along the routes shown"))
                    .arg(m_flow.positions()[column])
                    .arg(m_flow.columns()[column][node].layer)
                    .arg(format::percent(m_flow.columns()[column][node].share), m_units.many);
        if (m_flow.otherRoutes() > 0 && otherRect(column).contains(pixel))
            return (m_flow.otherRoutes() == 1
                        ? tr("1 other route\n%1 of the %2")
                        : tr("%1 other routes\n%2 of the %3").arg(format::whole(std::int64_t(m_flow.otherRoutes()))))
                .arg(format::percent(m_flow.otherShare()), m_units.many);
    }
    const auto route = routeAt(pixel);
    if (!route)
        return {};
    const RouteFlow::Route& found = m_flow.routes()[*route];
    QStringList layers;
    for (const std::int64_t layer : found.layers)
        layers.append(QString::number(layer));
    QString text =
        tr("Route %1: %2\n%3 of %4 %5")
            .arg(*route + 1)
            .arg(layers.join(QLatin1Char(' ')), format::whole(found.rows), format::whole(m_flow.rows()),
                 m_units.of(m_flow.rows()));
    if (found.right)
        text += tr(", %1 of them right").arg(format::percent(*found.right));
    return text;
}

bool RoutesPlot::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonPress) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        const auto route = mouse->button() == Qt::LeftButton ? routeAt(mouse->position()) : std::nullopt;
        if (route)
            Q_EMIT routeChosen(*route);
    } else if (event->type() == QEvent::MouseMove) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        const QString text = textAt(mouse->position());
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(mouse->globalPosition().toPoint(), text, &canvas());
    }
    return Plot::eventFilter(object, event);
}

} // namespace gui
