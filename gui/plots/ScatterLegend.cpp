#include <algorithm>
#include <cmath>

#include "gui/app/Format.h"
#include "gui/plots/PlotStyle.h"
#include "gui/plots/ScatterPlot.h"

/// What stands right of a ScatterPlot.
namespace gui {

namespace {

constexpr int swatch = 16;           // room of a name's point
constexpr double legendShare = 0.32; // of the width, at most

} // namespace

QString ScatterPlot::noteOf(std::size_t group) const
{
    for (const ScatterPicture::Mean& mean : m_picture.means)
        if (mean.group == group) {
            const QString count = tr("n = %1").arg(mean.runs);
            return mean.parameters ? tr("%1, %2 trainable").arg(count, format::count(*mean.parameters)) : count;
        }
    return {};
}

bool ScatterPlot::isAnyCut() const
{
    return std::any_of(m_picture.means.begin(), m_picture.means.end(), [this](const ScatterPicture::Mean& mean) {
        return isCut(mean.xInterval, true) || isCut(mean.yInterval, false);
    });
}

QString ScatterPlot::cutNoteOf(std::size_t group) const
{
    QStringList parts;
    for (const ScatterPicture::Mean& mean : m_picture.means) {
        if (mean.group != group)
            continue;
        if (isCut(mean.yInterval, false))
            parts << QStringLiteral("↕ ") + intervalText(m_picture.y, *mean.yInterval);
        if (isCut(mean.xInterval, true))
            parts << QStringLiteral("↔ ") + intervalText(m_picture.x, *mean.xInterval);
    }
    return parts.join(QStringLiteral(", "));
}

QString ScatterPlot::sizeNote() const
{
    if (m_mostParameters > m_leastParameters)
        return tr("Area: trainable parameters, gates counted, %1 to %2")
            .arg(format::count(m_leastParameters), format::count(m_mostParameters));
    return std::isfinite(m_mostParameters)
        ? tr("All train %1 parameters, gates counted").arg(format::count(m_mostParameters))
        : QString();
}

int ScatterPlot::legendWidth() const
{
    if (m_picture.sweep->groups.size() < 2 && m_picture.means.empty())
        return 0;
    const QFontMetrics metrics(Theme::semibold(Theme::small(font())));
    int widest = metrics.horizontalAdvance(tr("+ %1 more").arg(1000));
    for (std::size_t group = 0; group < m_picture.sweep->groups.size(); ++group)
        widest = std::max({widest, metrics.horizontalAdvance(m_picture.sweep->groups[group].name),
                           metrics.horizontalAdvance(noteOf(group)), metrics.horizontalAdvance(cutNoteOf(group))});
    return std::min(widest + swatch + spacing::pair, int(canvas().width() * legendShare));
}

QStringList ScatterPlot::legendNotes(const QFontMetricsF& metrics, double width) const
{
    QStringList lines;
    const auto add = [&](const QString& note) {
        if (!note.isEmpty())
            lines << plotstyle::wrapped(note, metrics, width).split(QLatin1Char('\n'));
    };
    if (m_picture.front.size() > 1)
        add(tr("Dashes: no mean is better at less cost"));
    if (!m_picture.means.empty())
        add(sizeNote());
    if (isAnyCut())
        add(tr("Arrows: the interval goes on; its ends stand with the group"));
    return lines;
}

void ScatterPlot::drawLegendEntry(QPainter& painter, QPointF place, std::size_t group, double width) const
{
    const SweepGroup& one = m_picture.sweep->groups[group];
    painter.setPen(isDashed(one.colour) ? QPen(colourOf(group), plotstyle::ringWidth) : Qt::NoPen);
    painter.setBrush(isDashed(one.colour) ? Qt::NoBrush : QBrush(colourOf(group)));
    const QFontMetricsF metrics(Theme::figures(Theme::small(font())));
    painter.drawEllipse(place + QPointF(5, metrics.height() / 2), 4, 4);
    const auto write = [&](const QString& text, const QFont& face, const QColor& colour, double y) {
        painter.setFont(face);
        painter.setPen(colour);
        painter.drawText(place + QPointF(swatch, y),
                         QFontMetricsF(face).elidedText(text, Qt::ElideMiddle, width - swatch));
    };
    write(one.name, Theme::semibold(Theme::small(font())), colours().text, metrics.ascent());
    write(noteOf(group), Theme::figures(Theme::small(font())), colours().secondaryText,
          metrics.height() + metrics.ascent());
    write(cutNoteOf(group), Theme::figures(Theme::small(font())), colours().secondaryText,
          2 * metrics.height() + metrics.ascent());
}

/// As many groups as there is room for, and how many more there are; below them what size and dashes mean.
void ScatterPlot::drawLegend(QPainter& painter) const
{
    const int width = legendWidth();
    if (width == 0)
        return;
    const QRectF rect = canvas().axisRect()->rect();
    const QFont plain = Theme::figures(Theme::small(font()));
    const QFontMetricsF metrics(plain);
    const QStringList notes = legendNotes(metrics, width);
    const double left = canvas().width() - width;
    const double bottom = rect.bottom() - double(notes.size()) * metrics.height();
    const double height = metrics.height() * (m_picture.means.empty() ? 1 : isAnyCut() ? 3 : 2) + spacing::pair;
    const std::size_t all = m_picture.sweep->groups.size();
    const auto room = std::size_t(std::max(0.0, (bottom - rect.top()) / height));
    const std::size_t drawn = room >= all ? all : std::max(room, std::size_t(1)) - 1;
    for (std::size_t group = 0; group < drawn; ++group)
        drawLegendEntry(painter, {left, rect.top() + double(group) * height}, group, width);
    painter.setFont(plain);
    painter.setPen(colours().secondaryText);
    if (drawn < all)
        painter.drawText(QPointF(left + swatch, rect.top() + double(drawn) * height + metrics.ascent()),
                         tr("+ %1 more").arg(all - drawn));
    for (qsizetype line = 0; line < notes.size(); ++line)
        painter.drawText(QPointF(left, bottom + double(line) * metrics.height() + metrics.ascent()), notes[line]);
}

} // namespace gui
