#include "gui/pages/ConfusionMatrix.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

#include "gui/app/Format.h"
#include "gui/app/Theme.h"

namespace gui {

namespace {

constexpr int matrixGap = 1;
constexpr int besideMatrix = 4; // between its titles, names and cells
constexpr int matrixRim = 2;    // at its right and bottom
constexpr int mostWide = 140;   // a cell
constexpr int mostTall = 68;

QColor mixed(const QColor& from, const QColor& to, double part)
{
    const auto channel = [part](int a, int b) { return qRound(a + part * (b - a)); };
    return {channel(from.red(), to.red()), channel(from.green(), to.green()), channel(from.blue(), to.blue())};
}

} // namespace

ConfusionMatrix::ConfusionMatrix(const Theme& theme, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
{
    setFrameShape(QFrame::NoFrame);
    viewport()->setAutoFillBackground(false);
    viewport()->setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Confusion matrix: label down, prediction across"));
    connect(&theme, &Theme::changed, this, [this] { viewport()->update(); });
}

void ConfusionMatrix::setScores(const SampleScores& scores, QStringList classes)
{
    m_scores = scores;
    m_classes = std::move(classes);
    m_largest = 0;
    for (const std::int64_t count : m_scores.confusion)
        m_largest = std::max(m_largest, count);
    m_focused = {0, 0};
    m_hovered.reset();
    place();
}

QString ConfusionMatrix::name(std::size_t index) const
{
    return index < std::size_t(m_classes.size()) ? m_classes[qsizetype(index)] : QString::number(index);
}

/// Every cell has room for the largest number.
void ConfusionMatrix::place()
{
    const int classes = std::max(int(m_scores.classes), 1);
    const int line = fontMetrics().height();
    int widest = 0;
    for (std::size_t c = 0; c < m_scores.classes; ++c)
        widest = std::max(widest, fontMetrics().horizontalAdvance(name(c)) + besideMatrix);
    const QFontMetrics figures(Theme::semibold(Theme::figures(font())));
    const QSize least(figures.horizontalAdvance(format::whole(m_largest)) + 6, figures.height() + 2);
    const QSize size = viewport()->size();
    const QSize room = size - QSize(matrixRim, matrixRim);
    m_labelWidth = std::min(widest, room.width() / 3);
    m_origin.setX(line + m_labelWidth + 3 * besideMatrix);
    m_cell.setWidth(std::max(std::min((room.width() - m_origin.x()) / classes, mostWide), least.width()));
    const int words = fontMetrics().horizontalAdvance(QStringLiteral("mmmm")); // cut there, names still say something
    m_areNamesUpright = m_cell.width() < std::min(widest + besideMatrix, words);
    m_origin.setY(line + (m_areNamesUpright ? std::min(widest, room.height() / 3) : line) + 2 * besideMatrix);
    m_cell.setHeight(std::max(std::min((room.height() - m_origin.y()) / classes, mostTall), least.height()));
    const auto setBar = [classes](QScrollBar& bar, int cell, int seen) {
        bar.setRange(0, std::max(classes * cell - seen, 0));
        bar.setPageStep(std::max(seen, 1));
        bar.setSingleStep(cell);
    };
    setBar(*horizontalScrollBar(), m_cell.width(), room.width() - m_origin.x());
    if (viewport()->size() == size)
        setBar(*verticalScrollBar(), m_cell.height(), room.height() - m_origin.y());
    if (viewport()->size() != size) // a bar has come or gone
        place();
    viewport()->update();
}

QRect ConfusionMatrix::cellArea() const
{
    return {m_origin, QPoint(viewport()->width() - 1, viewport()->height() - 1)};
}

bool ConfusionMatrix::isScrollable() const
{
    return horizontalScrollBar()->maximum() > 0 || verticalScrollBar()->maximum() > 0;
}

QRect ConfusionMatrix::cellRect(std::size_t label, std::size_t prediction) const
{
    return {m_origin.x() + int(prediction) * m_cell.width() - horizontalScrollBar()->value(),
            m_origin.y() + int(label) * m_cell.height() - verticalScrollBar()->value(), m_cell.width() - matrixGap,
            m_cell.height() - matrixGap};
}

QString ConfusionMatrix::cellText(std::size_t label, std::size_t prediction) const
{
    const std::int64_t count = m_scores.count(label, prediction);
    const std::int64_t all = m_scores.ofClass[label].rows;
    const QString share = all > 0 ? format::percent(double(count) / double(all)) : QStringLiteral("–");
    const QString rows = count == 1 ? tr("1 row") : tr("%1 rows").arg(format::whole(count));
    return tr("Label %1, predicted %2: %3, %4 of the label's %5")
        .arg(name(label), name(prediction), rows, share, format::whole(all));
}

std::optional<ConfusionMatrix::Cell> ConfusionMatrix::cellAt(const QPoint& pixel) const
{
    if (!cellArea().contains(pixel))
        return std::nullopt;
    const QPoint inside =
        pixel - m_origin + QPoint(horizontalScrollBar()->value(), verticalScrollBar()->value());
    const Cell cell(inside.y() / m_cell.height(), inside.x() / m_cell.width());
    const int classes = int(m_scores.classes);
    return cell.first < classes && cell.second < classes ? std::optional(cell) : std::nullopt;
}

std::optional<ConfusionMatrix::Cell> ConfusionMatrix::markedCell() const
{
    return hasFocus() ? std::optional(m_focused) : m_hovered;
}

void ConfusionMatrix::paintEvent(QPaintEvent*)
{
    if (m_scores.classes == 0)
        return;
    QPainter painter(viewport());
    drawTitles(painter);
    drawNames(painter);
    painter.setClipRect(cellArea());
    drawCells(painter);
}

/// Those in sight.
void ConfusionMatrix::drawCells(QPainter& painter) const
{
    const int last = int(m_scores.classes) - 1;
    const QPoint from(horizontalScrollBar()->value() / m_cell.width(), verticalScrollBar()->value() / m_cell.height());
    const QSize seen(cellArea().width() / m_cell.width() + 1, cellArea().height() / m_cell.height() + 1);
    for (int label = from.y(); label <= std::min(from.y() + seen.height(), last); ++label)
        for (int prediction = from.x(); prediction <= std::min(from.x() + seen.width(), last); ++prediction)
            drawCell(painter, std::size_t(label), std::size_t(prediction));
    const std::optional<Cell> marked = markedCell();
    if (!marked)
        return;
    painter.setPen(QPen(m_theme.colours().text, 1));
    painter.drawRect(cellRect(std::size_t(marked->first), std::size_t(marked->second)).adjusted(0, 0, -1, -1));
}

void ConfusionMatrix::drawCell(QPainter& painter, std::size_t label, std::size_t prediction) const
{
    const Colours& colours = m_theme.colours();
    const QFont figures = Theme::figures(font());
    const QRect cell = cellRect(label, prediction);
    const std::int64_t all = m_scores.ofClass[label].rows;
    const std::int64_t count = m_scores.count(label, prediction);
    const double share = all > 0 ? double(count) / double(all) : 0;
    const QColor ground = mixed(colours.well, colours.accent, share);
    painter.fillRect(cell, ground);
    if (count == 0 && isScrollable()) // among so many cells zeros would hide the others
        return;
    painter.setFont(label == prediction ? Theme::semibold(figures) : figures);
    painter.setPen(textOn(ground));
    painter.drawText(cell, Qt::AlignCenter, format::whole(count));
}

void ConfusionMatrix::drawTitles(QPainter& painter) const
{
    const int line = fontMetrics().height();
    painter.setPen(m_theme.colours().text);
    painter.setFont(Theme::small(font()));
    painter.drawText(QRect(m_origin.x(), 0, cellArea().width(), line), Qt::AlignLeft, tr("predicted"));
    const int height = std::min(int(m_scores.classes) * m_cell.height(), cellArea().height());
    painter.save();
    painter.translate(0, m_origin.y() + height);
    painter.rotate(-90);
    painter.drawText(QRect(0, 0, height, line), Qt::AlignRight | Qt::AlignTop, tr("label"));
    painter.restore();
}

/// Beside the cells and above them, scrolled with these; those of the marked cell stand out.
void ConfusionMatrix::drawNames(QPainter& painter) const
{
    const Colours& colours = m_theme.colours();
    const int line = fontMetrics().height();
    const int height = m_origin.y() - line - 2 * besideMatrix;
    const QRect area = cellArea();
    const std::optional<Cell> marked = markedCell();
    painter.setFont(font());
    const auto draw = [&](const QRect& place, std::size_t c, bool isMarked, Qt::Alignment alignment) {
        painter.setPen(isMarked ? colours.text : colours.secondaryText);
        painter.drawText(place, int(alignment | Qt::AlignVCenter),
                         fontMetrics().elidedText(name(c), Qt::ElideRight, place.width()));
    };
    painter.setClipRect(QRect(0, area.top(), area.left(), area.height()));
    for (std::size_t c = 0; c < m_scores.classes; ++c)
        if (const QRect cell = cellRect(c, 0); cell.bottom() >= area.top() && cell.top() <= area.bottom())
            draw({line + besideMatrix, cell.top(), m_labelWidth, cell.height()}, c, marked && marked->first == int(c),
                 Qt::AlignRight);
    painter.setClipRect(QRect(area.left(), 0, area.width(), area.top()));
    for (std::size_t c = 0; c < m_scores.classes; ++c) {
        const QRect cell = cellRect(0, c);
        if (cell.right() < area.left() || cell.left() > area.right())
            continue;
        const bool isMarked = marked && marked->second == int(c);
        painter.save();
        painter.translate(cell.left(), line + besideMatrix + (m_areNamesUpright ? height : 0));
        if (m_areNamesUpright) {
            painter.rotate(-90);
            draw({0, 0, height, cell.width()}, c, isMarked, Qt::AlignLeft);
        } else {
            draw({0, 0, cell.width() - besideMatrix, height}, c, isMarked, Qt::AlignHCenter);
        }
        painter.restore();
    }
}

bool ConfusionMatrix::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave) {
        m_hovered.reset();
        viewport()->update();
    }
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const auto cell = cellAt(help->pos()))
        QToolTip::showText(help->globalPos(), cellText(std::size_t(cell->first), std::size_t(cell->second)),
                           viewport());
    else
        QToolTip::hideText();
    return true;
}

