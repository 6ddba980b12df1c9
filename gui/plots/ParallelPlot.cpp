#include "gui/plots/ParallelPlot.h"

#include <algorithm>
#include <cmath>

#include "gui/plots/PlotStyle.h"

namespace gui {

using plotstyle::PaintedItem;

namespace {

constexpr double parallelTitleHeight = 26;
constexpr double axisReach = 14; // of the pointer around an axis, in pixels
constexpr double lineReach = 6;  // around a line
constexpr double brushWidth = 10;
constexpr double scaleWidth = 10;
constexpr double tick = 4;
constexpr double leftShare = 0.3; // of the room between two axes, at most, for words left of the second
constexpr std::size_t manyLines = 200; // lines, from which on they are thinner
constexpr double fadedLineShare = 0.18; // of the colour of axes, the rest is the ground's
// The parts of the map that can be told from the ground.
constexpr double lightEnd = 0.86;
constexpr double darkBegin = 0.22;

/// Not transparent: such lines take several times as long, and their pieces would show.
QColor faded(const Colours& colours)
{
    const auto part = [](int ground, int line) { return ground + int((line - ground) * fadedLineShare); };
    const QColor ground = colours.base, line = colours.plotAxis;
    return {part(ground.red(), line.red()), part(ground.green(), line.green()), part(ground.blue(), line.blue())};
}

} // namespace

ParallelPlot::ParallelPlot(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : BrushPlot(theme, dialogs, parent)
    , m_lines([this] { scheduleRedraw(); })
{
    setWindowTitle(tr("Parallel coordinates"));
    setAccessibleName(windowTitle());
    const auto add = [this](const char* layer, void (ParallelPlot::*paint)(QPainter&) const) {
        new PaintedItem(&canvas(), QLatin1String(layer), false, [this, paint](QCPPainter& painter) {
            painter.setAntialiasing(true);
            if (!m_picture.isEmpty())
                (this->*paint)(painter);
        });
    };
    add("main", &ParallelPlot::drawLines);
    add("main", &ParallelPlot::drawAxes);
    add("main", &ParallelPlot::drawScale);
    add("main", &ParallelPlot::drawBrush);
    add("legend", &ParallelPlot::drawTitle);
    for (QCPAxis* axis : {canvas().xAxis, canvas().yAxis})
        axis->setVisible(false);
    begin();
}

void ParallelPlot::setPicture(ParallelPicture picture)
{
    m_picture = std::move(picture);
    ++m_pictures;
    setAccessibleName(m_picture.isEmpty() ? windowTitle() : m_picture.spoken);
    updateChosen();
}

void ParallelPlot::restyle()
{
    for (QCPAxis* axis : {canvas().xAxis, canvas().yAxis})
        axis->grid()->setVisible(false);
}

/// Names stand above in two lines, the words of the first axis left of it, those of the others right of theirs.
void ParallelPlot::prepare()
{
    if (m_picture.isEmpty())
        return;
    const QFontMetricsF metrics(Theme::figures(Theme::small(font())));
    const auto widest = [&](const SweepAxis& axis) {
        double width = 0;
        for (const auto& [place, text] : axisLabels(axis))
            width = std::max(width, metrics.horizontalAdvance(text));
        return width;
    };
    const bool hasMissing = std::any_of(m_picture.axes.begin(), m_picture.axes.end(),
                                        [](const SweepAxis& axis) { return axis.hasMissing; });
    const double most = canvas().width() / 6.0;
    const double left = std::max(std::min(widest(m_picture.axes.front()), most) + 2.0 * spacing::page, 56.0);
    const double right = std::min(widest(m_picture.metric()), most) + scaleWidth + 2.0 * spacing::page + 28;
    const double top = parallelTitleHeight + 2 * metrics.height() + spacing::control;
    const double bottom =
        metrics.height() / 2 + spacing::control + (hasMissing ? metrics.height() + spacing::control : 0);
    m_room = QRectF(left, top, std::max(canvas().width() - left - right, 10.0),
                    std::max(canvas().height() - top - bottom, 10.0));
    m_missing = m_room.bottom() + metrics.height() + spacing::pair;
    if (!isExporting())
        updateLines();
}

/// The pointer alone changes none of them.
void ParallelPlot::updateLines()
{
    Drawn drawn{m_pictures, canvas().size(), devicePixelRatioF(), m_room, &colours(), chosen()};
    if (drawn == m_drawn)
        return;
    m_drawn = std::move(drawn);
    std::vector<Line> lines;
    for (const std::size_t run : chosenLast())
        lines.push_back(lineOf(run));
    m_lines.begin({m_drawn.size, m_drawn.pixelRatio, m_drawn.chosen.size(),
                   [lines = std::move(lines)](QPainter& painter, std::size_t part) { draw(painter, lines[part]); }});
}

double ParallelPlot::spacingOf() const
{
    return m_room.width() / double(m_picture.axes.size() - 1);
}

QPointF ParallelPlot::pixel(std::size_t axis, double value) const
{
    const double x = m_room.left() + double(axis) * spacingOf();
    if (!std::isfinite(value))
        return {x, m_missing};
    return {x, m_room.bottom() - m_picture.axes[axis].place(value) * m_room.height()};
}

std::optional<QPointF> ParallelPlot::pixelOf(std::size_t run) const
{
    if (m_picture.isEmpty())
        return std::nullopt;
    return pixel(m_picture.axes.size() - 1, m_picture.metric().values[run]);
}

QString ParallelPlot::textOf(std::size_t run) const
{
    QStringList lines{m_picture.sweep->runs[run].name};
    for (const SweepAxis& axis : m_picture.axes)
        lines << QStringLiteral("%1: %2").arg(axis.title, axis.texts[run]);
    return lines.join(QLatin1Char('\n'));
}

ParallelPlot::Line ParallelPlot::lineOf(std::size_t run) const
{
    Line line{{}, isChosen(run) ? colourOf(run) : faded(colours()), chosen().size() > manyLines ? 1 : 1.5};
    for (std::size_t axis = 1; axis < m_picture.axes.size(); ++axis)
        line.pieces << QLineF(pixel(axis - 1, m_picture.axes[axis - 1].values[run]),
                              pixel(axis, m_picture.axes[axis].values[run]));
    return line;
}

QColor ParallelPlot::colourAt(double place) const
{
    const double begin = colours().dark ? darkBegin : 0;
    const double end = colours().dark ? 1 : lightEnd;
    return toQColor(storage::sequentialColor(begin + std::clamp(place, 0.0, 1.0) * (end - begin)));
}

QColor ParallelPlot::colourOf(std::size_t run) const
{
    const double value = m_picture.metric().values[run];
    return std::isfinite(value) ? colourAt(m_picture.metric().place(value)) : colours().plotAxis;
}

std::optional<std::size_t> ParallelPlot::axisAt(QPointF pointer) const
{
    const double place = (pointer.x() - m_room.left()) / spacingOf();
    const double axis = std::clamp(std::round(place), 0.0, double(m_picture.axes.size() - 1));
    if (std::abs(place - axis) * spacingOf() > axisReach)
        return std::nullopt;
    return std::size_t(axis);
}

std::optional<std::size_t> ParallelPlot::runAt(QPointF pointer) const
{
    const double place = (pointer.x() - m_room.left()) / spacingOf();
    if (place < 0 || place > double(m_picture.axes.size() - 1))
        return std::nullopt;
    const auto axis = std::min(std::size_t(place), m_picture.axes.size() - 2);
    std::optional<std::size_t> nearest;
    double least = lineReach;
    for (std::size_t run = 0; run < m_picture.sweep->runs.size(); ++run) {
        if (!isChosen(run))
            continue;
        const QPointF from = pixel(axis, m_picture.axes[axis].values[run]);
        const QPointF to = pixel(axis + 1, m_picture.axes[axis + 1].values[run]);
        const double y = from.y() + (place - double(axis)) * (to.y() - from.y());
        const double slope = (to.y() - from.y()) / spacingOf();
        const double away = std::abs(y - pointer.y()) / std::sqrt(1 + slope * slope);
        if (away < least) {
            least = away;
            nearest = run;
        }
    }
    return nearest;
}

SweepBrush ParallelPlot::dragged(QPointF from, QPointF to) const
{
    SweepBrush brush = this->brush();
    const auto axis = axisAt(from);
    if (!axis)
        return brush;
    const auto valueAt = [&](double y) {
        return m_picture.axes[*axis].valueAt((m_room.bottom() - y) / m_room.height());
    };
    brush.set(m_picture.axes[*axis].key, {valueAt(std::max(from.y(), to.y())), valueAt(std::min(from.y(), to.y()))});
    return brush;
}

SweepBrush ParallelPlot::clicked(QPointF pointer) const
{
    SweepBrush brush = this->brush();
    if (const auto axis = axisAt(pointer))
        brush.remove(m_picture.axes[*axis].key);
    return brush;
}

/// Piece by piece: as one path it takes thirteen times as long. Axes lie over the ends.
void ParallelPlot::draw(QPainter& painter, const Line& line)
{
    painter.setPen(plotstyle::densePen(line.colour, line.width));
    painter.drawLines(line.pieces);
}

void ParallelPlot::drawLines(QPainter& painter) const
{
    if (!isExporting()) // where the origin was before QCPPainter moved it
        painter.drawImage(QRectF(QPointF(-0.5, -0.5), QSizeF(canvas().size())), m_lines.image());
    for (std::size_t run = 0; isExporting() && run < m_picture.sweep->runs.size(); ++run)
        draw(painter, lineOf(run));
    if (!pointed())
        return;
    const QList<QLineF> pieces = lineOf(*pointed()).pieces;
    for (const auto& [colour, width] : {std::pair(colours().text, 4.0), std::pair(colourOf(*pointed()), 2.5)}) {
        painter.setPen(plotstyle::curvePen(colour, width));
        painter.drawLines(pieces);
    }
}

void ParallelPlot::drawAxes(QPainter& painter) const
{
    for (std::size_t axis = 0; axis < m_picture.axes.size(); ++axis) {
        const double x = pixel(axis, NAN).x();
        painter.setPen(QPen(colours().plotAxis, 1));
        painter.drawLine(QPointF(x, m_room.top()), QPointF(x, m_room.bottom()));
        if (m_picture.axes[axis].hasMissing) { // what does not apply lies below the values
            painter.setPen(plotstyle::referencePen(colours().plotAxis));
            painter.drawLine(QPointF(x, m_room.bottom()), QPointF(x, m_missing));
        }
        drawLabels(painter, axis);
        drawName(painter, axis);
    }
}

/// Of the lines from an axis to the next, across: what of them lies within a rectangle between the two.
double ParallelPlot::lengthBehind(std::size_t axis, const QRectF& place) const
{
    double length = 0;
    for (std::size_t run = 0; run < m_picture.sweep->runs.size(); ++run) {
        const QPointF from = pixel(axis, m_picture.axes[axis].values[run]);
        const QPointF to = pixel(axis + 1, m_picture.axes[axis + 1].values[run]);
        const double slope = (to.y() - from.y()) / spacingOf();
        if (std::abs(slope) < 1e-6) {
            length += from.y() > place.top() && from.y() < place.bottom() ? place.width() : 0;
            continue;
        }
        const double atTop = from.x() + (place.top() - from.y()) / slope;
        const double atBottom = from.x() + (place.bottom() - from.y()) / slope;
        length += std::max(std::min(std::max(atTop, atBottom), place.right())
                               - std::max(std::min(atTop, atBottom), place.left()), 0.0);
    }
    return length;
}

std::vector<ParallelPlot::Label> ParallelPlot::labelsOf(std::size_t index) const
{
    const SweepAxis& axis = m_picture.axes[index];
    const bool isBetween = index > 0 && index + 1 < m_picture.axes.size();
    const QFontMetricsF metrics(Theme::figures(Theme::small(font())));
    std::vector<std::pair<double, QString>> texts = axisLabels(axis);
    std::sort(texts.begin(), texts.end());
    if (axis.hasMissing)
        texts.emplace(texts.begin(), NAN, QStringLiteral("–"));
    std::vector<Label> labels;
    for (const auto& [place, text] : texts) {
        const double y = std::isnan(place) ? m_missing : m_room.bottom() - place * m_room.height();
        if (!labels.empty() && labels.back().y - y < metrics.height() * 0.9)
            continue; // over the one before
        Label label{text, y, index == 0};
        const double width = metrics.horizontalAdvance(text) + tick + spacing::pair;
        if (isBetween && width < spacingOf() * leftShare) {
            const QRectF right(pixel(index, NAN).x(), y - metrics.height() / 2, width, metrics.height());
            label.isLeft = lengthBehind(index - 1, right.translated(-width, 0)) <= lengthBehind(index, right);
        }
        labels.push_back(label);
    }
    return labels;
}

void ParallelPlot::drawLabels(QPainter& painter, std::size_t index) const
{
    const bool isFirst = index == 0;
    const bool isLast = index + 1 == m_picture.axes.size();
    painter.setFont(Theme::figures(Theme::small(font())));
    const QFontMetricsF metrics(painter.font());
    const double width = isFirst || isLast ? canvas().width() / 6.0 : spacingOf() * (1 - leftShare);
    for (const Label& label : labelsOf(index)) {
        const double x =
            pixel(index, NAN).x() + (label.isLeft ? -tick : isLast ? scaleWidth + spacing::pair + tick : tick);
        painter.setPen(QPen(colours().plotAxis, 1));
        painter.drawLine(QPointF(x, label.y), QPointF(x + (label.isLeft ? tick : -tick), label.y));
        const QString words = metrics.elidedText(label.text, Qt::ElideMiddle, width);
        const double left =
            label.isLeft ? x - spacing::pair - metrics.horizontalAdvance(words) : x + spacing::pair - 1;
        plotstyle::drawHaloText(painter, {left, label.y + metrics.ascent() / 2 - 1}, words, colours().secondaryText,
                                colours().base);
    }
}

/// "learning_rate" over "training, log".
void ParallelPlot::drawName(QPainter& painter, std::size_t index) const
{
    const SweepAxis& axis = m_picture.axes[index];
    const bool isLast = index + 1 == m_picture.axes.size();
    const QString key = QString::fromStdString(axis.key);
    const QString name = isLast ? axis.title : key.section(QLatin1Char('.'), -1);
    QStringList notes;
    if (isLast)
        notes << tr("colour");
    else if (const QString section = key.section(QLatin1Char('.'), 0, -2); !section.isEmpty())
        notes << section;
    if (!axis.unit.isEmpty())
        notes << axis.unit;
    if (axis.isLog)
        notes << tr("log");
    double y = parallelTitleHeight;
    const auto write = [&](const QFont& face, const QColor& colour, const QString& text) {
        const QFontMetricsF metrics(face);
        const QString words = metrics.elidedText(text, Qt::ElideMiddle, std::max(spacingOf() - spacing::control, 20.0));
        const double width = metrics.horizontalAdvance(words);
        const double left = std::clamp(pixel(index, NAN).x() - width / 2, 0.0, std::max(canvas().width() - width, 0.0));
        painter.setFont(face);
        painter.setPen(colour);
        painter.drawText(QPointF(left, y + metrics.ascent()), words);
        y += metrics.height();
    };
    write(Theme::semibold(Theme::small(font())), colours().text, name);
    write(Theme::figures(Theme::small(font())), colours().secondaryText, notes.join(QStringLiteral(", ")));
}

/// The colours right of the metric's axis, at its values.
void ParallelPlot::drawScale(QPainter& painter) const
{
    const double x = pixel(m_picture.axes.size() - 1, NAN).x() + spacing::pair;
    QLinearGradient gradient(m_room.bottomLeft(), m_room.topLeft());
    for (int stop = 0; stop <= 16; ++stop)
        gradient.setColorAt(stop / 16.0, colourAt(stop / 16.0));
    painter.setPen(Qt::NoPen);
    painter.setBrush(gradient);
    painter.drawRect(QRectF(x, m_room.top(), scaleWidth, m_room.height()));
}

void ParallelPlot::drawBrush(QPainter& painter) const
{
    for (std::size_t index = 0; !isExporting() && index < m_picture.axes.size(); ++index) {
        const auto range = brush().ranges().find(m_picture.axes[index].key);
        if (range == brush().ranges().end())
            continue;
        const QPointF top = pixel(index, range->second.high);
        const QPointF bottom = pixel(index, range->second.low);
        QColor fill = colours().accent;
        fill.setAlphaF(0.25F);
        painter.setPen(QPen(colours().accent, 1));
        painter.setBrush(fill);
        painter.drawRect(QRectF(top.x() - brushWidth / 2, top.y(), brushWidth, bottom.y() - top.y()));
    }
}

void ParallelPlot::drawTitle(QPainter& painter) const
{
    const double baseline = parallelTitleHeight - 12;
    painter.setFont(Theme::semibold(Theme::small(font())));
    painter.setPen(colours().text);
    painter.drawText(QPointF(spacing::page, baseline), tr("One line per run"));
    painter.setFont(Theme::figures(Theme::small(font())));
    painter.setPen(colours().secondaryText);
    const QFontMetricsF metrics(painter.font());
    painter.drawText(QPointF(canvas().width() - spacing::page - metrics.horizontalAdvance(m_picture.readOut), baseline),
                     m_picture.readOut);
}

} // namespace gui

#include "moc_ParallelPlot.cpp"
