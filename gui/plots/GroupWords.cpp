// What is said above the curves of groups.
#include "gui/plots/GroupPlot.h"

#include <algorithm>

#include "gui/app/Format.h"
#include "gui/plots/PlotStyle.h"

namespace gui {

namespace {
constexpr double leastCaption = 20; // pixels
} // namespace

QString GroupPlot::readOut(bool isShort) const
{
    if (task() == nullptr)
        return {};
    std::size_t least = SIZE_MAX;
    std::size_t most = 0;
    bool isBootstrap = false;
    bool hasBand = false;
    for (const ComparedGroup* group : m_groups) {
        least = std::min(least, group->curve.runs);
        most = std::max(most, group->curve.runs);
        isBootstrap = isBootstrap || group->curve.kind == BandKind::Bootstrap;
        hasBand = hasBand || !group->curve.low.isEmpty();
    }
    const QString count = least == most ? tr("n = %1").arg(most) : tr("n = %1 to %2").arg(least).arg(most);
    const QString smoothed =
        m_result->smoothing > 0 ? tr(", smoothed %1").arg(format::shortForm(m_result->smoothing)) : QString();
    if (hasBand && !drawsBands() && !isShort)
        return tr("mean, %1, without bands (more than %2 groups)").arg(count).arg(mostBands) + smoothed;
    if (!hasBand || !drawsBands())
        return (isShort ? count : tr("mean, %1").arg(count)) + smoothed;
    const QString level = levelWords(m_result->options.resampling.level);
    if (isShort)
        return (isBootstrap ? tr("%1, %2 bootstrap") : tr("%1, %2 t")).arg(count, level) + smoothed;
    return tr("mean, %1 %2, %3").arg(level, isBootstrap ? tr("bootstrap") : tr("Student t"), count) + smoothed;
}

/// Behind the title, or the box in its place.
double GroupPlot::captionLeft() const
{
    const QRect rect = canvas().axisRect()->rect();
    const QFontMetricsF metrics(Theme::semibold(Theme::small(font())));
    const double end = hasTitleBox() ? m_titleBox->geometry().right()
                                     : rect.left() + metrics.horizontalAdvance(task()->curveName);
    return std::min(end + spacing::control, rect.right() - leastCaption);
}

QString GroupPlot::caption() const
{
    if (task() == nullptr)
        return {};
    const QString read = m_isExporting ? QString() : m_near ? pointerText() : readingText();
    QStringList notes{read};
    if (read.isEmpty())
        notes = {readOut(), readOut(true)};
    if (read.isEmpty() && !cuts().empty())
        for (const QString& note : {readOut(true), readOut()})
            notes.prepend(tr("%1; arrows: the band goes on").arg(note));
    const QFontMetricsF metrics(Theme::figures(Theme::small(font())));
    const double room = canvas().axisRect()->right() - captionLeft();
    for (const QString& note : notes)
        if (metrics.horizontalAdvance(note) <= room)
            return note;
    return metrics.elidedText(notes.last(), Qt::ElideRight, room + rightMargin()); // above the curves' names, too
}

void GroupPlot::drawTitle(QPainter& painter) const
{
    if (task() == nullptr)
        return;
    const QRect rect = canvas().axisRect()->rect();
    painter.setFont(Theme::semibold(Theme::small(font())));
    painter.setPen(colours().text);
    const QFontMetricsF ofTitle(painter.font());
    const double baseline = hasTitleBox()
        ? m_titleBox->geometry().center().y() + (ofTitle.ascent() - ofTitle.descent()) / 2
        : rect.top() - 10;
    if (!hasTitleBox())
        painter.drawText(QPointF(rect.left(), baseline), task()->curveName);
    painter.setFont(Theme::figures(Theme::small(font())));
    painter.setPen(colours().secondaryText);
    const QString words = caption();
    const double left = rect.right() - QFontMetricsF(painter.font()).horizontalAdvance(words);
    painter.drawText(QPointF(std::max(left, captionLeft()), baseline), words);
}

} // namespace gui
