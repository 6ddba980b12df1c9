#include "gui/pages/ConfusionMatrix.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

#include "gui/app/Format.h"
#include "gui/app/Theme.h"

namespace gui {

namespace {

constexpr int matrixGap = 1;
constexpr int mostWide = 140; // a cell
constexpr int mostTall = 68;

QColor mixed(const QColor& from, const QColor& to, double part)
{
    const auto channel = [part](int a, int b) { return int(a + part * (b - a) + 0.5); };
    return {channel(from.red(), to.red()), channel(from.green(), to.green()), channel(from.blue(), to.blue())};
}

} // namespace

ConfusionMatrix::ConfusionMatrix(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Confusion matrix: label down, prediction across"));
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

void ConfusionMatrix::setScores(const SampleScores& scores, QStringList classes)
{
    m_scores = scores;
    m_classes = std::move(classes);
    m_focused = {0, 0};
    m_hovered.reset();
    update();
}

QString ConfusionMatrix::name(std::size_t index) const
{
    return index < std::size_t(m_classes.size()) ? m_classes[qsizetype(index)] : QString::number(index);
}

int ConfusionMatrix::labelWidth() const
{
    int widest = 0;
    for (std::size_t c = 0; c < m_scores.classes; ++c)
        widest = std::max(widest, fontMetrics().horizontalAdvance(name(c)));
    return std::min(widest + 4, width() / 3);
}

QPoint ConfusionMatrix::origin() const
{
    const int line = fontMetrics().height();
    return {line + 4 + labelWidth() + 8, 2 * line + 8};
}

QSize ConfusionMatrix::cellSize() const
{
    const int classes = std::max(int(m_scores.classes), 1);
    const QPoint from = origin();
    return {std::clamp((width() - from.x() - 2) / classes, 3, mostWide),
            std::clamp((height() - from.y() - 2) / classes, 3, mostTall)};
}

QRect ConfusionMatrix::cellRect(std::size_t label, std::size_t prediction) const
{
    const QSize size = cellSize();
    return {origin().x() + int(prediction) * size.width(), origin().y() + int(label) * size.height(),
            size.width() - matrixGap, size.height() - matrixGap};
}

QString ConfusionMatrix::cellText(std::size_t label, std::size_t prediction) const
{
    const std::int64_t count = m_scores.count(label, prediction);
    const std::int64_t all = m_scores.ofClass[label].rows;
    const QString share = all > 0 ? format::percent(double(count) / double(all)) : QStringLiteral("–");
    return tr("Label %1, predicted %2: %3 rows, %4 of the label's %5")
        .arg(name(label), name(prediction), format::whole(count), share, format::whole(all));
}

std::optional<ConfusionMatrix::Cell> ConfusionMatrix::cellAt(const QPoint& pixel) const
{
    const QPoint inside = pixel - origin();
    const QSize size = cellSize();
    if (inside.x() < 0 || inside.y() < 0)
        return std::nullopt;
    const Cell cell(inside.y() / size.height(), inside.x() / size.width());
    const int classes = int(m_scores.classes);
    return cell.first < classes && cell.second < classes ? std::optional(cell) : std::nullopt;
}

void ConfusionMatrix::paintEvent(QPaintEvent*)
{
    if (m_scores.classes == 0)
        return;
    QPainter painter(this);
    drawNames(painter);
    drawCells(painter);
}

void ConfusionMatrix::drawCells(QPainter& painter) const
{
    const Colours& colours = m_theme.colours();
    const QFont figures = Theme::figures(font());
    const QFontMetrics metrics(figures);
    for (std::size_t label = 0; label < m_scores.classes; ++label)
        for (std::size_t prediction = 0; prediction < m_scores.classes; ++prediction) {
            const QRect cell = cellRect(label, prediction);
            const std::int64_t all = m_scores.ofClass[label].rows;
            const std::int64_t count = m_scores.count(label, prediction);
            const double share = all > 0 ? double(count) / double(all) : 0;
            const QColor ground = mixed(colours.well, colours.accent, share);
            painter.fillRect(cell, ground);
            const QString number = format::whole(count);
            if (metrics.horizontalAdvance(number) + 4 <= cell.width() && metrics.height() <= cell.height()) {
                painter.setFont(label == prediction ? Theme::semibold(figures) : figures);
                painter.setPen(textOn(ground));
                painter.drawText(cell, Qt::AlignCenter, number);
            }
        }
    const std::optional<Cell> marked = hasFocus() ? std::optional(m_focused) : m_hovered;
    if (!marked)
        return;
    painter.setPen(QPen(colours.text, 1));
    painter.drawRect(cellRect(std::size_t(marked->first), std::size_t(marked->second)).adjusted(0, 0, -1, -1));
}

void ConfusionMatrix::drawNames(QPainter& painter) const
{
    const Colours& colours = m_theme.colours();
    const int line = fontMetrics().height();
    const QPoint from = origin();
    const QSize size = cellSize();
    const int classes = int(m_scores.classes);
    painter.setPen(colours.text);
    painter.setFont(Theme::small(font()));
    painter.drawText(QRect(from.x(), 0, classes * size.width(), line), Qt::AlignLeft, tr("predicted"));
    painter.save();
    painter.translate(0, from.y() + classes * size.height());
    painter.rotate(-90);
    painter.drawText(QRect(0, 0, classes * size.height(), line), Qt::AlignRight | Qt::AlignTop, tr("label"));
    painter.restore();
    painter.setFont(font());
    painter.setPen(colours.secondaryText);
    if (size.height() >= line)
        for (int c = 0; c < classes; ++c)
            painter.drawText(QRect(line + 4, from.y() + c * size.height(), labelWidth(), size.height()),
                             Qt::AlignRight | Qt::AlignVCenter,
                             fontMetrics().elidedText(name(std::size_t(c)), Qt::ElideRight, labelWidth()));
    if (size.width() >= fontMetrics().horizontalAdvance(QStringLiteral("mmm")))
        for (int c = 0; c < classes; ++c)
            painter.drawText(QRect(from.x() + c * size.width(), line + 4, size.width() - 4, line), Qt::AlignCenter,
                             fontMetrics().elidedText(name(std::size_t(c)), Qt::ElideRight, size.width() - 4));
}

bool ConfusionMatrix::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const auto cell = cellAt(help->pos()))
        QToolTip::showText(help->globalPos(), cellText(std::size_t(cell->first), std::size_t(cell->second)), this);
    else
        QToolTip::hideText();
    return true;
}