void ConfusionMatrix::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        place();
}

void ConfusionMatrix::resizeEvent(QResizeEvent*)
{
    place();
}

void ConfusionMatrix::mousePressEvent(QMouseEvent* event)
{
    if (const auto cell = cellAt(event->position().toPoint()); cell && event->button() == Qt::LeftButton)
        Q_EMIT cellChosen(cell->first, cell->second);
}

void ConfusionMatrix::mouseMoveEvent(QMouseEvent* event)
{
    m_hovered = cellAt(event->position().toPoint());
    viewport()->setCursor(m_hovered ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

void ConfusionMatrix::keyPressEvent(QKeyEvent* event)
{
    const int last = int(m_scores.classes) - 1;
    if (last < 0)
        return QAbstractScrollArea::keyPressEvent(event);
    const auto [label, prediction] = m_focused;
    switch (event->key()) {
    case Qt::Key_Up:
        return moveTo({std::max(label - 1, 0), prediction});
    case Qt::Key_Down:
        return moveTo({std::min(label + 1, last), prediction});
    case Qt::Key_Left:
        return moveTo({label, std::max(prediction - 1, 0)});
    case Qt::Key_Right:
        return moveTo({label, std::min(prediction + 1, last)});
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        Q_EMIT cellChosen(label, prediction);
        return;
    default:
        return QAbstractScrollArea::keyPressEvent(event);
    }
}

/// Into sight, and says it to who hears and who sees.
void ConfusionMatrix::moveTo(const Cell& cell)
{
    m_focused = cell;
    const auto scroll = [](QScrollBar& bar, int from, int length) {
        bar.setValue(std::min(std::max(bar.value(), from + length - bar.pageStep()), from));
    };
    scroll(*horizontalScrollBar(), cell.second * m_cell.width(), m_cell.width());
    scroll(*verticalScrollBar(), cell.first * m_cell.height(), m_cell.height());
    const QString text = cellText(std::size_t(cell.first), std::size_t(cell.second));
    const QRect seen = cellRect(std::size_t(cell.first), std::size_t(cell.second));
    setAccessibleDescription(text);
    QToolTip::showText(viewport()->mapToGlobal(seen.bottomRight()), text, viewport(), seen);
    viewport()->update();
}

void ConfusionMatrix::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void ConfusionMatrix::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace gui
