#include "gui/pages/LayerCells.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

#include "gui/app/Theme.h"

namespace gui {

namespace layercells {

QFont numberFont(const QFont& font)
{
    return Theme::figures(Theme::small(Theme::small(font)));
}

int side(const QFont& font, int layers)
{
    const QFontMetrics metrics(numberFont(font));
    const int digits = layers > 100 ? 3 : layers > 10 ? 2 : 1;
    return std::max(metrics.horizontalAdvance(QString(digits, QLatin1Char('0'))) + 4, metrics.height() + 2);
}

QColor colour(int layer, int layers)
{
    return toQColor(storage::layerColor(layer, layers));
}

void draw(QPainter& painter, const QRect& cell, int layer, int layers, const QColor& frame)
{
    if (layer < 0) {
        painter.setPen(frame);
        painter.drawRect(cell.adjusted(0, 0, -1, -1));
        return;
    }
    const QColor ground = colour(layer, layers);
    painter.fillRect(cell, ground);
    if (qGray(ground.rgb()) < 48) { // deep blue on a dark ground needs its outline
        painter.setPen(frame);
        painter.drawRect(cell.adjusted(0, 0, -1, -1));
    }
    painter.setPen(textOn(ground));
    painter.drawText(cell, Qt::AlignCenter, QString::number(layer));
}

} // namespace layercells

RouteStrip::RouteStrip(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setRoute({}, {}, 0, false);
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

void RouteStrip::setRoute(QList<int> positions, QList<int> route, int layers, bool countsExperts)
{
    m_positions = std::move(positions);
    m_route = std::move(route);
    m_layers = layers;
    m_countsExperts = countsExperts;
    setAccessibleName(countsExperts ? tr("Route: the expert that took most of the tokens in each layer")
                                    : tr("Route: the layer chosen at each position"));
    const QString chosen = countsExperts ? tr("layer %1 expert %2") : tr("position %1 layer %2");
    QStringList words;
    for (qsizetype place = 0; place < m_route.size(); ++place)
        words << chosen.arg(m_positions[place]).arg(m_route[place]);
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

void RouteStrip::setChosen(int place)
{
    m_chosen = place;
    update();
}

QRect RouteStrip::cell(int place) const
{
    const int side = layercells::side(font(), m_layers);
    return {2 + place * (side + 1), 2, side, side};
}

int RouteStrip::placeAt(int x) const
{
    for (int place = 0; place < int(m_route.size()); ++place)
        if (x >= cell(place).left() && x <= cell(place).right() + 1)
            return place;
    return -1;
}

QSize RouteStrip::sizeHint() const
{
    const int side = layercells::side(font(), m_layers);
    return {4 + int(m_route.size()) * (side + 1), side + 4};
}

void RouteStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(layercells::numberFont(font()));
    for (int place = 0; place < int(m_route.size()); ++place)
        layercells::draw(painter, cell(place), m_route[place], m_layers, m_theme.colours().plotAxis);
    if (m_chosen < 0 || m_chosen >= int(m_route.size()))
        return;
    painter.setPen(QPen(m_theme.colours().text, hasFocus() ? 2 : 1));
    painter.drawRect(cell(m_chosen).adjusted(-1, -1, 0, 0));
}

bool RouteStrip::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int place = placeAt(help->pos().x());
    if (place < 0)
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(),
                           (m_countsExperts ? tr("In layer %1 most tokens went to expert %2")
                                            : tr("Position %1 chose layer %2"))
                               .arg(m_positions[place])
                               .arg(m_route[place]),
                           this);
    return true;
}

void RouteStrip::mousePressEvent(QMouseEvent* event)
{
    if (const int place = placeAt(event->position().toPoint().x()); place >= 0)
        Q_EMIT placeChosen(place);
}

void RouteStrip::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    const int place = m_chosen + step;
    if (step == 0 || place < 0 || place >= int(m_route.size()))
        return QWidget::keyPressEvent(event);
    Q_EMIT placeChosen(place);
}

} // namespace gui