void ConfusionMatrix::mousePressEvent(QMouseEvent* event)
{
    if (const auto cell = cellAt(event->position().toPoint()); cell && event->button() == Qt::LeftButton)
        Q_EMIT cellChosen(cell->first, cell->second);
}

void ConfusionMatrix::mouseMoveEvent(QMouseEvent* event)
{
    m_hovered = cellAt(event->position().toPoint());
    setCursor(m_hovered ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void ConfusionMatrix::leaveEvent(QEvent*)
{
    m_hovered.reset();
    update();
}

void ConfusionMatrix::keyPressEvent(QKeyEvent* event)
{
    const int last = int(m_scores.classes) - 1;
    if (last < 0)
        return QWidget::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Up:
        m_focused.first = std::max(m_focused.first - 1, 0);
        break;
    case Qt::Key_Down:
        m_focused.first = std::min(m_focused.first + 1, last);
        break;
    case Qt::Key_Left:
        m_focused.second = std::max(m_focused.second - 1, 0);
        break;
    case Qt::Key_Right:
        m_focused.second = std::min(m_focused.second + 1, last);
        break;
    case Qt::Key_Return:
    case Qt::Key_Space:
        Q_EMIT cellChosen(m_focused.first, m_focused.second);
        break;
    default:
        return QWidget::keyPressEvent(event);
    }
    setAccessibleDescription(cellText(std::size_t(m_focused.first), std::size_t(m_focused.second)));
    update();
}

} // namespace gui
